"""What has a number and a unit and is no figure all the same: 新的一年, 四届三次会议, 2017级学生, 7点40分."""

from __future__ import annotations

import re

from jianbao.stages.quantities.figure_words import after_figure, before_figure, counted_points, figure_words
from jianbao.stages.quantities.numbers import Number
from jianbao.stages.quantities.units import Unit

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$|[一二][零〇一二三四五六七八九]{3}$")


def takes_unit(unit: str, kind: Unit, number: Number) -> bool:
    """Whether the number makes a figure with the unit: 一名 is an article, 二类 and 二期 are ordinals."""
    if number.text[0].isdigit() or number.text == "两":
        return True
    if kind.numerals == "digit":
        return False
    if number.text == "一" and number.plain:
        return kind.numerals == "any"
    if number.text == "半":
        return kind.kind in ("time", "measure")
    if number.text == "二" and number.plain and kind.kind == "count":
        return unit in figure_words("two_takes")
    return True


def is_year(numeral: str, unit: str) -> bool:
    """Whether it is a year with the unit of one: 2017级, 二〇二三年."""
    return unit in figure_words("year_units") and bool(_YEAR.fullmatch(numeral))


def is_something_else(text: str, start: int, number: Number, unit: str, end: int) -> bool:
    """Whether the number at ``start`` with its unit, up to ``end``, is no figure: a time, an ordinal, a set phrase."""
    if is_year(number.text, unit) or _is_clock(text, start, number, unit):
        return True
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


def _is_one_of_many(text: str, start: int, end: int) -> bool:
    """一人人, 新的一年, 一天来: 一 with a unit that repeats itself, or in a phrase."""
    if text[end - 1] == text[end : end + 1] or after_figure("after_one").match(text, end):
        return True
    return bool(before_figure("before_one").search(text, max(0, start - 1), start))


def _is_road_mark(text: str, start: int, unit: str, end: int) -> bool:
    """1738公里处, 1738公里+500米处: where on a road; 500米处 alone is a distance."""
    goes_on = text[max(0, start - 1) : start] == "+" or text[max(0, start - 2) : start] == "公里"
    return bool(after_figure("road_mark").match(text, end)) and (unit == "公里" or goes_on)


def _is_clock(text: str, start: int, number: Number, unit: str) -> bool:
    """7点, 7点40分: a time of the day, unless 四点要求."""
    if unit == "点":
        after = number.end + 1
        return not counted_points().match(text, after) and not text.startswith(("。", ";", ":", ","), after)
    return unit == "分" and bool(before_figure("hour").search(text, max(0, start - 3), start))
