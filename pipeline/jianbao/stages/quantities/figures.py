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
from jianbao.language.numerals import CAPITALS, DECIMALS, NUMERAL, SPACED, approximate, parse
from jianbao.stages.quantities.figure_guards import (
    is_bare,
    is_clock,
    is_decimal,
    is_minute,
    is_something_else,
    is_year,
    takes_unit,
)
from jianbao.stages.quantities.figure_words import after_figure, before_figure, figure_words, qualifier
from jianbao.stages.quantities.numbers import Number, multiplier, number_at
from jianbao.stages.quantities.signs import Sign, currency_before, factor, sign_before, takes_sign
from jianbao.stages.quantities.tails import tail_after
from jianbao.stages.quantities.units import Unit, opens_phrase, unit_at, units

_IN_WORDS = rf"{NUMERAL}(?:{DECIMALS})?"
_HEAD = re.compile(rf"百分之(?P<percent>{_IN_WORDS})|(?P<number>{SPACED}|{NUMERAL}|{CAPITALS}|半)")
_DECIMALS = re.compile(DECIMALS)
_SECOND = re.compile(rf"(?P<dash>[-—–~～?至到]|——)(?P<sign>[-−负]|零下|零上)?(?P<number>{_IN_WORDS})")
_SECOND_PERCENT = re.compile(rf"[-—–~～至到](?:百分之)?(?P<percent>{_IN_WORDS})(?![个月日年])")
_PARTS = re.compile(rf"分之({_IN_WORDS})")
_FIRST_GROUP = re.compile(r"\d+(?=\s)")  # of digits between blanks that make no number together
_SLASH = re.compile(r"/(\d{1,2})(?![\d/年月日-])")
_LONG_NUMBER = re.compile(r"\d{9,}")  # of a telephone or a document
_FOREIGN_SCALE = re.compile(r" ?[A-Za-z]")  # $15 million
_SPOKEN = re.compile(r"\d[千百]\d")  # 1千2: 1200
_MAX_NUMERAL = 40  # longer runs of digits are no figures
_SAID_TWICE = (
    "%",
    "年",
    "℃",
    "岁",
    "°C",
    "度",
    "摄氏度",
)  # units that a range with 至 may have after both ends: 5%至10%
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
    at = previous = 0
    while head := _HEAD.search(text, at):
        start, at = head.start(), head.end()
        if barred[start] or len(head.group()) > _MAX_NUMERAL or _is_vague(text, head):
            continue
        figure = _percent_in_words(text, head) if head["percent"] else _figure(text, head, previous)
        if figure is not None and all(map(math.isfinite, figure.values)):
            yield figure
            at = previous = max(at, figure.end)
        elif first := _FIRST_GROUP.match(text, start, at):
            at = first.end()


def _is_vague(text: str, head: re.Match[str]) -> bool:
    """数百, 几万; not 人数1200."""
    before = text[max(0, head.start() - 1) : head.start()]
    return before in figure_words("vague") and is_bare(head.group())


def _percent_in_words(text: str, head: re.Match[str]) -> Figure | None:
    low, (start, end) = parse(head["percent"]), head.span()
    if low is None:
        return None
    values: tuple[float, ...] = (low,)
    second = _SECOND_PERCENT.match(text, end)
    high = parse(second["percent"]) if second else None
    if second and high is not None and high > low and not unit_at(text, second.end()):
        values, end = (low, high), second.end()
    return Figure(start, end, values, "%", qualifier(text, start, "", end), "share")


def _figure(text: str, head: re.Match[str], previous: int) -> Figure | None:
    start = head.start()
    sign = sign_before(text, start, previous)
    if sign and (figure := _amount(text, head, sign)) and takes_sign(text, sign, figure.unit):
        return figure
    if currency := currency_before(text, start):
        return _in_currency(text, head, *currency)
    joined = 0 < previous == start - 1 and text[previous] in "-−"  # the other end of 3个月-1年
    if not joined and before_figure("ordinal").search(text, max(0, start - 3), start):
        return None
    in_phrase = opens_phrase(text, start) and not _DECIMALS.match(text, head.end())
    return None if in_phrase else _amount(text, head, None)


def _amount(text: str, head: re.Match[str], sign: Sign | None) -> Figure | None:
    """The figure whose numeral is ``head``, with decimals in words where they fit."""
    numeral, start, end = head["number"], head.start(), head.end()
    if not numeral[0].isdigit() and (decimals := _DECIMALS.match(text, end)):
        number = number_at(text, numeral + decimals.group(), decimals.end())
        if number and (figure := _counted(text, start, number, sign)):
            return figure
    number = number_at(text, numeral, end)
    if number is None:
        return None
    if sign is None and (part := _PARTS.match(text, number.end)):  # 三分之二
        if after_figure("finals").match(text, part.end()):
            return None
        return _fraction(text, start, part.end(), parse(part[1]), number.value)
    short = number.plain and number.text.isdigit() and len(number.text) < 3
    if short and (part := _SLASH.match(text, number.end)):  # 2/3
        joined = start > 0 and text[start - 1].isascii()
        return None if joined else _fraction(text, start, part.end(), number.value, parse(part[1]))
    return _counted(text, start, number, sign)


def _fraction(text: str, start: int, end: int, top: float | None, bottom: float | None) -> Figure | None:
    if not top or not bottom or top >= bottom:
        return None
    return Figure(start, end, (round(top / bottom, 6),), "", qualifier(text, start, "", end), "share")


