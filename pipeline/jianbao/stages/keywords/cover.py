"""Choosing themes: the terms that together say most of what an editor would choose, none of it twice."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

POOL = 150  # terms that are looked at, best first
FEWEST, LEAST = 5, 0.01  # themes; from then on what a term must be worth itself
_BEND = 0.7  # what a share in common is worth: its power


def cover_terms(
    ranked: Sequence[tuple[str, float]], limit: int, part: float = 1.0
) -> list[tuple[str, float]]:
    """Up to ``limit`` of ``ranked``, by how many themes each says that were not said before.

    A term says itself, and a part of what it holds or lies in, by the share that the two have in common: of
    合唱比赛 three quarters and more where 群众合唱比赛 is chosen. What was said gives no later term anything, so
    that of one stem one term is chosen, the one that says most. This is the greedy choice of a covering set
    (Nemhauser, Wolsey and Fisher 1978). After five terms no other comes in that is hardly a theme itself.

    Args:
        ranked: distinct terms with the probability that each is a theme, best first.
        part: what a share of another theme is worth, against a whole one.

    >>> cover_terms([("换届", 0.5), ("换届选举", 0.45), ("选举", 0.4), ("培训", 0.3)], 2)
    [('换届选举', 0.45), ('培训', 0.3)]
    """
    pool = ranked[:POOL]
    near = _neighbours([term for term, _ in pool], part)
    left = [score for _, score in pool]
    gains = [sum(left[j] * share for j, share in of.items()) for of in near]
    chosen: list[tuple[str, float]] = []
    for _ in pool:
        if len(chosen) >= limit:
            break
        best = gains.index(max(gains))  # of equal ones the first
        gains[best] = -inf  # which no loss changes
        if len(chosen) >= FEWEST and pool[best][1] < LEAST:
            continue
        chosen.append(pool[best])
        for j in near[best]:
            if left[j]:
                for k, share in near[j].items():
                    gains[k] -= left[j] * share
                left[j] = 0.0
    return chosen


def _neighbours(terms: Sequence[str], part: float) -> list[dict[int, float]]:
    """Of each term the terms that it says something of, and how much: itself, what it holds, and what holds it."""
    near: list[dict[int, float]] = [{i: 1.0} for i in range(len(terms))]
    at = {term: i for i, term in enumerate(terms)}
    for i, term in enumerate(terms):
        size = len(term)
        for start in range(size - 1):
            for end in range(start + 2, size + 1):
                j = at.get(term[start:end], i)
                if j != i:
                    near[i][j] = near[j][i] = part * ((end - start) / size) ** _BEND
    return near
