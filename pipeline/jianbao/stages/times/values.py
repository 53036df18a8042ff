"""ISO 8601 values of calendar times.

What the words leave out comes from the text before, then from the paper's date, and never from the clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from jianbao.categories import TimeAnchor, TimeGrain
from jianbao.resources import word_lists
from jianbao.stages.times.context import Context, PartialDate, Resolution, iso, valid_date
from jianbao.stages.times.fields import Fields
from jianbao.stages.times.intervals import share_fields
from jianbao.stages.times.lunar import lunar_month, nearest_lunar_year, to_solar
from jianbao.stages.times.years import year_of

_GRAINS: tuple[TimeGrain, ...] = ("", "year", "month", "day", "minute", "minute")
_SEASONS: dict[int, TimeGrain] = {6: "half", 3: "quarter"}  # by the number of months


class _Extent(NamedTuple):
    """The first and last date that words cover, and what fixed them."""

    low: PartialDate
    high: PartialDate
    anchor: TimeAnchor


def resolve(parts: Sequence[Fields], context: Context) -> Resolution:
    """The value of a time of one or two ends; ``context`` takes note of it.

    >>> resolve([Fields(month=5, day=7)], Context(today=(2021, 5))).value
    '2021-05-07'
    """
    if not parts:
        return Resolution(None)
    year_said = parts[0].has_year or parts[0].same_period
    ends = share_fields(parts) if len(parts) == 2 else list(parts)
    first = _extent(ends[0], context)
    last = _extent(_in_same_year(ends[1], ends[0], first), context) if first and len(ends) == 2 else first
    if first is None or last is None:
        return Resolution(None)
    low, high = first.low, last.high
    if len(ends) == 2 and high < low and not ends[1].has_year:
        high = _next_after(high, parts[1])
    _note(context, ends[-1], low, high, year_said)
    value = iso(low) if low == high else f"{iso(low)}/{iso(high)}"
    return Resolution(value, _grain(parts, low), first.anchor)


def _in_same_year(second: Fields, first: Fields, extent: _Extent) -> Fields:
    """The second end, its month in the year of the first where neither says one."""
    if first.has_year or second.has_year or first.lunar or not second.month or not first.month:
        return second
    return replace(second, year=extent.low[0])


def _next_after(high: PartialDate, said: Fields) -> PartialDate:
    """An end that would come before the start: a year later (11月至3月), a month (28日至3日) or a day (22时至6时)."""
    if said.month or len(high) < 3:
        return (high[0] + 1, *high[1:])
    if said.day is None:
        return (*_following_day(high[:3]), *high[3:])
    month = valid_date(*_month_from(high[0], high[1], 1), high[2])
    return (*month, *high[3:]) if month else high


def _grain(parts: Sequence[Fields], low: PartialDate) -> TimeGrain:
    months = parts[0].months
    if parts[0].quarter_offset is not None:
        return "quarter"
    if len(parts) == 1 and months:
        return _SEASONS.get(months[1] - months[0] + 1, "month")
    return _GRAINS[len(low)]


def _extent(f: Fields, context: Context) -> _Extent | None:
    """What ``f`` covers: its days, with the time of the day where one is said."""
    found = _days(f, context)
    if found and f.next_day:
        found = _a_day_later(found)
    if found is None or f.hour is None:
        return found
    if len(found.high) != 3 or (f.hour > 24 and not f.day_part) or f.minute > 59:
        return None
    if f.hour >= 24:
        after_midnight = (*_following_day(found.high), f.hour - 24, f.minute)
        return _Extent(after_midnight, after_midnight, found.anchor)
    clock = (f.hour, f.minute)
    return _Extent((*found.low, *clock), (*found.high, *clock), found.anchor)


def _a_day_later(days: _Extent) -> _Extent | None:
    if len(days.low) < 3 or len(days.high) < 3:
        return None
    return _Extent(_following_day(days.low[:3]), _following_day(days.high[:3]), days.anchor)


def _following_day(day: PartialDate) -> PartialDate:
    return _ymd(date(*day) + timedelta(days=1))


def _ymd(day: date) -> PartialDate:
    return day.year, day.month, day.day


def _days(f: Fields, context: Context) -> _Extent | None:
    """The days of ``f``, by the largest thing that it says."""
    if f.same_period:
        return _same_period(f, context)
    if any(n is not None for n in (f.day_offset, f.week, f.weekday)):
        return _near_day(f, context)
    if f.quarter_offset is not None:
        return _near_quarter(f.quarter_offset, context.today)
    if f.month_offset is not None:
        return _near_month(f.month_offset, f.day, context.today)
    if f.month is not None or f.months is not None:
        return _in_months(f, context)
    return _years(f, context) if f.day is None else _day_of_month(f, context)


def _in_months(f: Fields, context: Context) -> _Extent | None:
    """A month, several, or a day of one."""
    if f.lunar:
        return _lunar(f, context)
    year, anchor = year_of(f, context)
    if year is None:
        return None
    if f.months:
        return _Extent((year, f.months[0]), (year, f.months[1]), anchor)
    return _single(valid_date(year, f.month or 1, f.day), anchor)


def _lunar(f: Fields, context: Context) -> _Extent | None:
    """A lunar day, or all days of a lunar month: of the year said, or the nearest to the paper's date."""
    month = f.month or 1
    year: int | None
    anchor: TimeAnchor = "publish_date"
    if len(context.today) == 3 and not f.has_year and context.local_year is None:
        year = nearest_lunar_year(month, f.day, date(*context.today), leap=f.lunar_leap)
    else:
        year, anchor = year_of(f, context)
    if year is None:
        return None
    if f.day:
        return _single(to_solar(year, month, f.day, leap=f.lunar_leap), anchor)
    days = lunar_month(year, month, leap=f.lunar_leap)
    return _Extent(*days, anchor) if days else None


