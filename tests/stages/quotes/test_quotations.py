"""The outermost quotations of a paragraph."""

from __future__ import annotations

import pytest
from jianbao.stages.quotes.quotations import Quotations


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("「甲」“乙”", [(0, 2), (3, 5)]),
        ('"甲""乙"', [(0, 2), (3, 5)]),  # straight marks open and close in turn
        ("“甲“乙”丙”", [(0, 6)]),  # only the outermost
        ("“甲『乙』丙”", [(0, 6)]),
        ("没有引号", []),
        ("”甲", []),  # closes nothing
        ("“甲乙", [(0, 3)]),  # at the head of a paragraph: goes on to its end
        ("甲“乙“丙”丁", [(3, 5)]),  # inside it: the one that is never closed holds nothing
    ],
)
def test_pairs(text: str, pairs: list[tuple[int, int]]) -> None:
    assert Quotations(text, 0, len(text)).pairs == pairs


def test_only_the_paragraph_is_read() -> None:
    assert Quotations("“甲”\n“乙”", 4, 7).pairs == [(4, 6)]


def test_look_ups_by_offset() -> None:
    quotations = Quotations("说“甲乙”又“丙”", 0, 9)
    assert [quotations.around(at) for at in (0, 1, 2, 4, 5, 6)] == [
        None, (1, 4), (1, 4), (1, 4), None, (6, 8),
    ]  # fmt: skip
    assert [quotations.first_from(at) for at in (0, 1, 2, 7)] == [0, 0, 1, 2]
