"""The two ends of an interval: what is said once counts for both (2012年7月22至23日)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jianbao.resources import word_lists
from jianbao.stages.times.fields import Fields, full_hour


def share_fields(parts: Sequence[Fields]) -> list[Fields]:
    """The two ends of an interval, each with what only the other one says; the parts stay as they are.

    >>> [(f.month, f.day) for f in share_fields([Fields(number=22), Fields(month=7, day=23)])]  # 22至7月23日
    [(7, 22), (7, 23)]
    """
    first, second = (replace(p) for p in parts)
    _place_number(first, second)
    _share_day_part(first, second)
    if (second.hour is not None or second.day_part or second.next_day) and not second.has_date:
        return [first, _on_the_day_of(first, second)]
    _share_year(first, second)
    if second.month is None and first.month is not None and second.day:
        second.month = first.month
    elif first.month is None and first.day is not None:
        first.month = second.month
    if second.week is None and second.weekday is not None:  # 上周一至周三
        second.week = first.week
    if second.day and not second.has_month:  # 上月28日至30日
        second.month_offset = first.month_offset
    return [first, second]


def _share_day_part(first: Fields, second: Fields) -> None:
    """9时 in 晚7时至9时 is 21, and 10时至2时 goes on into the next day."""
    if first.hour is None or second.hour is None or second.day_part or second.has_date or second.next_day:
        return
    if first.hour < second.hour < 12:
        return
    hour = full_hour(second.hour, first.day_part)
    words = word_lists("calendar_words.tsv")
    if first.day_part.startswith(words["morning"]) and hour < first.hour:
        hour += 12
    if hour > first.hour or (hour == first.hour and second.minute > first.minute):
        second.hour, second.day_part = hour, first.day_part


def _on_the_day_of(first: Fields, second: Fields) -> Fields:
    """A part of the day or a clock time without a date, on the day of the first end, or the day after."""
    words = word_lists("calendar_words.tsv")
    into_night = (
        second.hour is None
        and first.day_part.startswith(words["evening"])
        and second.day_part in words["small_hours"]
    )
    return replace(
        first,
        hour=second.hour,
        minute=second.minute,
        day_part=second.day_part,
        next_day=first.next_day or second.next_day or into_night,
    )


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
    if second.next_year:  # 11月至次年3月
        second.year = None if first.year is None else first.year + 1
        second.year_offset = None if first.year_offset is None else first.year_offset + 1
        return
    if first.has_year and not second.has_year:
        second.year, second.year_offset = first.year, first.year_offset
        return
    counted = first.month_offset is not None or first.day_offset is not None  # 上月, 昨天
    if first.has_year or not second.has_year or counted:
        return
    before = 1 if first.month and second.month and first.month > second.month else 0  # 11月至明年3月
    first.year = None if second.year is None else second.year - before
    first.year_offset = None if second.year_offset is None else second.year_offset - before
