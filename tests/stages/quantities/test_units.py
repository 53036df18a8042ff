"""Units at a place, what they are not, and set phrases with numbers."""

from __future__ import annotations

from typing import get_args

import pytest
from jianbao.stages.quantities.units import Numerals, opens_phrase, unit_at, units


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("3个百分点", "个百分点"),
        ("3元/平方米", "元/平方米"),
        ("3mg/100ml", "mg/100ml"),
        ("3km", "km"),
        ("3吨公里", "吨公里"),
        ("3人民", ""),
        ("3部署", ""),
        ("3天津", ""),
        ("3kmh", ""),
        ("3好", ""),
        ("3", ""),
    ],
)
def test_unit(text: str, unit: str) -> None:
    assert unit_at(text, 1) == unit


def test_the_table() -> None:
    assert units()["元"].kind == "money"
    assert units()["成"].kind == "share"
    assert {u.numerals for u in units().values()} <= set(get_args(Numerals))


@pytest.mark.parametrize(
    ("text", "opens"), [("一带一路", True), ("两委班子", True), ("两人", False), ("一条龙", True)]
)
def test_set_phrases(text: str, opens: bool) -> None:
    assert opens_phrase(text, 0) is opens
