"""Byline lines (first version)."""

from __future__ import annotations

import re

_LINE = re.compile(
    r"[\s□■⊙●◎▲△◆★☆(【]*(?:(?:\S{0,10}(?:记者|通讯员|实习生|撰稿人?|作者|供稿|供图|编辑|责编|责任编辑|审核|来源)(?!站)[::/\s]*)|文/图|图/文|图文[/:]|文[/:])"
)
_AFTER = re.compile(r"(?:[\s/](?:文/图|摄|文|图)|摄|文/图|供稿|供图)[)】]?\Z")


def is_credit_line(text: str, *, glued: bool = False) -> bool:
    """Whether a folded line holds a byline or imprint and nothing else."""
    if len(text) > 60 or re.search(r"[。!?,“”]", text):
        return False
    return bool(_LINE.match(text) or _AFTER.search(text))
