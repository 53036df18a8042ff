"""The lunar calendar and the solar terms: the table says what lunar-python says, in all its years."""

from __future__ import annotations

import pytest
from jianbao.resources import data_path
from jianbao.stages.times.lunar import TERMS, lunar_years, solar_terms, term_date, term_days, to_solar
from jianbao.training.lunar_years import FIRST, LAST, row
from lunar_python import Lunar, LunarYear, Solar


def test_the_file_is_what_its_script_makes() -> None:
    lines = [
        x for x in data_path("lunar_years.tsv").read_text("utf-8").splitlines(keepends=True) if x[0] != "#"
    ]
    assert lines == [row(year) for year in range(FIRST, LAST + 1)]


@pytest.mark.parametrize("year", range(1950, 2051))
def test_every_day_of_the_table_is_that_of_lunar_python(year: int) -> None:
    leap = LunarYear.fromYear(year).getLeapMonth()
    months = [(m, False) for m in range(1, 13)] + ([(leap, True)] if leap else [])
    for month, is_leap in months:
        days = LunarYear.fromYear(year).getMonth(-month if is_leap else month).getDayCount()
        for day in (1, 15, days):
            solar = Lunar.fromYmd(year, -month if is_leap else month, day).getSolar()
            expected = solar.getYear(), solar.getMonth(), solar.getDay()
            assert to_solar(year, month, day, leap=is_leap) == expected
        beyond = to_solar(year, month, days + 1, leap=is_leap)
        assert beyond is None or (month, days + 1) == (12, 30)


@pytest.mark.parametrize("year", range(1950, 2051))
def test_solar_terms_are_those_of_lunar_python(year: int) -> None:
    for i, term in enumerate(TERMS):
        day = Solar.fromYmd(year, i // 2 + 1, solar_terms()[year][i])
        assert day.getLunar().getJieQi() == term
    assert term_days(year) == solar_terms()[year]


@pytest.mark.parametrize(
    ("date", "solar"),
    [
        ((2018, 1, 9), (2018, 2, 24)), ((2020, 12, 30), (2021, 2, 11)), ((2021, 12, 30), (2022, 1, 31)),
        ((1900, 1, 1), (1900, 1, 31)), ((2100, 1, 1), (2100, 2, 9)),
        ((2021, 13, 1), None), ((2021, 0, 1), None), ((2021, 1, 31), None), ((2021, 1, None), None),
        ((1500, 1, 1), None), ((2300, 1, 1), None),
    ],
)  # fmt: skip
def test_lunar_dates(date: tuple[int, int, int | None], solar: tuple[int, int, int] | None) -> None:
    assert to_solar(*date) == solar


def test_leap_months() -> None:
    assert lunar_years()[2020].leap == 4
    assert to_solar(2020, 4, 1, leap=True) == (2020, 5, 23)
    assert to_solar(2021, 4, 1, leap=True) is None
    assert to_solar(1900, 8, 1, leap=True) == (1900, 9, 24)  # outside the table


def test_terms_outside_the_table() -> None:
    assert term_date("清明", 1949) == (1949, 4, 5)
    assert term_date("冬至", 2060) == (2060, 12, 21)
