"""Reading order: a page is cut into regions along its empty strips, each region is read from top to bottom."""

from __future__ import annotations

import pytest
from jianbao.reading.formats.reading_order import Box, reading_order


def test_a_headline_over_two_columns_comes_first() -> None:
    boxes = [
        Box(220, 100, 400, 110, "丙"), Box(10, 100, 200, 110, "乙"), Box(10, 150, 400, 170, "甲"),
        Box(10, 86, 200, 96, "乙二"), Box(220, 86, 400, 96, "丙二"),
    ]  # fmt: skip
    assert reading_order(boxes).split() == ["甲", "乙", "乙二", "丙", "丙二"]
    assert reading_order([]) == ""


def box(left: float, bottom: float, text: str, *, size: float = 10) -> Box:
    """A run of full-width characters."""
    return Box(left, bottom, left + size * len(text), bottom + size, text)


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        ([box(0, 50, "云岭县召开"), box(50, 50, "会议")], "云岭县召开会议"),  # one line of two runs
        ([box(0, 50, "云岭县"), box(0, 36, "召开会议")], "云岭县\n召开会议"),  # lines that follow each other
        ([box(0, 80, "云岭县"), box(0, 50, "召开会议")], "云岭县\n\n召开会议"),  # a wide gap between them
        ([box(0, 50, "左一"), box(0, 36, "左二"), box(30, 50, "右一"), box(30, 36, "右二")],
         "左一\n左二\n\n右一\n右二"),  # a gutter
        ([box(0, 50, "左一"), box(0, 36, "左二"), box(24, 50, "右一"), box(24, 36, "右二")],
         "左一右一\n左二右二"),  # too narrow for a gutter
    ],
)  # fmt: skip
def test_strips_between_boxes(boxes: list[Box], expected: str) -> None:
    assert reading_order(boxes) == expected
