"""Decoding: from the probabilities of labels to mentions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np

from jianbao.tagging.labels import LABELS, Floats, Mention
from jianbao.tagging.viterbi import best_legal, mentions_of

Span = tuple[int, int]
_NONE = np.zeros((0, len(LABELS)), dtype=np.float32)
_QUIET = 0.95  # where O is likelier than this all through, no other reading can win
_FLOOR = 1e-6  # of a probability, before its logarithm is taken


def mentions(scores: Floats, parts: Sequence[Span]) -> list[Mention]:
    """The best legal row of labels as mentions; ``parts`` are decoded one by one."""
    return many_mentions([scores], [parts])[0]


def many_mentions(scores: Sequence[Floats], parts: Sequence[Sequence[Span]]) -> list[list[Mention]]:
    """``mentions`` of several texts, decoded together."""
    starts = [0, *accumulate(len(rows) for rows in scores)]
    whole = np.concatenate([*scores, _NONE])
    spans = [(at + a, at + b) for at, some in zip(starts, parts, strict=False) for a, b in some]
    spans = [(a, b) for a, b in spans if whole[a:b, 0].min(initial=1.0) < _QUIET]
    best = best_legal(np.log(whole + _FLOOR), spans, LABELS)
    return [mentions_of(best[a:b], LABELS) for a, b in pairwise(starts)]


def certainty(scores: Floats, mention: Mention) -> float:
    """How likely a mention is: the least probability of its labels.

    >>> row = np.zeros((2, len(LABELS))); row[0, LABELS.index("B-PER")] = 0.75
    >>> row[1, LABELS.index("E-PER")] = 0.5; certainty(row, (0, 2, "PER"))
    0.5
    """
    start, end, kind = mention
    if end - start == 1:
        return float(scores[start, LABELS.index(f"S-{kind}")])
    inner = scores[start + 1 : end - 1, LABELS.index(f"I-{kind}")].min(initial=1.0)
    ends = scores[start, LABELS.index(f"B-{kind}")], scores[end - 1, LABELS.index(f"E-{kind}")]
    return float(min(inner, *ends))
