"""The table of units and measure words (``data/units.tsv``), and how a unit is read off a text."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple, cast

from jianbao.categories import QuantityKind
from jianbao.resources import rows, words

Numerals = Literal["", "any", "two", "digit"]  # all; all but a plain 一; Arabic ones and 两 only


class Unit(NamedTuple):
    """A unit as the table has it: the kind of quantity it makes, and which numerals make a figure with it."""

    kind: QuantityKind
    numerals: Numerals


@cache
def units() -> dict[str, Unit]:
    """Every unit of the table."""
    table: dict[str, Unit] = {}
    for kind, numerals, names in rows("units.tsv"):
        for name in names.split():
            table.setdefault(name, Unit(cast(QuantityKind, kind), cast(Numerals, numerals)))
    return table


@cache
def _guards() -> dict[str, tuple[str, ...]]:
    """What a unit is not when these follow: 部 before 署, 分 before 局, 天 before 津 ..."""
    return {unit: tuple(strings.split()) for unit, strings in rows("unit_guards.tsv")}


@cache
def unit_pattern() -> re.Pattern[str]:
    """A unit, the longest that fits, with what it may be divided by: 元/平方米, mg/100ml."""
    names = "|".join(re.escape(u) for u in sorted(units(), key=lambda u: (-len(u), u)))
    return re.compile(rf"(?:{names})(?:/(?:\d{{1,4}}|l0{{1,3}})?(?:{names}|[A-Za-z]{{1,3}}))?")


def unit_at(text: str, at: int) -> str:
    """The unit that opens at ``at``, or "".

    >>> unit_at("5个百分点", 1), unit_at("一人民", 1)
    ('个百分点', '')
    """
    found = unit_pattern().match(text, at)
    if not found:
        return ""
    unit, following = found.group(), text[found.end() : found.end() + 1]
    if text.startswith(_guards().get(unit, ("\0",)), found.end()):
        return ""
    if unit[-1].isascii() and unit[-1].isalpha() and following.isascii() and following.isalnum():
        return ""
    return unit


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for phrase in words("number_phrases.txt"):
        table.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(sorted(phrases)) for first, phrases in table.items()}


def opens_phrase(text: str, at: int) -> bool:
    """Whether a set phrase with a number in it opens at ``at``, which is not a figure.

    >>> opens_phrase("村两委", 1), opens_phrase("村两人", 1)
    (True, False)
    """
    return text.startswith(_phrases().get(text[at], ("\0",)), at)
