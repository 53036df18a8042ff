"""The two ends of an interval: what is said once counts for both (2012年7月22至23日)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jianbao.stages.times.fields import Fields


def share_fields(parts: Sequence[Fields]) -> list[Fields]:
    """The two ends of an interval, each with what only the other one says; the parts stay as they are.

    >>> [(f.month, f.day) for f in share_fields([Fields(number=22), Fields(month=7, day=23)])]  # 22至7月23日
    [(7, 22), (7, 23)]
    """
    first, second = (replace(p) for p in parts)
    _place_number(first, second)
    _share_year(first, second)
    if second.month is None and first.month is not None and (second.day or second.hour is not None):
        second.month = first.month
    elif first.month is None and first.day is not None:
        first.month = second.month
    if second.day is None and second.hour is not None:
        second.day, second.day_offset, second.same_day = first.day, first.day_offset, first.same_day
    return [first, second]


def _place_number(first: Fields, second: Fields) -> None:
    """22 in 22至23日 is a day, 5 in 5至6月 a month, 2018 in 2018至2019年 a year."""
    if first.number is None:
        return
    if second.day is not None:
        first.day = first.number
    elif second.month is not None:
        first.month = first.number
    else:
        first.year = first.number


def _share_year(first: Fields, second: Fields) -> None:
    if first.has_year and not second.has_year:
        second.year, second.year_offset = first.year, first.year_offset
        return
    counted = first.month_offset is not None or first.day_offset is not None  # 上月, 昨天
    if first.has_year or not second.has_year or counted:
        return
    before = 1 if first.month and second.month and first.month > second.month else 0  # 11月至明年3月
    first.year = None if second.year is None else second.year - before
    first.year_offset = None if second.year_offset is None else second.year_offset - before
