"""Decoding: from the probabilities of labels to mentions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np

from jianbao.tagging.arrays import FloatArray
from jianbao.tagging.labels import LABEL_NUMBER, LABELS, Mention, Piece
from jianbao.tagging.viterbi import decode_labels, spans_from_labels

_EMPTY = np.zeros((0, len(LABELS)), dtype=np.float32)
_QUIET = 0.95  # where O is likelier than this all through, no other reading can win
_FLOOR = 1e-6  # of a probability, before its logarithm is taken


def log_probabilities(probabilities: FloatArray) -> FloatArray:
    """Logarithms, with a floor instead of minus infinity."""
    scores: FloatArray = np.log(probabilities + _FLOOR)
    return scores


def decode_text(probabilities: FloatArray, pieces: Sequence[Piece]) -> list[Mention]:
    """The mentions of the best legal row of labels.

    probabilities: [characters, LABELS]. pieces: what is decoded at a time; nothing outside them is in a mention.
    """
    return decode_texts([probabilities], [pieces])[0]


def decode_texts(
    probabilities: Sequence[FloatArray], pieces: Sequence[Sequence[Piece]]
) -> list[list[Mention]]:
    """``decode_text`` of several texts, decoded together."""
    starts = [0, *accumulate(len(rows) for rows in probabilities)]
    whole = np.concatenate([*probabilities, _EMPTY])
    spans = [(at + a, at + b) for at, some in zip(starts, pieces, strict=False) for a, b in some if a < b]
    if spans:
        outside = np.append(whole[:, 0], np.float32(1.0))  # the last span may end behind the last character
        least = np.minimum.reduceat(outside, np.array(spans).ravel())[::2]
        spans = [span for span, is_loud in zip(spans, (least < _QUIET).tolist(), strict=True) if is_loud]
    best = decode_labels(log_probabilities(whole), spans, LABELS)
    return [spans_from_labels(best[a:b], LABELS) for a, b in pairwise(starts)]


def certainty(probabilities: FloatArray, mention: Mention) -> float:
    """How likely a mention is: the least probability of its labels.

    >>> row = np.zeros((2, len(LABELS))); row[0, LABELS.index("B-PER")] = 0.75
    >>> row[1, LABELS.index("E-PER")] = 0.5; certainty(row, (0, 2, "PER"))
    0.5
    """
    start, end, kind = mention
    if end - start == 1:
        return float(probabilities[start, LABEL_NUMBER[f"S-{kind}"]])
    inner = probabilities[start + 1 : end - 1, LABEL_NUMBER[f"I-{kind}"]].min(initial=1.0)
    edges = probabilities[start, LABEL_NUMBER[f"B-{kind}"]], probabilities[end - 1, LABEL_NUMBER[f"E-{kind}"]]
    return float(min(inner, *edges))
