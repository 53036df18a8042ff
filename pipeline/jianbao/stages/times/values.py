"""ISO 8601 values of calendar times.

What the words leave out comes from the text before, then from the paper's date, and never from the clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from jianbao.categories import TimeAnchor, TimeGrain
from jianbao.language.word_tables import word_table
from jianbao.stages.times.fields import Fields
from jianbao.stages.times.intervals import share_fields
from jianbao.stages.times.lunar import to_solar

PartialDate = tuple[int, ...]  # year, month, day, hour, minute: as many as are known
_GRAINS: tuple[TimeGrain, ...] = ("", "year", "month", "day", "minute", "minute")
_SEASONS: dict[int, TimeGrain] = {6: "half", 3: "quarter"}  # by the number of months


@dataclass(slots=True)
class Context:
    """What has been read so far: the paper's date, and the last dates said.

    ``today``: the paper's date, as far as it is known. ``year``: the last year said with a month;
    ``local_year``, ``local_month``: the same within the paragraph. ``day``: the last full date.
    """

    today: PartialDate = ()
    year: int | None = None
    month: int | None = None
    local_year: int | None = None
    local_month: int | None = None
    local_day: bool = False  # was that month said with a day?
    day: PartialDate = ()
    period: tuple[PartialDate, PartialDate] | None = None
    evening: bool = False  # was the last date said an evening? Then 半夜2点 is the day after

    def start_paragraph(self) -> None:
        """A new paragraph starts: its months belong to no year yet."""
        self.local_year = self.local_month = None
        self.local_day = False


@dataclass(slots=True)
class Resolution:
    """A value with its grain, and what fixed it."""

    value: str | None
    grain: TimeGrain = ""
    anchor: TimeAnchor = ""


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
    found = [extent for extent in (_extent(f, context) for f in ends) if extent is not None]
    if len(found) < len(ends):
        return Resolution(None)
    low, high = found[0].low, found[-1].high
    if len(found) == 2 and high < low and not ends[1].has_year:  # 11月至3月
        high = (high[0] + 1, *high[1:])
    _note(context, ends[-1], low, high, year_said)
    value = iso(low) if low == high else f"{iso(low)}/{iso(high)}"
    return Resolution(value, _grain(parts, low), found[0].anchor)


def iso(when: PartialDate) -> str:
    """A date as ISO 8601, as far as it is known.

    >>> iso((2021, 5)), iso((2021, 5, 7, 9, 30))
    ('2021-05', '2021-05-07T09:30')
    """
    day = "-".join(f"{n:04d}" if i == 0 else f"{n:02d}" for i, n in enumerate(when[:3]))
    return f"{day}T{when[3]:02d}:{when[4]:02d}" if len(when) == 5 else day


def _grain(parts: Sequence[Fields], low: PartialDate) -> TimeGrain:
    months = parts[0].months
    if len(parts) == 1 and months:
        return _SEASONS.get(months[1] - months[0] + 1, "month")
    return _GRAINS[len(low)]


def _extent(f: Fields, context: Context) -> _Extent | None:
    """What ``f`` covers: its days, with the time of the day where one is said."""
    found = _days(f, context)
    if found is None or f.hour is None:
        return found
    if len(found.high) != 3 or f.hour > 24 or f.minute > 59:
        return None
    if f.hour == 24:
        midnight = (*_following_day(found.high), 0, f.minute)
        return _Extent(midnight, midnight, found.anchor)
    clock = (f.hour, f.minute)
    return _Extent((*found.low, *clock), (*found.high, *clock), found.anchor)


def _following_day(day: PartialDate) -> PartialDate:
    return _ymd(date(*day) + timedelta(days=1))


def _ymd(day: date) -> PartialDate:
    return day.year, day.month, day.day


def _days(f: Fields, context: Context) -> _Extent | None:
    """The days of ``f``, by the largest thing that it says."""
    if f.same_period:
        return _same_period(f, context)
    if f.day_offset is not None or f.week is not None:
        return _near_day(f, context)
    if f.month_offset is not None:
        return _near_month(f.month_offset, f.day, context.today)
    if f.month is not None or f.months is not None:
        return _in_months(f, context)
    return _years(f, context) if f.day is None else _day_of_month(f, context)


def _in_months(f: Fields, context: Context) -> _Extent | None:
    """A month, several, or a day of one."""
    year, anchor = _year_of(f, context)
    if year is None:
        return None
    if f.lunar:
        return _single(to_solar(year, f.month or 1, f.day, leap=f.lunar_leap), anchor)
    if f.months:
        return _Extent((year, f.months[0]), (year, f.months[1]), anchor)
    return _single(_valid(year, f.month or 1, f.day), anchor)


def _single(when: PartialDate | None, anchor: TimeAnchor) -> _Extent | None:
    return _Extent(when, when, anchor) if when else None


def _years(f: Fields, context: Context) -> _Extent | None:
    """A year, a decade; or no date at all: a part of a day or a clock time."""
    if f.year is None and f.year_offset is None:
        return _day_in_view(f, context)
    year, anchor = _year_of(f, context)
    return _Extent((year,), (year + f.years - 1,), anchor) if year is not None else None


def _day_in_view(f: Fields, context: Context) -> _Extent | None:
    """The day that a clock time without a date belongs to: the one said last, or the paper's."""
    if not context.day:
        return _single(context.today if len(context.today) == 3 else None, "publish_date")
    late = context.evening and f.day_part in word_table("calendar_words.tsv")["small_hours"]
    return _single(_following_day(context.day) if late else context.day, "context")