def _counted(text: str, start: int, number: Number, sign: Sign | None) -> Figure | None:
    ranged = _range(text, start, number, sign)
    if ranged or sign is None:
        return ranged or _single(text, start, number)
    unit = unit_at(text, number.end)
    frost = sign.is_frost and unit in figure_words("signed_units")  # 零下十二度
    single = _plain(text, start, number, unit) if frost else _single(text, start, number)
    if single is None or len(single.values) > 1:
        return None
    return single._replace(start=sign.start, values=(-single.values[0],))


def _in_currency(text: str, head: re.Match[str], start: int, unit: str) -> Figure | None:
    """¥120, HK$80万, $5-8亿; a unit that is printed too counts (¥120元)."""
    number = number_at(text, head["number"], head.end())
    if number is None or _FOREIGN_SCALE.match(text, number.end):
        return None
    values: tuple[float, ...] = (number.value,)
    end, more = number.end, number.more
    second = _SECOND.match(text, end)
    if second and (other := number_at(text, second["number"], second.end())) and not second["sign"]:
        low = _scaled(number.value, number.text, other.value, other.text)
        values, end, more = (low, other.value), other.end, other.more
    printed = unit_at(text, end)
    if units().get(printed.split("/")[0], _NO_UNIT).kind == "money":
        unit, end = printed, end + len(printed)
    return Figure(start, end, values, unit, qualifier(text, start, more, end), "money")


def _range(text: str, start: int, first: Number, sign: Sign | None) -> Figure | None:
    """3-5亿元, 10到13级, 4300年至3900年, 5%-10%, -3℃~5℃."""
    second, between = _second(text, first)
    if second is None or len(second["number"]) > _MAX_NUMERAL:
        return None
    other = number_at(text, second["number"], second.end())
    if other is None:
        return None
    last = unit_at(text, other.end)
    if not _is_range_of(text, start, other, between, last) or (not last and _is_rise(first, second["dash"])):
        return None
    low, high = first.value, other.value
    if first.plain and low < high and not between:
        low = _scaled(low, first.text, high, other.text)
    double = second["dash"] == second["sign"] == "-" and not sign  # 3--5
    low, high = -low if sign else low, high * factor(None if double else second["sign"], sign, between)
    if min(low, high) < 0 and last not in figure_words("signed_units"):
        return None
    end, opens = other.end + len(last), sign.start if sign else start
    kind = units()[last.split("/")[0]].kind if last else "count"
    more = qualifier(text, opens, other.more, end)
    return Figure(opens, end, (min(low, high), max(low, high)), last, more, kind)


def _second(text: str, first: Number) -> tuple[re.Match[str] | None, str]:
    """The other end of a range, and the unit between the two: 5%-10%, 8000元-1万元; not 8000元至1万元."""
    if second := _SECOND.match(text, first.end):
        return second, ""
    unit = unit_at(text, first.end)
    second = _SECOND.match(text, first.end + len(unit))
    twice = second and (second["dash"] not in "至到" or unit in _SAID_TWICE)
    return (second if twice else None), unit


def _is_rise(first: Number, dash: str) -> bool:
    """Whether 13.5万至110.6万 may tell of a rise by so many to so many."""
    return multiplier(first.text) > 1 and dash in "至到"


def _is_range_of(text: str, start: int, other: Number, between: str, last: str) -> bool:
    """Whether the second number and its unit make the end of a range."""
    if not last:
        return not between and multiplier(other.text) > 1 and text[start].isdigit()  # 3到5个亿, 30-50万
    kind = units()[last.split("/")[0]]
    if between not in ("", last) or is_year(other.text, last) or not takes_unit(last, kind, other):
        return False
    return not is_clock(text, start, other, last)


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
    fits = takes_unit(unit, kind, number) or (
        unit == "成" and tail_after(text, end, unit, kind, number.value)
    )
    if not fits or is_something_else(text, start, number, unit, end):
        return None
    return _plain(text, start, number, unit)


def _plain(text: str, start: int, number: Number, unit: str) -> Figure:
    """The figure of a number and its unit, which fit."""
    unit_kind, end = units()[unit.split("/")[0]], number.end + len(unit)
    kind, value = unit_kind.kind, number.value
    bare = number.plain and is_bare(number.text)
    if not number.text.isascii() and number.plain and (both := approximate(number.text)):
        return Figure(start, end, both, unit, qualifier(text, start, number.more, end), kind)
    if tail := tail_after(text, end, unit, unit_kind, number.value):
        end, value = tail.end, round(value + tail.added, 6)
        kind = "money" if unit == "块" else kind
    if unit == "分" and is_minute(text, start, end):
        kind = "time"
    return Figure(start, end, (value,), unit, qualifier(text, start, number.more, end, bare=bare), kind)


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


def _bare(text: str, start: int, number: Number) -> Figure | None:
    """50万, 十多万: a figure without a unit has a multiplier, and is more than 百万 or 千万 in a phrase."""
    tail = text[start : number.end]
    if is_decimal(number.text) and number.text[-1] not in "万亿":
        return None
    is_number = tail[0].isdigit() or number.more or "个" in tail or is_decimal(number.text)
    spoken = _SPOKEN.fullmatch(number.text) is not None
    if not (spoken or re.search(r"[万亿]", tail)) or not is_number:
        return None
    more = qualifier(text, start, number.more, number.end)
    return Figure(start, number.end, (number.value,), "", more, "count")
