"""Festivals as dates: 2019年春节, 今年五一假期, 清明."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from jianbao.resources import rows
from jianbao.stages.times.context import Context, Resolution, iso
from jianbao.stages.times.fields import Fields
from jianbao.stages.times.lunar import SolarDate, term_date, to_solar

_QUOTES = "“”\"'"
_AROUND = ("期间", "假期", "前夕")  # 春节期间 has the date of 春节


class _Festival(NamedTuple):
    calendar: str  # solar, lunar or term
    month: str  # the month, or the name of the solar term
    day: int


@cache
def _festivals() -> dict[str, _Festival]:
    return {
        name: _Festival(calendar, month, int(day)) for name, calendar, month, day in rows("festivals.tsv")
    }


def festival_at_end(surface: str) -> str:
    """The name of the festival that ``surface`` ends with, or "".

    >>> festival_at_end("2019年春节"), festival_at_end("今年五一假期")
    ('春节', '五一')
    """
    core = surface.strip(_QUOTES)
    for ending in _AROUND:
        core = core.removesuffix(ending)
    core = core.strip(_QUOTES)
    return max((name for name in _festivals() if core.endswith(name)), key=len, default="")


def festival_date(name: str, year: int) -> SolarDate | None:
    """The solar date of the festival ``name`` in the solar year ``year`` (除夕: that of the lunar new year).

    >>> festival_date("春节", 2019), festival_date("清明", 2021), festival_date("除夕", 2019)
    ((2019, 2, 5), (2021, 4, 4), (2019, 2, 4))
    """
    festival = _festivals()[name]
    if festival.calendar == "term":
        return term_date(festival.month, year)
    month = int(festival.month)
    if festival.calendar == "solar":
        return year, month, festival.day
    return to_solar(
        year - 1 if month == 12 else year, month, festival.day
    )  # the 12th month ends in the next year


def resolve_festival(surface: str, parts: list[Fields], context: Context) -> Resolution | None:
    """The date of a time that ends in a festival's name, in the year said or the paper's; None for any other time.

    parts: what the other words of ``surface`` say. Where these say a month or a day, they count.
    """
    name = festival_at_end(surface)
    if not name or any(p.month or p.day for p in parts):
        return None
    first = parts[0] if parts else Fields()
    year = first.year
    if year is None and context.today:
        year = context.today[0] + (first.year_offset or 0)
    day = festival_date(name, year) if year else None
    if day is None:
        return Resolution(None)
    return Resolution(iso(day), "day", "text" if first.year else "publish_date")