def _single(when: PartialDate | None, anchor: TimeAnchor) -> _Extent | None:
    return _Extent(when, when, anchor) if when else None


def _years(f: Fields, context: Context) -> _Extent | None:
    """A year, a decade; or no date at all: a part of a day or a clock time."""
    if f.year is None and f.year_offset is None:
        return _day_in_view(f, context)
    year, anchor = year_of(f, context)
    return _Extent((year,), (year + f.years - 1,), anchor) if year is not None else None


def _day_in_view(f: Fields, context: Context) -> _Extent | None:
    """The day that a clock time without a date belongs to: the one said last, or the paper's."""
    if f.hour is None and not (f.day_part or f.same_day or f.next_day):
        return None
    if not context.day:
        return _single(context.today if len(context.today) == 3 else None, "publish_date")
    late = (
        context.evening
        and (f.hour or 0) < 24
        and f.day_part in word_lists("calendar_words.tsv")["small_hours"]
    )
    return _single(_following_day(context.day) if late else context.day, "context")


def _day_of_month(f: Fields, context: Context) -> _Extent | None:
    """A day without its month: of the month said last, or the nearest to the paper's date."""
    day, today = f.day or 1, context.today
    if f.year is not None:
        return None
    here = context.said[:2] or (today[0] if today else None, context.local_month)
    loose = context.local_month is not None and here != today[:2] and not context.local_day
    if len(today) == 3 and loose and day <= today[2]:  # 7月物价……12日发布: of the paper's month
        return _single(valid_date(today[0], today[1], day), "publish_date")
    if context.local_month is not None and (context.local_year or context.year or today):
        year = context.local_year or year_of(Fields(month=context.local_month, day=day), context)[0]
        return _single(valid_date(year or 0, context.local_month, day), "context")
    if len(today) == 3:
        return _single(_nearest_day(day, date(*today)), "publish_date")
    month = today[1] if len(today) == 2 else context.month
    known_year = today[0] if today else context.year
    if month is None or known_year is None:
        return None
    return _single(valid_date(known_year, month, day), "publish_date" if len(today) == 2 else "context")


