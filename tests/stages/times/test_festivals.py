"""Festivals: names at the end of a time, their dates, and the year that is meant."""

from __future__ import annotations

import pytest
from jianbao.resources import rows
from jianbao.stages.times.context import Context, Resolution
from jianbao.stages.times.festivals import festival_at_end, festival_date, resolve_festival
from jianbao.stages.times.fields import Fields


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("2019年春节", "春节"), ("今年“五一”假期", "五一"), ("“七一”", "七一"), ("中秋节前夕", "中秋节"),
        ("大年三十", "大年三十"), ("会议", ""), ("", ""), ("春节联欢", ""),
    ],
)  # fmt: skip
def test_name(surface: str, name: str) -> None:
    assert festival_at_end(surface) == name


@pytest.mark.parametrize(
    ("name", "year", "date"),
    [
        ("国庆节", 2021, (2021, 10, 1)), ("春节", 2021, (2021, 2, 12)), ("中秋节", 2021, (2021, 9, 21)),
        ("除夕", 2019, (2019, 2, 4)), ("除夕", 2022, (2022, 1, 31)), ("小年", 2021, (2021, 2, 4)),
        ("清明", 2021, (2021, 4, 4)), ("立春", 2021, (2021, 2, 3)), ("冬至", 2019, (2019, 12, 22)),
    ],
)  # fmt: skip
def test_date(name: str, year: int, date: tuple[int, int, int]) -> None:
    assert festival_date(name, year) == date


def test_every_festival_of_the_table_has_a_date() -> None:
    assert all(festival_date(name, 2021) for name, *_ in rows("festivals.tsv"))


def test_the_year_is_the_one_said_or_the_papers() -> None:
    paper = Context(today=(2021, 5))
    assert resolve_festival("春节", [], paper) == Resolution("2021-02-12", "day", "publish_date")
    assert resolve_festival("去年春节", [Fields(year_offset=-1)], paper) == Resolution(
        "2020-01-25", "day", "publish_date"
    )
    assert resolve_festival("2019年春节", [Fields(year=2019)], paper) == Resolution(
        "2019-02-05", "day", "text"
    )
    assert resolve_festival("春节", [], Context()) == Resolution(None)


def test_what_is_no_festival_is_left_to_others() -> None:
    assert resolve_festival("5月7日", [Fields(month=5, day=7)], Context()) is None
    assert resolve_festival("2月12日春节", [Fields(month=2, day=12)], Context(today=(2021,))) is None
