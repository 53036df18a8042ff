"""Strict F1 of what a network reads in rows of labels."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Any

import numpy as np

from jianbao.tagging.labels import Mention, Piece, decode
from jianbao.tagging.viterbi import decode_labels

MOST_TYPES = 6  # more are not reported one by one


def mentions_in(labels: Any, spans: Sequence[Piece], names: Sequence[str]) -> set[Mention]:
    """The mentions in rows of numbers of ``names``, at their places among all rows."""
    return {
        (start + a, start + b, kind)
        for start, end in spans
        for a, b, kind in decode([names[i] for i in labels[start:end]])
    }


def score_scores(scores: Any, wanted: Any, spans: Sequence[Piece], names: Sequence[str]) -> dict[str, float]:
    """Strict F1 of the best legal reading of ``scores``, as ``score_sets`` returns it.

    scores: [characters of all rows, labels], logarithms of probabilities. wanted: one number of ``names`` for each
    character. spans: where each row begins and ends.
    """
    best = decode_labels(scores.astype(np.float32), spans, names)
    return score_sets(mentions_in(best, spans, names), mentions_in(wanted, spans, names))


def score_sets(found: Set[Mention], wanted: Set[Mention]) -> dict[str, float]:
    """F1 of all mentions, of their spans alone, and of each type where these are few."""
    out = {"all": f1(found, wanted), "spans": f1({m[:2] for m in found}, {m[:2] for m in wanted})}
    kinds = sorted({kind for _, _, kind in wanted})
    if len(kinds) <= MOST_TYPES:
        out |= {k: f1({m for m in found if m[2] == k}, {m for m in wanted if m[2] == k}) for k in kinds}
    return out


def f1(found: Set[Any], wanted: Set[Any]) -> float:
    """F1 of two sets, rounded to four places.

    >>> f1({1, 2, 3}, {2, 3, 4, 5})
    0.5714
    """
    return round(2 * len(found & wanted) / max(1, len(found) + len(wanted)), 4)
