"""Pairs of quotation and book-title marks, nested ones too."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping
from functools import cache

TITLE_PAIRS = {"《": "》", "〈": "〉"}  # opening mark to closing mark, of titles of works
STRAIGHT = '"'
_DEEPEST = 8  # marks open at once; of more, the outermost are forgotten: a page that never closes them


def mark_pairs(text: str, pairs: Mapping[str, str]) -> list[tuple[int, int]]:
    """The places of opening and closing marks that belong together, in order of the opening ones.

    No pair goes across a line. A mark that is not closed, or closes nothing, is passed over; straight marks (")
    open and close in turn. One pass, bounded depth.

    Args:
        text: folded or not: offsets are into it.
        pairs: opening mark to closing mark, such as ``patterns.QUOTATION_PAIRS``.

    >>> mark_pairs('学习《纲要》,当好"班长"', TITLE_PAIRS)
    [(2, 5), (9, 12)]
    """
    found: list[tuple[int, int]] = []
    opened: deque[tuple[str, int]] = deque(maxlen=_DEEPEST)  # the mark that closes, and where it was opened
    for match in _marks("".join([*pairs, *pairs.values()])).finditer(text):
        mark, at = match[0], match.start()
        if mark == "\n":
            opened.clear()
        elif opened and opened[-1][0] == mark:
            found.append((opened.pop()[1], at))
        elif mark == STRAIGHT:
            opened.append((STRAIGHT, at))
        elif mark in pairs:
            opened.append((pairs[mark], at))
    return sorted(found)


@cache
def _marks(marks: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(marks)}{STRAIGHT}\n]")
