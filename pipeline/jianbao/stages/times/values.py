"""ISO 8601 values of calendar times: what the words leave out comes from the text before, then from the
paper's date, and never from the clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from jianbao.stages.times.fields import Fields
from jianbao.stages.times.lunar import to_solar

When = tuple[int, ...]  # year, month, day, hour, minute: as many as are known
_GRAINS = ("", "year", "month", "day", "hour", "minute")


@dataclass(slots=True)
class Context:
    """What has been read so far: the paper's date, and the last dates said.

    ``today``: the paper's date, as far as it is known. ``year``: the last year said with a month;
    ``local_year``, ``local_month``: the same within the paragraph. ``day``: the last full date.
    """

    today: When = ()
    year: int | None = None
    month: int | None = None
    local_year: int | None = None
    local_month: int | None = None
    local_day: bool = False  # was that month said with a day?
    day: When = ()
    period: tuple[When, When] | None = None
    evening: bool = False  # was the last date said an evening? Then 半夜2点 is the day after

    def paragraph(self) -> None:
        """A new paragraph starts: its months belong to no year yet."""
        self.local_year = self.local_month = None
        self.local_day = False


@dataclass(slots=True)
class Resolved:
    """A value with its grain (year ... minute) and what fixed it: text, context or publish_date."""

    value: str | None
    grain: str = ""
    anchor: str = ""


def resolve(parts: Sequence[Fields], context: Context) -> Resolved:
    """The value of a time of one or two ends; ``context`` takes note of it.

    >>> resolve([Fields(month=5, day=7)], Context(today=(2021, 5))).value
    '2021-05-07'
    """
    if not parts:
        return Resolved(None)
    said = all(p.has_year or p.same_period for p in parts[:1])
    ends = _inherit(parts) if len(parts) == 2 else list(parts)
    found = [_end(f, context) for f in ends]
    if any(f is None for f in found):
        return Resolved(None)
    low, anchor = found[0][0], found[0][2]  # type: ignore[index]
    high = found[-1][1]  # type: ignore[index]
    if len(found) == 2 and high < low and not ends[1].has_year:
        high = (high[0] + 1, *high[1:])
    _note(context, ends[-1], low, high, said)
    value = _iso(low) if low == high else f"{_iso(low)}/{_iso(high)}"
    grain = _GRAINS[len(low)]
    if len(parts) == 1 and parts[0].months:
        grain = {6: "half", 3: "quarter"}.get(parts[0].months[1] - parts[0].months[0] + 1, "month")
    return Resolved(value, grain, anchor)


def _iso(when: When) -> str:
    day = "-".join(f"{n:04d}" if i == 0 else f"{n:02d}" for i, n in enumerate(when[:3]))
    return f"{day}T{when[3]:02d}:{when[4]:02d}" if len(when) == 5 else day


def _inherit(parts: Sequence[Fields]) -> list[Fields]:
    """The two ends of an interval with what only one of them says: 2012年7月22至23日."""
    first, second = (replace(p) for p in parts)
    if first.number is not None:
        if second.day is not None:
            first.day = first.number
        elif second.month is not None:
            first.month = first.number
        else:
            first.year = first.number
    if not second.has_year and first.has_year:
        second.year, second.year_offset = first.year, first.year_offset
    elif not first.has_year and second.has_year and first.month_offset is None and first.day_offset is None:
        first.year, first.year_offset = second.year, second.year_offset
        if first.month and second.month and first.month > second.month:  # 11月至明年3月
            first.year = None if first.year is None else first.year - 1
            first.year_offset = None if first.year_offset is None else first.year_offset - 1
    if second.month is None and first.month is not None and (second.day or second.hour is not None):
        second.month = first.month
    elif first.month is None and first.day is not None:
        first.month = second.month
    if second.day is None and second.hour is not None:
        second.day, second.day_offset, second.same_day = first.day, first.day_offset, first.same_day
    return [first, second]


def _end(f: Fields, context: Context) -> tuple[When, When, str] | None:
    """First and last of what ``f`` covers, and what fixed it."""
    found = _days(f, context)
    if found is None or f.hour is None:
        return found
    low, high, anchor = found
    if len(high) != 3 or f.hour > 24 or f.minute > 59:
        return None
    if f.hour == 24:
        following = date(*high) + timedelta(days=1)
        low = high = (following.year, following.month, following.day, 0, f.minute)
    else:
        low, high = (*low, f.hour, f.minute), (*high, f.hour, f.minute)
    return low, high, anchor


def _days(f: Fields, context: Context) -> tuple[When, When, str] | None:
    today = context.today
    if f.same_period:
        return _same_period(f, context)
    if f.day_offset is not None or f.week is not None:
        return _near(f, context)
    if f.month_offset is not None:
        if len(today) < 2:
            return None
        return _shift(today[0], today[1] + f.month_offset, f.day)
    if f.month is None and f.months is None and f.day is None:
        return _years(f, context)
    if f.month is None and f.months is None:
        return _day_of(f, context)
    year, anchor = _year_of(f, context)
    if year is None:
        return None
    if f.lunar:
        solar = to_solar(year, f.month or 1, f.day, leap=f.lunar_leap)
        return (solar, solar, anchor) if solar else None
    if f.months:
        return (year, f.months[0]), (year, f.months[1]), anchor
    when = _valid(year, f.month or 1, f.day)
    return (when, when, anchor) if when else None


def _years(f: Fields, context: Context) -> tuple[When, When, str] | None:
    """A year, a decade; or no date at all: a part of a day or a clock time."""
    if f.year is None and f.year_offset is None:
        day = context.day or (context.today if len(context.today) == 3 else ())
        if context.evening and context.day and f.day_part in ("半夜", "凌晨", "午夜"):
            after = date(*day) + timedelta(days=1)
            day = (after.year, after.month, after.day)
        return (day, day, "context" if context.day else "publish_date") if day else None
    year, anchor = _year_of(f, context)
    return ((year,), (year + f.years - 1,), anchor) if year is not None else None


def _year_of(f: Fields, context: Context) -> tuple[int | None, str]:
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
    # The nearest one: a paper of January writes of last December, one of May plans for June.
    day = (today[2] if len(today) > 2 else 15) if f.day else 15
    behind = (today[0] * 12 + today[1] - f.month) * 30 + day - (f.day or 15) - today[0] * 360
    if behind > 240:
        return today[0] + 1, "publish_date"
    return (today[0] - 1, "publish_date") if behind < -120 else (today[0], "publish_date")


def _day_of(f: Fields, context: Context) -> tuple[When, When, str] | None:
    """A day without its month: of the month said last, or the nearest to the paper's date."""
    day, today = f.day or 1, context.today
    if f.year is not None:
        return None
    loose = context.local_month not in (None, *today[1:2]) and not context.local_day
    if len(today) == 3 and loose and day <= today[2]:
        when = _valid(today[0], today[1], day)  # 7月物价……12日发布: of the paper's month
        return (when, when, "publish_date") if when else None
    if context.local_month is not None and (context.local_year or context.year or today):
        year = context.local_year or _year_of(Fields(month=context.local_month, day=day), context)[0]
        when = _valid(year or 0, context.local_month, day)
        return (when, when, "context") if when else None
    if len(today) == 3:
        near = [_valid(*divmod(today[0] * 12 + today[1] - 1 + k, 12), day, carry=1) for k in (-1, 0, 1)]
        here = date(*today)
        known = [w for w in near if w]
        best = min(known, key=lambda w: (abs((date(*w) - here).days), w)) if known else None
        return (best, best, "publish_date") if best else None
    month = today[1] if len(today) == 2 else context.month
    known_year = today[0] if today else context.year
    if month is None or known_year is None:
        return None
    when = _valid(known_year, month, day)
    return (when, when, "publish_date" if len(today) == 2 else "context") if when else None


