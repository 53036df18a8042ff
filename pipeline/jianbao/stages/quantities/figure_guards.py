"""What has a number and a unit and is no figure all the same: 新的一年, 四届三次会议, 2017级学生, 7点40分."""

from __future__ import annotations

import re

from jianbao.stages.quantities.figure_words import (
    after_figure,
    before_figure,
    counted_points,
    figure_words,
    qualifier,
)
from jianbao.stages.quantities.numbers import Number
from jianbao.stages.quantities.units import Unit, units

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$|[一二][零〇一二三四五六七八九]{3}$")
_CAPITALS = frozenset("壹贰貳叁叄肆伍陆陸柒捌玖拾")
_HEADING_REACH = 16  # characters before a unit in which 单位: stands
_BARE = re.compile(r"[十百千万亿]+")


def takes_unit(unit: str, kind: Unit, number: Number) -> bool:
    """Whether the number makes a figure with the unit: 一名 is an article, 二类 and 二期 are ordinals."""
    if number.text[0].isdigit() or number.text == "两":
        return True
    if number.text[0] in _CAPITALS:
        return kind.kind == "money"
    if is_decimal(number.text):
        return _takes_decimal(unit, kind, number)
    if kind.numerals == "digit":
        return False
    if number.text == "一" and number.plain:
        return kind.numerals == "any"
    if number.text == "半":
        return kind.kind in ("time", "measure")
    if number.text == "二" and number.plain and kind.kind == "count":
        return unit in figure_words("two_takes")
    return True


def is_decimal(numeral: str) -> bool:
    """Whether it is a Chinese numeral with decimals: 三点五."""
    return any(point in numeral for point in "点·.") and not numeral[0].isdigit()


def _takes_decimal(unit: str, kind: Unit, number: Number) -> bool:
    """三点五倍, 二点五万人; not 三点五分, a time of the day, nor 三点五人."""
    return unit != "分" and (kind.kind != "count" or number.text[-1] in "百千万亿")


def is_year(numeral: str, unit: str) -> bool:
    """Whether it is a year with the unit of one: 2017级, 二〇二三年."""
    return unit in figure_words("year_units") and bool(_YEAR.fullmatch(numeral))


def is_something_else(text: str, start: int, number: Number, unit: str, end: int) -> bool:
    """Whether the number at ``start`` with its unit, up to ``end``, is no figure: a time, an ordinal, a set phrase."""
    if is_year(number.text, unit) or is_clock(text, start, number, unit):
        return True
    if number.plain and is_bare(number.text):
        return _is_heading(text, start, unit, end)
    if number.text == "两" and text.startswith(("天", "年"), end - 1):
        return text[max(0, start - 1) : start] in figure_words("before_two")
    if number.text == "一" and number.plain:
        return _is_one_of_many(text, start, end)
    if unit == "次":
        return bool(after_figure("meeting").match(text, end)) and not number.text.isascii()
    if unit == "级":
        return bool(_YEAR.fullmatch(number.text))
    if unit in ("公里", "米"):
        return _is_road_mark(text, start, unit, end)
    return unit == "天" and number.text == "半"


def is_bare(numeral: str) -> bool:
    """Whether it is of multipliers only: 万, 百万."""
    return _BARE.fullmatch(numeral) is not None


def _is_heading(text: str, start: int, unit: str, end: int) -> bool:
    """单位:万元, 产值(亿元), 千亿元级: no amount. 万元 needs a word before it (近万元)."""
    if after_figure("grade").match(text, end) or before_figure("heading").search(
        text, max(0, start - _HEADING_REACH), start
    ):
        return True
    if text[max(0, start - 1) : start] == "(" and text[end : end + 1] in ")/、,":
        return True
    is_short = end - start - len(unit) == 1  # 亿元村, 百元大钞; not 百亿元
    is_money = units()[unit.split("/")[0]].kind == "money"
    return is_short and is_money and not qualifier(text, start, "", end, bare=True)


def _is_one_of_many(text: str, start: int, end: int) -> bool:
    """一人人, 新的一年, 一天来: 一 with a unit that repeats itself, or in a phrase."""
    if text[end - 1] == text[end : end + 1] or after_figure("after_one").match(text, end):
        return True
    return bool(before_figure("before_one").search(text, max(0, start - 1), start))


def _is_road_mark(text: str, start: int, unit: str, end: int) -> bool:
    """1738公里处, 1738公里+500米处: where on a road; 500米处 alone is a distance."""
    goes_on = text[max(0, start - 1) : start] == "+" or text[max(0, start - 2) : start] == "公里"
    return bool(after_figure("road_mark").match(text, end)) and (unit == "公里" or goes_on)


def is_clock(text: str, start: int, number: Number, unit: str) -> bool:
    """7点, 7点40分: a time of the day, unless 四点要求."""
    if unit == "点":
        after = number.end + 1
        return not counted_points().match(text, after) and not text.startswith(("。", ";", ":", ","), after)
    if unit != "分" or before_figure("minutes_before").search(text, max(0, start - 4), start):
        return False
    return bool(before_figure("hour").search(text, max(0, start - 3), start))


def is_minute(text: str, start: int, end: int) -> bool:
    """Whether 分 after a number is a minute and no score: 2小时30分, 3分20秒, 用时5分."""
    before = before_figure("minutes_before").search(text, max(0, start - 4), start)
    return bool(before or after_figure("minutes_after").match(text, end))
