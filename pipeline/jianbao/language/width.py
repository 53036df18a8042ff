"""Forms of characters, unified for analysis only: full and half width, traditional and simplified."""

from __future__ import annotations

from functools import cache, lru_cache

from jianbao.resources import rows

_WIDTHS = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20, 0xFF61: 0x3002, 0xA0: 0x20}

_SHORT, _LONG = 60, 20_000  # characters: texts between are remembered, names and whole books are not


def fold(text: str) -> str:
    """``text`` with full-width ASCII as half width and traditional characters as simplified ones.

    Character for character: offsets stay the same. Characters that simplified texts print too (乾, 著) stay.

    >>> fold("占比４３．２％，（社区）。"), fold("副局長說：12億元")
    ('占比43.2%,(社区)。', '副局长说:12亿元')
    """
    return _folded(text) if _SHORT < len(text) < _LONG else text.translate(_table())


@lru_cache(maxsize=256)
def _folded(text: str) -> str:
    """Each stage asks for the texts of a batch again."""
    return text.translate(_table())


@cache
def _table() -> dict[int, int]:
    """Code points to code points. One table for all: a second pass would cost as much again."""
    return _WIDTHS | {ord(old): ord(new) for old, new in rows("traditional.tsv")}


def without_blanks(text: str) -> str:
    """``text`` without white space, where a name is broken by a line end or set wide.

    >>> without_blanks("石桥镇 白沙村")
    '石桥镇白沙村'
    """
    return "".join(text.split())