def _year_of(f: Fields, context: Context) -> tuple[int | None, TimeAnchor]:
    """The year of a time, and what fixed it: the words, the paragraph, or the paper's date."""
    if f.year is not None:
        return f.year, "text"
    today = context.today
    if f.year_offset is not None:
        return (today[0] + f.year_offset, "publish_date") if today else (None, "")
    if context.local_year is not None:
        return context.local_year, "context"
    if not today:
        return context.year, "context"
    if f.month is None or f.lunar or len(today) < 2:
        return today[0], "publish_date"
    return _nearest_year(f.month, f.day, today), "publish_date"


def _nearest_year(month: int, day: int | None, today: PartialDate) -> int:
    """The year of a month without one: a paper of January writes of last December, one of May plans for June."""
    here = (today[2] if len(today) > 2 else 15) if day else 15
    days_behind = (today[1] - month) * 30 + here - (day or 15)
    if days_behind > 240:
        return today[0] + 1
    return today[0] - 1 if days_behind < -120 else today[0]


def _day_of_month(f: Fields, context: Context) -> _Extent | None:
    """A day without its month: of the month said last, or the nearest to the paper's date."""
    day, today = f.day or 1, context.today
    if f.year is not None:
        return None
    loose = context.local_month not in (None, *today[1:2]) and not context.local_day
    if len(today) == 3 and loose and day <= today[2]:  # 7月物价……12日发布: of the paper's month
        return _single(_valid(today[0], today[1], day), "publish_date")
    if context.local_month is not None and (context.local_year or context.year or today):
        year = context.local_year or _year_of(Fields(month=context.local_month, day=day), context)[0]
        return _single(_valid(year or 0, context.local_month, day), "context")
    if len(today) == 3:
        return _single(_nearest_day(day, date(*today)), "publish_date")
    month = today[1] if len(today) == 2 else context.month
    known_year = today[0] if today else context.year
    if month is None or known_year is None:
        return None
    return _single(_valid(known_year, month, day), "publish_date" if len(today) == 2 else "context")


def _nearest_day(day: int, today: date) -> PartialDate | None:
    """The nearest date of this day of the month: in the month before, this one or the next."""
    months = [_month_from(today.year, today.month, step) for step in (-1, 0, 1)]
    known = [when for year, month in months if (when := _valid(year, month, day))]
    return min(known, key=lambda when: (abs((date(*when) - today).days), when), default=None)


def _near_day(f: Fields, context: Context) -> _Extent | None:
    """Yesterday, next week, Monday."""
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
        return _single(_ymd(monday + timedelta(days=f.weekday)), anchor)
    return _Extent(_ymd(monday), _ymd(monday + timedelta(days=6)), anchor)


def _near_month(offset: int, day: int | None, today: PartialDate) -> _Extent | None:
    """Last month, this month, or a day of it."""
    if len(today) < 2:
        return None
    return _single(_valid(*_month_from(today[0], today[1], offset), day), "publish_date")


def _same_period(f: Fields, context: Context) -> _Extent | None:
    """去年同期: the period said last, in the year said here."""
    year, anchor = _year_of(f, context)
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


def _valid(year: int, month: int, day: int | None) -> PartialDate | None:
    """The date, or None where the calendar has no such day."""
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return None
    if day is None:
        return (year, month)
    try:
        date(year, month, day)
    except ValueError:
        return None
    return (year, month, day)


def _note(context: Context, f: Fields, low: PartialDate, high: PartialDate, year_said: bool) -> None:
    """Remember what was said, for what comes after."""
    if len(high) >= 3:
        context.day = high[:3]
        context.evening = f.day_part.startswith(word_table("calendar_words.tsv")["evening"])
    if not f.lunar and len(high) >= 2 and f.has_month and f.months is None:
        context.month = context.local_month = high[1]
        context.local_day = len(high) >= 3
        if year_said:
            context.year = context.local_year = high[0]
    if len(low) <= 2 and not f.same_period and f.years == 1:
        context.period = (low, high)
