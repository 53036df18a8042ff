"""The number of a figure: a numeral with the 多, 余 and multipliers that come after it (200多万)."""

from __future__ import annotations

import re
from typing import NamedTuple

from jianbao.language.numerals import parse
from jianbao.language.patterns import HAN
from jianbao.stages.quantities.figure_words import figure_words
from jianbao.stages.quantities.units import unit_at

_MORE = re.compile(r"(?: (?=[多余万亿]))?([多余来]?)([十百千万亿]*)([多余]?)")
_MULTIPLIER = re.compile(r"[万亿]+$")
# 两个亿, 1.5个亿元; not 3个亿元村 (villages that make so much) or 一个亿万富翁.
_HUNDRED_MILLIONS = re.compile(rf"个(多?)亿(?!级|元|吨|斤|万|人|[A-Za-z])|个(多?)亿(?=元(?!{HAN}))")
_MILLIONS_OF_A_DECIMAL = re.compile(r"个(多?)亿()(?=元)")


class Number(NamedTuple):
    """A number as it is printed: where it ends, its value, and the numeral."""

    end: int
    value: float
    text: str
    more: str  # 多, 余 or 来 after the numeral, or ""
    plain: bool  # a numeral and nothing else


def number_at(text: str, numeral: str, end: int) -> Number | None:
    """The number whose ``numeral`` ends at ``end`` of ``text``, or None where it writes none.

    >>> number_at("200多万名", "200", 3)
    Number(end=5, value=2000000.0, text='200', more='多', plain=False)
    """
    if (
        numeral[-1] == "千" and len(numeral) > 1 and text[end : end + 1] in figure_words("kilo")
    ):  # 5千克, 20千瓦
        value = parse(numeral[:-1])
        return None if value is None else Number(end - 1, value, numeral[:-1], "", True)
    value = 0.5 if numeral == "半" else parse(numeral)
    if value is None or numeral in figure_words("no_number"):
        return None
    if found := _hundred_millions(text, numeral, end):
        return Number(found.end(), value * 10**8, f"{numeral}亿", found[1] or found[2] or "", False)
    tail = _MORE.match(text, end)
    more, multiplier, late = tail.groups() if tail else ("", "", "")
    if more and multiplier:
        value *= parse(multiplier) or 1.0
    more, end = more or late, tail.end() if tail else end
    if numeral[0].isdigit() and text.startswith(" ", end) and unit_at(text, end + 1):  # 96 名
        end += 1
    return Number(end, value, numeral, more, not more and not multiplier)


def _hundred_millions(text: str, numeral: str, end: int) -> re.Match[str] | None:
    is_decimal = "." in numeral or "点" in numeral
    return (_MILLIONS_OF_A_DECIMAL if is_decimal else _HUNDRED_MILLIONS).match(text, end) or (
        _HUNDRED_MILLIONS.match(text, end)
    )


def multiplier(numeral: str) -> float:
    """What the 万 and 亿 at the end of a numeral multiply it by; 1 where there are none.

    >>> multiplier("5亿"), multiplier("1.44万亿"), multiplier("35")
    (100000000.0, 1000000000000.0, 1.0)
    """
    tail = _MULTIPLIER.search(numeral)
    return (parse(tail.group()) or 1.0) if tail else 1.0