def _near(f: Fields, context: Context) -> tuple[When, When, str] | None:
    """Yesterday, next week, Monday."""
    here, anchor = context.today, "publish_date"
    if len(here) < 3:
        if not here or f.day_offset != 0 or context.day[: len(here)] != here:
            return None
        here, anchor = context.day, "context"
    day = date(*here)
    if f.day_offset is not None:
        low = day + timedelta(days=f.day_offset)
        high = low + timedelta(days=f.days - 1)
    else:
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=f.week or 0)
        low = monday + timedelta(days=f.weekday or 0)
        high = low if f.weekday is not None else monday + timedelta(days=6)
    return (low.year, low.month, low.day), (high.year, high.month, high.day), anchor


def _same_period(f: Fields, context: Context) -> tuple[When, When, str] | None:
    """去年同期: the period said last, in the year said here."""
    year, anchor = _year_of(f, context)
    if context.period is None:
        return ((year,), (year,), anchor) if year is not None else None
    low, high = context.period
    if year is None:
        year, anchor = low[0] + (f.year_offset or 0), "context"
    return (year, *low[1:]), (year + high[0] - low[0], *high[1:]), anchor


def _shift(year: int, month: int, day: int | None) -> tuple[When, When, str] | None:
    when = _valid(*divmod(year * 12 + month - 1, 12), day, carry=1)
    return (when, when, "publish_date") if when else None


def _valid(year: int, month: int, day: int | None, *, carry: int = 0) -> When | None:
    """The date, or None where the calendar has no such day."""
    month += carry
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return None
    if day is None:
        return (year, month)
    try:
        date(year, month, day)
    except ValueError:
        return None
    return (year, month, day)


def _note(context: Context, f: Fields, low: When, high: When, said: bool) -> None:
    """Remember what was said, for what comes after."""
    if len(high) >= 3:
        context.day = high[:3]
        context.evening = f.day_part.startswith(("晚", "深夜", "夜"))
    if not f.lunar and len(high) >= 2 and f.has_month and f.months is None:
        context.month = context.local_month = high[1]
        context.local_day = len(high) >= 3
        if said:
            context.year = context.local_year = high[0]
    if len(low) <= 2 and not f.same_period and f.years == 1:
        context.period = (low, high)
