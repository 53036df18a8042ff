"""Choosing from ranked terms so that near-duplicates do not crowd the list: maximal marginal relevance."""

from __future__ import annotations

from collections.abc import Sequence

_POOL = 6  # terms looked at for each that is chosen


def choose_terms(ranked: Sequence[tuple[str, float]], limit: int, penalty: float) -> list[tuple[str, float]]:
    """Up to ``limit`` of ``ranked``, each marked down by its likeness to those chosen before.

    Maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998) over the first ``6 * limit`` terms.

    Args:
        ranked: distinct terms with their scores, best first.
        limit: how many terms to choose at most.
        penalty: what full likeness takes off a score, 0 for none.

    >>> choose_terms([("换届选举", 0.9), ("换届", 0.8), ("培训", 0.5)], 2, 1.0)
    [('换届选举', 0.9), ('培训', 0.5)]
    """
    pool = ranked[: limit * _POOL]
    marked = [score for _, score in pool]
    pairs = [_pairs(term) for term, _ in pool]
    left = list(range(len(pool)))
    chosen: list[tuple[str, float]] = []
    while left and len(chosen) < limit:
        best = max(left, key=marked.__getitem__)  # of equal ones the first
        left.remove(best)
        chosen.append(pool[best])
        term, own = pool[best][0], pairs[best]
        for i in left:
            if own and pairs[i] and own.isdisjoint(pairs[i]):
                continue  # nothing in common; a single character has no pairs, but may lie inside
            other, score = pool[i]
            marked[i] = min(marked[i], score - penalty * _likeness(term, other, own, pairs[i]))
    return chosen


def likeness(a: str, b: str) -> float:
    """How alike two terms are, 0 to 1.

    1 for equal terms, the share of the shorter in the longer where it lies inside, else the shared pairs of
    neighbouring characters over all pairs.

    >>> likeness("换届选举", "换届"), likeness("换届", "培训")
    (0.5, 0.0)
    """
    return _likeness(a, b, _pairs(a), _pairs(b))


def _likeness(a: str, b: str, pairs_a: frozenset[str], pairs_b: frozenset[str]) -> float:
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if short in long:
        return len(short) / len(long)
    shared = len(pairs_a & pairs_b)
    union = len(pairs_a) + len(pairs_b) - shared
    return shared / union if union else 0.0


def _pairs(term: str) -> frozenset[str]:
    """The pairs of neighbouring characters of ``term``."""
    return frozenset(map(str.__add__, term, term[1:]))
