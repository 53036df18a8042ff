"""Pairs of marks: nested, never closed, straight, across lines, very many."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jianbao.language.patterns import QUOTATION_PAIRS
from jianbao.language.quotation import TITLE_PAIRS, mark_pairs

ALL = QUOTATION_PAIRS | TITLE_PAIRS


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("“好”", [(0, 2)]),
        ("「外『内』外」", [(0, 6), (2, 4)]),
        ("“外《书》", [(2, 4)]),
        ("“一\n行”", []),
        ('"一""二"', [(0, 2), (3, 5)]),
        ('"一\n"二"', [(3, 5)]),
        ("”“", []),
        ("“‘”’", [(1, 3)]),
        ("", []),
    ],
)
def test_marks_that_belong_together(text: str, pairs: list[tuple[int, int]]) -> None:
    assert mark_pairs(text, ALL) == pairs


def test_only_the_innermost_of_very_many_open_marks_are_remembered() -> None:
    assert mark_pairs("“" * 20 + "”" * 20, ALL) == [(i, 39 - i) for i in range(12, 20)]


@given(st.text(alphabet='“”‘’「」『』《》〈〉"\n好', max_size=60))
def test_pairs_hold_one_line_and_do_not_cross(text: str) -> None:
    found = mark_pairs(text, ALL)
    assert found == sorted(found)
    for opened, closed in found:
        assert opened < closed
        assert ALL.get(text[opened], '"') == text[closed]
        assert "\n" not in text[opened:closed]
    assert not any(a < c < b < d for a, b in found for c, d in found)
