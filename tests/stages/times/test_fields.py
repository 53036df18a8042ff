"""What single words of a calendar time say."""

from __future__ import annotations

from typing import Any

import pytest
from jianbao.language.calendar import find_times
from jianbao.stages.times.fields import Fields, parse_whole, read_fields, special_fields


def said(text: str) -> dict[str, Any]:
    """The fields that the first moment of ``text`` fills."""
    found, empty = read_fields(find_times(text)[0].moments[0]), Fields()
    names = Fields.__dataclass_fields__
    return {n: getattr(found, n) for n in names if getattr(found, n) != getattr(empty, n)}


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("2021年5月7日", {"year": 2021, "month": 5, "day": 7}),
        ("二〇一八年五月", {"year": 2018, "month": 5}),
        ("2018-05-07", {"year": 2018, "month": 5, "day": 7}),
        ("98年5月", {"year": 1998, "month": 5}),
        ("去年", {"year_offset": -1}),
        ("今明两年", {"year_offset": 0, "years": 2}),
        ("五年前", {"year_offset": -5}),
        ("上世纪80年代", {"year": 1980, "years": 10}),
        ("上个月", {"month_offset": -1}),
        ("正月初九", {"month": 1, "day": 9, "lunar": True}),
        ("农历闰四月", {"month": 4, "lunar": True, "lunar_leap": True}),
        ("今年第三季度", {"year_offset": 0, "months": (7, 9)}),
        ("今年前三季度", {"year_offset": 0, "months": (1, 9)}),
        ("去年前10个月", {"year_offset": -1, "months": (1, 10)}),
        ("下半年", {"months": (7, 12)}),
        ("昨天", {"day_offset": -1}),
        ("大前天", {"day_offset": -3}),
        ("后天", {"day_offset": 2}),
        ("上周五", {"week": -1, "weekday": 4}),
        ("本周", {"week": 0}),
        ("“七一”", {"month": 7, "day": 1}),
        ("下午3时", {"hour": 15, "day_part": "下午"}),
        ("中午1点", {"hour": 13, "day_part": "中午"}),
        ("凌晨12点", {"hour": 0, "day_part": "凌晨"}),
        ("下午两点半", {"hour": 14, "minute": 30, "day_part": "下午"}),
        ("上午9点一刻", {"hour": 9, "minute": 15, "day_part": "上午"}),
        ("昨天(8日)", {"day": 8}),
    ],
)
def test_fields(text: str, fields: dict[str, Any]) -> None:
    assert said(text) == fields


@pytest.mark.parametrize(
    ("text", "number"),
    [("二〇一八", 2018), ("３".translate({0xFF13: "3"}), 3), ("廿五", 25), ("初九", 9), ("元", 1), ("x", 0)],
)
def test_whole_numbers(text: str, number: int) -> None:
    assert parse_whole(text) == number


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("12.4", [Fields(month=12, day=4)]),
        ("四点半", [Fields(hour=4, minute=30)]),
        ("13.4", []),
        ("4.32", []),
        ("会议", []),
    ],
)
def test_forms_that_only_an_entity_proves(text: str, fields: list[Fields]) -> None:
    assert special_fields(text) == fields
