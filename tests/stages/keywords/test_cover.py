"""Choosing themes: what says most together, each stem once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jianbao.stages.keywords.cover import FEWEST, LEAST, POOL, cover_terms


@pytest.mark.parametrize(
    ("ranked", "chosen"),
    [
        # the term that says most stands for its stem
        ([("灯会", 0.4), ("元宵灯会", 0.38), ("元宵", 0.3), ("庙会", 0.2)], ["元宵灯会", "庙会"]),
        # a long phrase that nobody would choose does not
        ([("灯会", 0.6), ("元宵灯会开幕现场", 0.02), ("庙会", 0.2)], ["灯会", "庙会"]),
        # a single character says nothing of what holds it
        ([("河", 0.5), ("河长制", 0.4)], ["河", "河长制"]),
    ],
)
def test_each_stem_is_said_once_by_what_says_most(ranked: list[tuple[str, float]], chosen: list[str]) -> None:
    assert [term for term, _ in cover_terms(ranked, 2)] == chosen


def test_scores_stay_as_they_are() -> None:
    assert cover_terms([("灯会", 0.4), ("庙会", 0.3)], 5) == [("灯会", 0.4), ("庙会", 0.3)]


def test_with_no_worth_of_parts_the_best_come_first() -> None:
    ranked = [("灯会", 0.4), ("元宵灯会", 0.38), ("庙会", 0.2)]
    assert cover_terms(ranked, 1, part=0.0) == ranked[:1]


@given(
    st.lists(
        st.tuples(st.text("春夏秋冬东西", min_size=1, max_size=5), st.floats(0, 1)), unique_by=lambda p: p[0]
    ),
    st.integers(0, 12),
)
def test_what_is_chosen_is_among_the_best_and_as_many_as_asked(
    ranked: list[tuple[str, float]], limit: int
) -> None:
    ranked = sorted(ranked, key=lambda pair: -pair[1])
    chosen = cover_terms(ranked, limit)
    assert min(limit, FEWEST, len(ranked)) <= len(chosen) <= limit
    assert all(score >= LEAST for _, score in chosen[FEWEST:])
    assert set(chosen) <= set(ranked[:POOL])
    assert len(set(chosen)) == len(chosen)
