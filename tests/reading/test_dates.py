"""Dates of issue in the forms that people and file names give them."""

from __future__ import annotations

import datetime

import pytest
from jianbao.reading.formats.dates import date_in_name, parse_date


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021", "2021"), ("2021-05", "2021-05"),
        ("2021-5-8", "2021-05-08"), ("2021/5/8", "2021-05-08"), ("2021.5", "2021-05"),
        ("2021年5月8日", "2021-05-08"), ("2021年5月8日 星期六", "2021-05-08"),
        ("20210508", "2021-05-08"), (20210508, "2021-05-08"),
        ("2021-05-08T09:30:00+08:00", "2021-05-08"),
        ("2021-05-08 09:30", "2021-05-08"), (" 2021-05-08 ", "2021-05-08"),
        (datetime.date(2021, 5, 8), "2021-05-08"),
        (datetime.datetime(2021, 5, 8, 9), "2021-05-08"), ("", None), (None, None),
        ({"$date": "2021-05-08T00:00:00Z"}, "2021-05-08"), ({"$date": {"$numberLong": "1620432000000"}}, "2021-05-08"),
    ],
)  # fmt: skip
def test_dates(value: object, expected: str | None) -> None:
    assert parse_date(value) == expected


@pytest.mark.parametrize("value", ["soon", "2021-02-30", "2021-13", True, 1.5, "08-05-2021", "2021-05-08x"])
def test_what_is_not_a_date(value: object) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        parse_date(value)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2021-05-08_01", "2021-05-08"), ("page20210508a", "2021-05-08"),
        ("2021/05/08/01", "2021-05-08"), ("2021-05_12", "2021-05"),
        ("云岭日报2021年5月8日", "2021-05-08"), ("20210230", None), ("A01", None), ("120210508", None), ("", None),
    ],
)  # fmt: skip
def test_dates_in_names(name: str, expected: str | None) -> None:
    assert date_in_name(name) == expected
