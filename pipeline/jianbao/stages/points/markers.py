"""Markers of enumerations: 一是, 第二, (三), ④ (``data/enumeration_markers.tsv``)."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple, cast

from jianbao.language.numerals import parse
from jianbao.language.word_tables import word_values
from jianbao.resources import rows, word_lists

LAST = 99  # the rank of 最后: it comes last in a list of any length
CLOSING = "closing"  # the family of 最后，要……, which closes a list of another family too
_MARK_BEFORE = frozenset('。;,:!?\n 　“”"」)…—')

Position = Literal["any", "mark", "colon", "line", "anywhere"]  # explained in the file


class Marker(NamedTuple):
    """A marker: family, place in the order (LAST: whatever comes last), span."""

    family: str
    rank: int
    start: int
    end: int


class _Families(NamedTuple):
    pattern: re.Pattern[str]  # all families, each a named group
    positions: dict[str, Position]
    closed: tuple[str, ...]


@cache
def _families() -> _Families:
    parts, positions, closed = [], {}, []
    for family, pattern, position, *order in rows("enumeration_markers.tsv"):
        parts.append(f"(?P<{family}>{pattern.replace('?P<n>', f'?P<n_{family}>')})")
        positions[family] = cast(Position, position)
        closed += [(int(number), family) for number in order]
    return _Families(re.compile("|".join(parts)), positions, tuple(family for _, family in sorted(closed)))


def closed_families() -> tuple[str, ...]:
    """The families whose lists 最后，要…… may close, in the order in which it looks for one."""
    return _families().closed


def find_markers(text: str) -> list[Marker]:
    """All that may be a marker in ``text`` (folded), in order.

    >>> [(m.family, m.rank) for m in find_markers("一是抓落实;二是抓学习;最后,要抓整改。")]
    [('shi', 1), ('shi', 2), ('closing', 99)]
    """
    families, must = _families(), word_lists("enumeration_words.tsv")["must"]
    found = []
    for match in families.pattern.finditer(text):
        family = next(f for f in families.positions if match[f] is not None)
        position, rank = families.positions[family], _rank(match[f"n_{family}"])
        if rank == LAST and text.startswith(must, match.end()):
            family, position = CLOSING, "mark"
        before = text[match.start() - 1] if match.start() else "\n"
        if rank and _may_stand(position, before, rank):
            found.append(Marker(family, rank, match.start(), match.end()))
    return found


def _rank(numeral: str) -> int:
    steps = word_values("enumeration_words.tsv", "step")
    if numeral in steps:
        return steps[numeral]
    if "①" <= numeral <= "⑳":
        return ord(numeral) - ord("①") + 1
    return int(parse(numeral) or 0)


def _may_stand(position: Position, before: str, rank: int) -> bool:
    """Whether a marker may stand after the character ``before``."""
    if position == "anywhere":
        return True
    if position == "line":
        return before == "\n"
    if position == "colon":
        return before in ":;"
    opens = position == "any" and rank == 1  # the first item may stand inside a sentence
    return before in _MARK_BEFORE or (opens and before not in word_lists("enumeration_words.tsv")["joined"])
