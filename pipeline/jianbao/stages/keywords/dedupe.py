"""Choosing from ranked terms so that near-duplicates do not crowd the list: maximal marginal relevance."""

from __future__ import annotations

from collections.abc import Sequence


def choose(ranked: Sequence[tuple[str, float]], limit: int, penalty: float) -> list[tuple[str, float]]:
    """Up to ``limit`` of ``ranked`` (best first), each marked down by its likeness to those chosen before.

    penalty: what full likeness takes off a score, 0 for none. Carbonell and Goldstein 1998.

    >>> choose([("换届选举", 0.9), ("换届", 0.8), ("培训", 0.5)], 2, 1.0)
    [('换届选举', 0.9), ('培训', 0.5)]
    """
    pool = list(ranked[: limit * 6])
    chosen: list[tuple[str, float]] = []
    marked = [score for _, score in pool]
    while pool and len(chosen) < limit:
        best = max(range(len(pool)), key=lambda i: (marked[i], -i))
        term, score = pool.pop(best)
        marked.pop(best)
        chosen.append((term, score))
        for i, (other, other_score) in enumerate(pool):
            marked[i] = min(marked[i], other_score - penalty * likeness(term, other))
    return chosen


def likeness(a: str, b: str) -> float:
    """1 for equal, the share of the shorter in the longer where it lies inside, else shared pairs of characters.

    >>> likeness("换届选举", "换届")
    0.5
    """
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if short in long:
        return len(short) / len(long)
    pairs_a = {a[i : i + 2] for i in range(len(a) - 1)}
    pairs_b = {b[i : i + 2] for i in range(len(b) - 1)}
    union = len(pairs_a | pairs_b)
    return len(pairs_a & pairs_b) / union if union else 0.0
