"""Figures in a text: where they stand, their value, unit and qualifier.

What looks like one and is none is left out: ordinals, years, scores, document numbers, numbers in names and
set phrases, 一 as an article. A hand-written grammar: one scan for numerals, and a look at either side of each.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from jianbao.language.numerals import NUMERAL, approximate, parse
from jianbao.stages.quantities.units import Unit, opens_phrase, unit_at, units

_HEAD = re.compile(rf"百分之(?P<percent>{NUMERAL})|(?P<number>{NUMERAL}|半)")
_SECOND = re.compile(rf"(?:[-—–~～?至到]|——)(?P<number>{NUMERAL})")
_PARTS = re.compile(rf"分之({NUMERAL})")
_SLASH = re.compile(r"/(\d{1,2})(?![\d/年月日-])")
_HOUR = re.compile(r"(?:点|(?<!小)时)$")
_MORE = re.compile(r"(?: (?=[多余万亿]))?([多余来]?)([十百千万亿]*)([多余]?)")
_BEFORE = re.compile(
    r"(?:大约|大概|约莫|约|将近|接近|近|超过|超|逾|突破|高达|多达|达到|达|不足|不到|不低于|不少于|不超过|低于|至少|最多|至多|最高)$"
)
_AFTER = re.compile(r"以上|以下|以内|左右|上下|之多|不等")
_ORDINAL = re.compile(r"(?:第|初|[A-Za-z]|[A-Za-z]-|\d\.|No\.|[一二三四五六七八九十]届|[一-鿿]-|[双单]向)$")
_MEETING = re.compile(r"(?:[一-鿿]{0,4}会议|全会|大会|全体)")
_POINTS_WORDS = re.compile(
    r"(?:[一-鿿]{0,4})?(?:要求|意见|建议|希望|共识|体会|看法|主张|原则|倡议|期望|措施|原因|理由|做法|经验)"
)
_ONE_OF_MANY = re.compile(r"[的新去后这那每同前当头整]$")
_STRETCH = re.compile(r"来|中|里|的|都|度|到|四|比")
_ROAD_MARK = re.compile(r"处|\+|\d+米处")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$|[一二][零〇一二三四五六七八九]{3}$")
_TENTHS = re.compile(r"\d(?![\d.%万个])|[一二三四五六七八九](?=左右|[,。;、的多高]|$)")
_SHORT = frozenset("克米瓦卡伏帕")  # 千 before these belongs to the unit
_FINALS = re.compile(r"决赛|之一决赛")  # 四分之一决赛
_LONG_NUMBER = re.compile(r"\d{9,}")  # of a telephone or a document
_MAX_NUMERAL = 40  # longer runs of digits are no figures


class Figure(NamedTuple):
    """A figure found: span, value (two for a range), unit as printed without 万 and 亿, qualifier, kind."""

    start: int
    end: int
    values: tuple[float, ...]
    unit: str
    qualifier: str
    kind: str


class _Number(NamedTuple):
    end: int
    value: float
    text: str
    more: str  # 多, 余
    plain: bool  # a numeral and nothing else


def figures(text: str, barred: bytes | bytearray) -> Iterator[Figure]:
    """The figures of ``text`` (folded), in order; none opens where ``barred`` is set.

    >>> [(f.values, f.unit) for f in figures("投资12.5亿元,共3至5个月。", bytes(20))]
    [((1250000000.0,), '元'), ((3.0, 5.0), '个月')]
    """
    at = 0
    while head := _HEAD.search(text, at):
        start, at = head.start(), head.end()
        if (
            barred[start]
            or len(head.group()) > _MAX_NUMERAL
            or text[max(0, start - 1) : start] in ("几", "数")
        ):
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
    return Figure(start, end, (value,), "%", _qualifier(text, start, "", end), "share")


def _figure(text: str, head: re.Match[str]) -> Figure | None:
    start = head.start()
    if _ORDINAL.search(text, max(0, start - 3), start) or opens_phrase(text, start):
        return None
    first = _number(text, head["number"], head.end())
    if first is None:
        return None
    if part := _PARTS.match(text, first.end):
        if _FINALS.match(text, part.end()):
            return None
        return _fraction(text, start, first.value, parse(part.group(1)), part.end(), swap=True)
    if (
        first.plain
        and first.text.isdigit()
        and len(first.text) < 3
        and (part := _SLASH.match(text, first.end))
    ):
        return _fraction(text, start, first.value, parse(part.group(1)), part.end(), swap=False)
    return _range(text, start, first) or _single(text, start, first)


def _number(text: str, numeral: str, end: int) -> _Number | None:
    """The number of a numeral, with 多, 余 and the multipliers that come after them (200多万)."""
    if numeral[-1] == "千" and len(numeral) > 1 and text[end : end + 1] in _SHORT:  # 5千克, 20千瓦
        value = parse(numeral[:-1])
        return None if value is None else _Number(end - 1, value, numeral[:-1], "", True)
    value = 0.5 if numeral == "半" else parse(numeral)
    if value is None or numeral in ("零", "一一", "万万", "千千"):
        return None
    tail = _MORE.match(text, end)
    more, multiplier, late = tail.groups() if tail else ("", "", "")
    if more and multiplier:
        value *= parse(multiplier) or 1.0
    more, end = more or late, tail.end() if tail else end
    if numeral[0].isdigit() and text.startswith(" ", end) and unit_at(text, end + 1):  # 96 名
        end += 1
    return _Number(end, value, numeral, more, not more and not multiplier)


def _fraction(text: str, start: int, a: float, b: float | None, end: int, *, swap: bool) -> Figure | None:
    top, bottom = (b, a) if swap else (a, b)
    if not top or not bottom or top >= bottom or (not swap and start and text[start - 1].isascii()):
        return None
    return Figure(start, end, (round(top / bottom, 6),), "", _qualifier(text, start, "", end), "share")


def _range(text: str, start: int, first: _Number) -> Figure | None:
    """3-5亿元, 10到13级, 4300年至3900年, 5%-10%."""
    unit, end = "", first.end
    second = _SECOND.match(text, end)
    if second is None and (unit := unit_at(text, end)) in ("%", "年", "℃", "岁"):
        second = _SECOND.match(text, end + len(unit))
    if second is None or len(second["number"]) > _MAX_NUMERAL:
        return None
    other = _number(text, second["number"], second.end())
    if other is None:
        return None
    last = unit_at(text, other.end)
    kind = units().get(last.split("/")[0])
    if (
        kind is None
        or unit not in ("", last)
        or _is_year(other.text, last)
        or not _accepts(kind, other, last)
    ):
        return None
    low, high = first.value, other.value
    if first.plain and low < high and not unit:  # 3-5亿: the multiplier is said once
        scale = _scale(second["number"])
        if scale > 1 and _scale(first.text) == 1 and low * scale <= high:
            low *= scale
    end, ends = other.end + len(last), (min(low, high), max(low, high))
    return Figure(start, end, ends, last, _qualifier(text, start, other.more, end), kind.kind)


def _scale(numeral: str) -> float:
    tail = re.search(r"[万亿]+$", numeral)
    return (parse(tail.group()) or 1.0) if tail else 1.0


def _single(text: str, start: int, number: _Number) -> Figure | None:
    unit, end, value, more = unit_at(text, number.end), number.end, number.value, number.more
    if text.startswith(("个多", "个半", "个来"), end):  # 5个多小时, 两个半月
        inner = "个月" if text.startswith("月", end + 2) else unit_at(text, end + 2)
        if units().get(inner, Unit("", "")).kind == "time":
            value += 0.5 if text[end + 1] == "半" else 0.0
            more = "" if text[end + 1] == "半" else text[end + 1]
            end += 3 if inner == "个月" else 2 + len(inner)
            return Figure(start, end, (value,), inner, _qualifier(text, start, more, end), "time")
    if not unit:
        return _bare(text, start, number)
    kind = units()[unit.split("/")[0]]
    end += len(unit)
    if kind.kind == "count" and _LONG_NUMBER.fullmatch(number.text):
        return None
    if not _accepts(kind, number, unit) or _is_something_else(text, start, number, unit, end):
        return None
    values: tuple[float, ...] = (value,)
    if not number.text.isascii() and number.plain and (both := approximate(number.text)):
        values = both
    end, values = _rest(text, end, unit, kind, values)
    return Figure(start, end, values, unit, _qualifier(text, start, more, end), kind.kind)


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


def _bare(text: str, start: int, number: _Number) -> Figure | None:
    """50万, 十多万: a figure without a unit has a multiplier, and is more than 百万 or 千万 in a phrase."""
    tail = text[start : number.end]
    if not re.search(r"[万亿]", tail) or not (tail[0].isdigit() or number.more):
        return None
    qualifier = _qualifier(text, start, number.more, number.end)
    return Figure(start, number.end, (number.value,), "", qualifier, "count")


def _accepts(kind: Unit, number: _Number, unit: str) -> bool:
    if number.text[0].isdigit() or number.text == "两":
        return True
    if kind.numerals == "digit":
        return False
    if number.text == "一" and number.plain:
        return kind.numerals == "any"
    if number.text == "半":
        return kind.kind in ("time", "measure")
    if number.text == "二" and number.plain and kind.kind == "count":  # 二类: an ordinal; 二人: the law's two
        return unit in ("人", "名", "个", "起")
    return True


def _is_something_else(text: str, start: int, number: _Number, unit: str, end: int) -> bool:
    """新的一年, 四届三次会议, 2017级学生, 1738公里处: no figures, though they have a unit."""
    if _is_year(number.text, unit) or _is_clock(text, start, number, unit):
        return True
    if number.text == "两" and text.startswith(("天", "年"), end - 1):
        return text[max(0, start - 1) : start] in ("前", "这", "那")
    if number.text == "一" and number.plain:
        return text[end - 1] == text[end : end + 1] or bool(
            _ONE_OF_MANY.search(text, max(0, start - 1), start) or _STRETCH.match(text, end)
        )
    if unit == "次":
        return bool(_MEETING.match(text, end)) and not number.text.isascii()
    if unit == "级":
        return bool(_YEAR.fullmatch(number.text))
    if unit in ("公里", "米"):
        after_one = text[max(0, start - 1) : start] == "+" or text[max(0, start - 2) : start] == "公里"
        return bool(_ROAD_MARK.match(text, end)) and (unit == "公里" or after_one)
    return unit == "天" and number.text == "半"


def _is_year(numeral: str, unit: str) -> bool:
    return unit in ("年", "届", "级", "款", "版") and bool(_YEAR.fullmatch(numeral))


def _is_clock(text: str, start: int, number: _Number, unit: str) -> bool:
    """7点, 7点40分: a time of the day, unless 四点要求."""
    if unit == "点":
        after = number.end + 1
        return not _POINTS_WORDS.match(text, after) and not text.startswith(("。", ";", ":", ","), after)
    return unit == "分" and bool(_HOUR.search(text, max(0, start - 3), start))


def _qualifier(text: str, start: int, more: str, end: int) -> str:
    """约, 近, 多, 以上 ... around the figure."""
    before = _BEFORE.search(text, max(0, start - 4), start)
    after = _AFTER.match(text, end)
    return before.group() if before else more or (after.group() if after else "")
