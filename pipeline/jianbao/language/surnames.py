"""Surnames of Chinese names."""

from __future__ import annotations

import re
from functools import cache

from jianbao.resources import rows


@cache
def _double_surnames() -> frozenset[str]:
    for kind, names in rows("surnames.tsv"):
        if kind == "c":
            return frozenset(re.findall("..", names))
    return frozenset()


def surname(name: str) -> str:
    """The surname of a Chinese name: two characters for 欧阳 and its like.

    >>> surname("欧阳明"), surname("李明")
    ('欧阳', '李')
    """
    return name[:2] if name[:2] in _double_surnames() and len(name) > 2 else name[:1]
