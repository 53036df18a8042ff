"""Figures in a text: where they stand, their value, unit and qualifier.

What looks like one and is not is left out: ordinals, years, scores, document numbers, numbers in names and set
phrases, 一 as an article. A hand-written grammar: one scan for numerals, and a look at either side of each.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from jianbao.categories import QuantityKind
from jianbao.language.numerals import NUMERAL, approximate, parse
from jianbao.stages.quantities.figure_guards import is_something_else, is_year, takes_unit
from jianbao.stages.quantities.figure_words import after_figure, before_figure, figure_words, qualifier
from jianbao.stages.quantities.numbers import Number, multiplier, number_at
from jianbao.stages.quantities.units import Unit, opens_phrase, unit_at, units

_HEAD = re.compile(rf"百分之(?P<percent>{NUMERAL})|(?P<number>{NUMERAL}|半)")
_SECOND = re.compile(rf"(?:[-—–~～?至到]|——)(?P<number>{NUMERAL})")
_PARTS = re.compile(rf"分之({NUMERAL})")
_SLASH = re.compile(r"/(\d{1,2})(?![\d/年月日-])")
_TENTHS = re.compile(r"\d(?![\d.%万个])|[一二三四五六七八九](?=左右|[,。;、的多高]|$)")  # 1米6
_LONG_NUMBER = re.compile(r"\d{9,}")  # of a telephone or a document
_MAX_NUMERAL = 40  # longer runs of digits are no figures
_SAID_TWICE = ("%", "年", "℃", "岁")  # units that a range may have after both ends: 5%-10%
_NO_UNIT = Unit("", "")


class Figure(NamedTuple):
    """A figure found: span, value (two for a range), unit as printed without 万 and 亿, qualifier, kind."""

    start: int
    end: int
    values: tuple[float, ...]
    unit: str
    qualifier: str
    kind: QuantityKind


def figures(text: str, barred: bytes | bytearray) -> Iterator[Figure]:
    """The figures of ``text`` (folded), in order; none opens where ``barred`` is set.

    >>> [(f.values, f.unit) for f in figures("投资12.5亿元,共3至5个月。", bytes(20))]
    [((1250000000.0,), '元'), ((3.0, 5.0), '个月')]
    """
    at = 0
    while head := _HEAD.search(text, at):
        start, at = head.start(), head.end()
        vague = text[max(0, start - 1) : start] in figure_words("vague")
        if barred[start] or len(head.group()) > _MAX_NUMERAL or vague:
            continue
        figure = _percent_in_words(text, head) if head["percent"] else _figure(text, head)
        if figure is not None and all(map(math.isfinite, figure.values)):
            yield figure
            at = max(at, figure.end)


def _percent_in_words(text: str, head: re.Match[str]) -> Figure | None:
    value = parse(head["percent"])
    if value is None:
        return None
    start, end = head.span()
    return Figure(start, end, (value,), "%", qualifier(text, start, "", end), "share")


def _figure(text: str, head: re.Match[str]) -> Figure | None:
    start = head.start()
    if before_figure("ordinal").search(text, max(0, start - 3), start) or opens_phrase(text, start):
        return None
    first = number_at(text, head["number"], head.end())
    if first is None:
        return None
    if part := _PARTS.match(text, first.end):  # 三分之二
        if after_figure("finals").match(text, part.end()):
            return None
        return _fraction(text, start, part.end(), parse(part[1]), first.value)
    short = first.plain and first.text.isdigit() and len(first.text) < 3
    if short and (part := _SLASH.match(text, first.end)):  # 2/3
        joined = start > 0 and text[start - 1].isascii()
        return None if joined else _fraction(text, start, part.end(), first.value, parse(part[1]))
    return _range(text, start, first) or _single(text, start, first)


def _fraction(text: str, start: int, end: int, top: float | None, bottom: float | None) -> Figure | None:
    if not top or not bottom or top >= bottom:
        return None
    return Figure(start, end, (round(top / bottom, 6),), "", qualifier(text, start, "", end), "share")


def _range(text: str, start: int, first: Number) -> Figure | None:
    """3-5亿元, 10到13级, 4300年至3900年, 5%-10%."""
    unit, end = "", first.end
    second = _SECOND.match(text, end)
    if second is None and (unit := unit_at(text, end)) in _SAID_TWICE:
        second = _SECOND.match(text, end + len(unit))
    if second is None or len(second["number"]) > _MAX_NUMERAL:
        return None
    other = number_at(text, second["number"], second.end())
    if other is None:
        return None
    last = unit_at(text, other.end)
    kind = units().get(last.split("/")[0])
    if kind is None or unit not in ("", last):
        return None
    if is_year(other.text, last) or not takes_unit(last, kind, other):
        return None
    low, high = first.value, other.value
    if first.plain and low < high and not unit:
        low = _scaled(low, first.text, high, second["number"])
    end, ends = other.end + len(last), (min(low, high), max(low, high))
    return Figure(start, end, ends, last, qualifier(text, start, other.more, end), kind.kind)


def _scaled(low: float, first: str, high: float, second: str) -> float:
    """3-5亿: the multiplier is said once, for both."""
    scale = multiplier(second)
    return low * scale if scale > 1 and multiplier(first) == 1 and low * scale <= high else low


def _single(text: str, start: int, number: Number) -> Figure | None:
    if text.startswith(("个多", "个半", "个来"), number.end) and (figure := _inner_more(text, start, number)):
        return figure
    unit = unit_at(text, number.end)
    if not unit:
        return _bare(text, start, number)
    kind, end = units()[unit.split("/")[0]], number.end + len(unit)
    if kind.kind == "count" and _LONG_NUMBER.fullmatch(number.text):
        return None
    if not takes_unit(unit, kind, number) or is_something_else(text, start, number, unit, end):
        return None
    values: tuple[float, ...] = (number.value,)
    if not number.text.isascii() and number.plain and (both := approximate(number.text)):
        values = both
    end, values = _rest(text, end, unit, kind, values)
    return Figure(start, end, values, unit, qualifier(text, start, number.more, end), kind.kind)


def _inner_more(text: str, start: int, number: Number) -> Figure | None:
    """5个多小时, 两个半月, 两个半个月: a length of time with 多 or 半 inside its unit."""
    at = number.end + 2  # after 个多
    monthly = text.startswith("月", at)
    unit = "个月" if monthly else unit_at(text, at)
    if units().get(unit, _NO_UNIT).kind != "time":
        return None
    half = text[at - 1] == "半"
    end = at + (1 if monthly else len(unit))
    value, more = (number.value + 0.5, "") if half else (number.value, text[at - 1])
    return Figure(start, end, (value,), unit, qualifier(text, start, more, end), "time")


def _rest(
    text: str, end: int, unit: str, kind: Unit, values: tuple[float, ...]
) -> tuple[int, tuple[float, ...]]:
    """What belongs to the value after the unit: 三年半, 1米6."""
    if len(values) > 1:
        return end, values
    if kind.kind == "time" and text.startswith("半", end) and not text.startswith("半年", end):
        return end + 1, (values[0] + 0.5,)
    if unit == "米" and _TENTHS.match(text, end):
        return end + 1, (round(values[0] + (parse(text[end]) or 0.0) / 10, 6),)
    return end, values


def _bare(text: str, start: int, number: Number) -> Figure | None:
    """50万, 十多万: a figure without a unit has a multiplier, and is more than 百万 or 千万 in a phrase."""
    tail = text[start : number.end]
    if not re.search(r"[万亿]", tail) or not (tail[0].isdigit() or number.more):
        return None
    more = qualifier(text, start, number.more, number.end)
    return Figure(start, number.end, (number.value,), "", more, "count")
