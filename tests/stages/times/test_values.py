"""Values of fields against a context."""

from __future__ import annotations

import pytest
from jianbao.stages.times.context import Context, PartialDate, iso
from jianbao.stages.times.fields import Fields
from jianbao.stages.times.plans import plan_times
from jianbao.stages.times.values import resolve

PAPER = (2021, 5, 10)  # a Monday


@pytest.mark.parametrize(
    ("parts", "value", "grain", "anchor"),
    [
        ([Fields(year=2021, month=5, day=7)], "2021-05-07", "day", "text"),
        ([Fields(month=12)], "2020-12", "month", "publish_date"),
        ([Fields(month=6, day=24)], "2021-06-24", "day", "publish_date"),
        ([Fields(day=30)], "2021-04-30", "day", "publish_date"),
        ([Fields(year_offset=-1)], "2020", "year", "publish_date"),
        ([Fields(year=1980, years=10)], "1980/1989", "year", "text"),
        ([Fields(months=(7, 9))], "2021-07/2021-09", "quarter", "publish_date"),
        ([Fields(months=(1, 6))], "2021-01/2021-06", "half", "publish_date"),
        ([Fields(months=(1, 10))], "2021-01/2021-10", "month", "publish_date"),
        ([Fields(day_offset=-1)], "2021-05-09", "day", "publish_date"),
        ([Fields(day_offset=0, days=2)], "2021-05-10/2021-05-11", "day", "publish_date"),
        ([Fields(week=-1, weekday=4)], "2021-05-07", "day", "publish_date"),
        ([Fields(week=1)], "2021-05-17/2021-05-23", "day", "publish_date"),
        ([Fields(month_offset=-1)], "2021-04", "month", "publish_date"),
        ([Fields(month=5, day=8, hour=20)], "2021-05-08T20:00", "minute", "publish_date"),
        ([Fields(month=5, day=31, hour=24)], "2021-06-01T00:00", "minute", "publish_date"),
        ([Fields(month=1, day=9, lunar=True)], "2021-02-20", "day", "publish_date"),
        ([Fields(number=5), Fields(month=10, day=6)], "2020-10-05/2020-10-06", "day", "publish_date"),
        ([Fields(month=11), Fields(year_offset=1, month=3)], "2021-11/2022-03", "month", "publish_date"),
        ([Fields(number=2018), Fields(year=2019)], "2018/2019", "year", "text"),
    ],
)
def test_against_the_paper(parts: list[Fields], value: str, grain: str, anchor: str) -> None:
    found = resolve(parts, Context(today=PAPER))
    assert (found.value, found.grain, found.anchor) == (value, grain, anchor)


@pytest.mark.parametrize(
    ("parts", "today"),
    [
        ([], PAPER),
        ([Fields(month=2, day=30)], PAPER),
        ([Fields(month=5, day=7, hour=25)], PAPER),
        ([Fields(year=2021, hour=9)], PAPER),
        ([Fields(day_offset=-1)], (2021, 5)),
        ([Fields(month_offset=-1)], (2021,)),
        ([Fields(month=5, day=7)], ()),
        ([Fields(hour=9)], (2021, 5)),
        ([Fields(month=5, day=7), Fields(month=2, day=30)], PAPER),
    ],
)
def test_what_has_no_value(parts: list[Fields], today: PartialDate) -> None:
    assert resolve(parts, Context(today=today)).value is None


def test_a_time_in_the_small_hours_after_an_evening_is_of_the_next_day() -> None:
    context = Context(today=PAPER)
    resolve([Fields(month=5, day=8, day_part="晚上")], context)
    assert resolve([Fields(hour=2, day_part="凌晨")], context).value == "2021-05-09T02:00"
    assert resolve([Fields(hour=9, day_part="上午")], context).value == "2021-05-09T09:00"


def test_months_said_hold_within_the_paragraph() -> None:
    context = Context(today=PAPER)
    resolve([Fields(year=2016, month=3, day=2)], context)
    assert resolve([Fields(day=8)], context).value == "2016-03-08"
    context.start_paragraph()
    assert resolve([Fields(day=8)], context).value == "2021-05-08"


def test_the_same_period() -> None:
    context = Context(today=PAPER)
    resolve([Fields(months=(1, 3))], context)
    assert resolve([Fields(year_offset=-1, same_period=True)], context).value == "2020-01/2020-03"
    assert resolve([Fields(year_offset=-1, same_period=True)], Context(today=PAPER)).value == "2020"


def test_iso() -> None:
    assert [iso(d) for d in ((2021,), (2021, 5), (987, 5, 7), (2021, 5, 7, 9, 5))] == [
        "2021", "2021-05", "0987-05-07", "2021-05-07T09:05",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"),
    [("“十四五”期间", "2021/2025"), ("十三五末", "2020"), ("“十四五”初", "2021"), ("一五时期", "1953/1957"),
     ("二五期间", "1958/1962"), ("十五期间", "2001/2005")],
)  # fmt: skip
def test_five_year_plans(text: str, value: str) -> None:
    assert [t.value for t in plan_times(text)] == [value]


@pytest.mark.parametrize("text", ["十四五", "初五", "三五期间的事", "五月末"])
def test_what_is_no_plan(text: str) -> None:
    assert plan_times(text) == []
