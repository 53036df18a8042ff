"""Forms of characters: folded one to one, and simplified texts as they are."""

from __future__ import annotations

import pytest
from jianbao.language.width import fold
from jianbao.resources import rows


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("副處長趙錦華", "副处长赵锦华"), ("２萬３千餘人", "2万3千余人"),
        ("十億元", "十亿元"), ("會後，對於", "会后,对于"),
        ("臺灣、澳門", "台湾、澳门"), ("說：「呼籲」", "说:「呼吁」"),
        ("著名的乾隆徵文", "著名的乾隆徵文"), ("摺扇", "摺扇"), ("𠮷野家", "𠮷野家"), ("😀", "😀"),
    ],
)  # fmt: skip
def test_traditional_characters_are_read_as_simplified_ones(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert len(fold(text)) == len(text)


def test_the_characters_of_gb_2312_stay() -> None:
    plane = [bytes((a, b)) for a in range(0xB0, 0xF8) for b in range(0xA1, 0xFF)]
    printed = "".join(code.decode("gb2312", "ignore") for code in plane)
    assert len(printed) == 6763
    assert {c for c in printed if fold(c) != c} == set("後於麽菸")


def test_folding_twice_changes_nothing_more() -> None:
    listed = "".join(old for old, _ in rows("traditional.tsv"))
    assert fold(fold(listed)) == fold(listed)
