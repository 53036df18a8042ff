"""Choosing themes: the terms that together say most of what an editor would choose, none of it twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

POOL = 70  # terms that are looked at, best first


def cover_terms(
    ranked: Sequence[tuple[str, float]], limit: int, part: float = 1.0
) -> list[tuple[str, float]]:
    """Up to ``limit`` of ``ranked``, by how many themes each says that were not said before.

    A term says itself, and of what it holds or lies in the share that the two have in common: two thirds of
    合唱比赛 where 群众合唱比赛 is chosen. What one term says no later one gets anything for, so that of one stem one term is chosen: the
    one that says most. The greedy choice of a covering set, whose value has diminishing returns (Nemhauser, Wolsey
    and Fisher 1978).

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
    open_ = set(range(len(pool)))
    chosen: list[tuple[str, float]] = []
    while open_ and len(chosen) < limit:
        best = min(open_, key=lambda i: (-gains[i], i))
        open_.remove(best)
        chosen.append(pool[best])
        for j in near[best]:
            if left[j]:
                for k, share in near[j].items():
                    gains[k] -= left[j] * share
                left[j] = 0.0
    return chosen


def _neighbours(terms: Sequence[str], part: float) -> list[Mapping[int, float]]:
    """Of each term the terms that it says something of, and how much: itself, what it holds, and what holds it."""
    near: list[dict[int, float]] = [{i: 1.0} for i in range(len(terms))]
    for i, a in enumerate(terms):
        for j in range(i):
            b = terms[j]
            if (a in b or b in a) and min(len(a), len(b)) > 1:
                near[i][j] = near[j][i] = part * min(len(a), len(b)) / max(len(a), len(b))
    return list(near)
