"""Choosing terms: likeness, its price, and the same choice as by comparing every pair."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jianbao.stages.keywords.dedupe import choose_terms, likeness


@pytest.mark.parametrize(
    ("a", "b", "alike"),
    [
        ("防汛", "防汛", 1.0),
        ("防汛演练", "防汛", 0.5),
        ("防", "防汛", 0.5),
        ("防汛演练", "演练现场", 0.2),
        ("防汛", "演练", 0.0),
        ("防", "汛", 0.0),
    ],
)
def test_likeness(a: str, b: str, alike: float) -> None:
    assert likeness(a, b) == likeness(b, a) == alike


def test_without_a_penalty_the_best_are_chosen() -> None:
    ranked = [("防汛演练", 0.9), ("防汛", 0.8), ("演练", 0.7)]
    assert choose_terms(ranked, 2, 0.0) == ranked[:2]
    assert choose_terms([], 3, 0.3) == []
    assert choose_terms(ranked, 0, 0.3) == []


def by_every_pair(ranked: list[tuple[str, float]], limit: int, penalty: float) -> list[tuple[str, float]]:
    pool, chosen = list(ranked[: 6 * limit]), []
    while pool and len(chosen) < limit:
        worth = [
            min([score, *(score - penalty * likeness(term, c) for c, _ in chosen)]) for term, score in pool
        ]
        chosen.append(pool.pop(worth.index(max(worth))))
    return chosen


@given(
    st.lists(st.text(alphabet="防汛演练责任", min_size=1, max_size=5), unique=True, max_size=30),
    st.integers(1, 6),
    st.sampled_from([0.0, 0.3, 1.0]),
)
def test_the_choice_is_that_of_comparing_every_pair(terms: list[str], limit: int, penalty: float) -> None:
    ranked = [(term, 1 - i / 40) for i, term in enumerate(terms)]
    assert choose_terms(ranked, limit, penalty) == by_every_pair(ranked, limit, penalty)