def _nearest_day(day: int, today: date) -> PartialDate | None:
    """The nearest date of this day of the month: in the month before, this one or the next."""
    months = [_month_from(today.year, today.month, step) for step in (-1, 0, 1)]
    known = [when for year, month in months if (when := valid_date(year, month, day))]
    return min(known, key=lambda when: (abs((date(*when) - today).days), when), default=None)


def _near_day(f: Fields, context: Context) -> _Extent | None:
    """Yesterday, next week, Monday; today some years ago."""
    if f.day_offset is not None and (f.has_year or f.month_offset is not None):
        return _this_day_in(f, context)
    anchor: TimeAnchor = "publish_date"
    here = context.today
    if len(here) < 3:
        if not here or f.day_offset != 0 or context.day[: len(here)] != here:
            return None
        here, anchor = context.day, "context"
    day = date(*here)
    if f.day_offset is not None:
        low = day + timedelta(days=f.day_offset)
        return _Extent(_ymd(low), _ymd(low + timedelta(days=f.days - 1)), anchor)
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=f.week or 0)
    if f.weekday is not None:
        first = monday + timedelta(days=f.weekday)
        return _Extent(_ymd(first), _ymd(first + timedelta(days=f.days - 1)), anchor)
    return _Extent(_ymd(monday), _ymd(monday + timedelta(days=6)), anchor)


def _this_day_in(f: Fields, context: Context) -> _Extent | None:
    """三年前的今天, 上月今日: this day in another year or month."""
    if len(context.today) < 3:
        return None
    _, month, day = context.today
    if f.month_offset is not None:
        return _near_month(f.month_offset, day, context.today)
    year, anchor = year_of(f, context)
    return _single(valid_date(year or 0, month, day), anchor)


def _near_quarter(offset: int, today: PartialDate) -> _Extent | None:
    """Last quarter, this or the next."""
    if len(today) < 2:
        return None
    year, number = divmod(today[0] * 4 + (today[1] - 1) // 3 + offset, 4)
    return _Extent((year, 3 * number + 1), (year, 3 * number + 3), "publish_date")


def _near_month(offset: int, day: int | None, today: PartialDate) -> _Extent | None:
    """Last month, this month, or a day of it."""
    if len(today) < 2:
        return None
    return _single(valid_date(*_month_from(today[0], today[1], offset), day), "publish_date")


def _same_period(f: Fields, context: Context) -> _Extent | None:
    """去年同期: the period said last, in the year said here."""
    if not f.has_year and f.month_offset is None:
        return None
    year, anchor = year_of(f, context)
    if context.period is None:
        return _single((year,), anchor) if year is not None else None
    low, high = context.period
    if year is None:
        year, anchor = low[0] + (f.year_offset or 0), "context"
    return _Extent((year, *low[1:]), (year + high[0] - low[0], *high[1:]), anchor)


def _month_from(year: int, month: int, offset: int) -> tuple[int, int]:
    """The year and month so many months after (or before) another."""
    years, months = divmod(year * 12 + month - 1 + offset, 12)
    return years, months + 1


def _note(context: Context, f: Fields, low: PartialDate, high: PartialDate, year_said: bool) -> None:
    """Remember what was said, for what comes after."""
    if len(high) >= 3:
        context.day = high[:3] if (f.hour or 0) < 24 else _ymd(date(*high[:3]) - timedelta(days=1))
        context.evening = f.day_part.startswith(word_lists("calendar_words.tsv")["evening"])
    if f.has_year or f.has_month:
        context.last_year = high[0]
    if not f.lunar and len(high) >= 2 and f.has_month and f.months is None:
        context.month = context.local_month = high[1]
        context.local_day = len(high) >= 3
        context.said = low[:3]
        if year_said:
            context.year = high[0]
        if year_said or context.local_year is not None:
            context.local_year = high[0]
    if len(low) <= 2 and not f.same_period and not f.year_before and f.years == 1:
        context.period, context.local_period = (low, high), True
