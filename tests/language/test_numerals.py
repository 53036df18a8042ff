"""Numerals of newspapers: values, and what writes none."""

from __future__ import annotations

import pytest
from jianbao.language.numerals import approximate, parse


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("7", 7), ("1,234.5", 1234.5), ("十", 10), ("十二", 12), ("二十三", 23), ("一百零五", 105), ("两千零五", 2005),
        ("三万五千", 35_000), ("19万1369", 191_369), ("1.44万亿", 1.44e12), ("三万五千亿", 3.5e12),
        ("531.3亿", 53_130_000_000), ("二〇二一", 2021), ("千", 1000), ("百万", 1_000_000), ("0", 0),
        ("十八点六亿", 1.86e9), ("零点零五", 0.05), ("七·二", 7.2), ("8万6", 86_000), ("三千二", 3200),
        ("三千零二", 3002), ("1千零20", 1020), ("15 230", 15_230), ("柒万", 70_000), ("壹拾贰万叁仟", 123_000),
    ],
)  # fmt: skip
def test_value(numeral: str, value: float) -> None:
    assert parse(numeral) == value


@pytest.mark.parametrize("numeral", ["", "多", "3x", "9" * 400, "一" * 400])
def test_what_writes_no_number(numeral: str) -> None:
    assert parse(numeral) is None


@pytest.mark.parametrize(
    ("numeral", "ends"),
    [
        ("二三", (2, 3)),
        ("七八十", (70, 80)),
        ("三四百", (300, 400)),
        ("十七八", (17, 18)),
        ("二百三四十", (230, 240)),
        ("一两千", (1000, 2000)),
        ("三五", (3, 5)),
        ("十三五", None),
        ("二一", None),
        ("二", None),
        ("二三四", None),
    ],
)
def test_neighbouring_digits_are_about_so_many(numeral: str, ends: tuple[float, float] | None) -> None:
    assert approximate(numeral) == ends
