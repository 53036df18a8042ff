"""Dates of the lunar calendar, and the solar terms.

The years 1950 to 2050 stand in ``data/lunar_years.tsv``; for others lunar-python is asked, which is imported then
(a tenth of a second, and hardly a page needs it). The table is made by it and holds the same dates.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from jianbao.resources import rows

SolarDate = tuple[int, int, int]  # year, month, day
TERMS = (
    "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至",
    "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至",
)  # fmt: skip
_FIRST_YEAR, _LAST_YEAR = 1600, 2200  # of the calendar as lunar-python knows it
_AHEAD = 120  # days: what is farther ahead is of the year before
_LEAP_YEARS = 4  # a leap month so many years ago may still be the one that is meant


class LunarYear(NamedTuple):
    """A lunar year: the solar date of its first day, its leap month (0: none), the days of each month in order."""

    first: date
    leap: int
    lengths: tuple[int, ...]  # 12, or 13 with the leap month after its own


@cache
def lunar_years() -> dict[int, LunarYear]:
    """The lunar years of the table, by the solar year in which they begin."""
    table = {}
    for year, first, leap, lengths, _ in rows("lunar_years.tsv"):
        table[int(year)] = LunarYear(
            date.fromisoformat(first), int(leap), tuple(29 + int(c) for c in lengths)
        )
    return table


@cache
def solar_terms() -> dict[int, tuple[int, ...]]:
    """The days of the 24 solar terms in each solar year of the table: two in every month, in the order of TERMS."""
    return {int(row[0]): tuple(map(int, row[4].split(" "))) for row in rows("lunar_years.tsv")}


def to_solar(year: int, month: int, day: int | None, *, leap: bool = False) -> SolarDate | None:
    """The solar date of a lunar one; None where the year has no such month or day, or no day is given.

    The thirtieth of the last month is the last day of the year (除夕), also where that has 29 days.

    >>> to_solar(2018, 1, 9), to_solar(2020, 4, 1, leap=True), to_solar(2018, 13, 1)
    ((2018, 2, 24), (2020, 5, 23), None)
    """
    if day is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    known = lunar_years().get(year)
    found = _by_table(known, month, day, leap) if known else _by_library(year, month, day, leap)
    return to_solar(year, month, 29) if found is None and (month, day) == (12, 30) else found


def _by_table(year: LunarYear, month: int, day: int, leap: bool) -> SolarDate | None:
    if not 1 <= month <= 12 or (leap and month != year.leap):
        return None
    index = month - 1 + (leap or 0 < year.leap < month)
    if not 1 <= day <= year.lengths[index]:
        return None
    solar = year.first + timedelta(days=sum(year.lengths[:index]) + day - 1)
    return solar.year, solar.month, solar.day


def _by_library(year: int, month: int, day: int, leap: bool) -> SolarDate | None:
    from lunar_python import Lunar

    try:
        solar = Lunar.fromYmd(year, -month if leap else month, day).getSolar()
    except Exception:  # lunar-python raises bare Exception for a date that does not exist
        return None
    return solar.getYear(), solar.getMonth(), solar.getDay()


def term_date(term: str, year: int) -> SolarDate:
    """The day of a solar term in a solar year.

    >>> term_date("清明", 2021), term_date("冬至", 2019)
    ((2021, 4, 4), (2019, 12, 22))
    """
    i = TERMS.index(term)
    days = solar_terms().get(year)
    return year, i // 2 + 1, days[i] if days else term_days(year)[i]


def term_days(year: int) -> tuple[int, ...]:
    """The days of the 24 solar terms in a solar year, by lunar-python."""
    from lunar_python import Solar

    table = Solar.fromYmd(year, 6, 15).getLunar().getJieQiTable()
    # its 冬至 is that of the year before; that of the same year has a name of its own
    return tuple(table["DONG_ZHI" if term == "冬至" else term].getDay() for term in TERMS)


def lunar_month(year: int, month: int, *, leap: bool = False) -> tuple[SolarDate, SolarDate] | None:
    """The first and the last day of a lunar month; None where the year has no such month.

    >>> lunar_month(2021, 4)
    ((2021, 5, 12), (2021, 6, 9))
    """
    first = to_solar(year, month, 1, leap=leap)
    last = to_solar(year, month, 30, leap=leap) or to_solar(year, month, 29, leap=leap)
    return (first, last) if first and last else None


def nearest_lunar_year(month: int, day: int | None, today: date, *, leap: bool = False) -> int | None:
    """The lunar year of a month, or of a day of it, that lies nearest to ``today``.

    What is more than four months ahead is of the year before, and a leap month of the last year that had one.

    >>> nearest_lunar_year(12, 23, date(2021, 1, 20)), nearest_lunar_year(4, 15, date(2021, 5, 8), leap=True)
    (2020, 2020)
    """
    for year in range(today.year + 1, today.year - _LEAP_YEARS, -1):
        found = to_solar(year, month, day or 1, leap=leap)
        if found and (date(*found) - today).days <= _AHEAD:
            return year
    return None
