"""The best legal row of labels B, I, E, S and O: Viterbi that knows which labels may follow each other.

A piece begins with O, B or S and ends with O, E or S; after O, E or S comes O, B or S; after B or I of a kind comes I
or E of that kind. So a step looks for the best of those that close and, for each kind, of two, and not for the best
of all pairs. In C where that is compiled, else in numpy; the labels are the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from jianbao.tagging.arrays import FloatArray
from jianbao.tagging.batching import group_by_length
from jianbao.tagging.labels import FORBIDDEN, Mention, Piece

try:
    from jianbao.tagging import _viterbi  # type: ignore[attr-defined]
except ImportError:  # installed without a C compiler
    _viterbi = None

_MOST = 250  # labels that there is room for in C
_BATCH = 1 << 15  # characters decoded at once, padding included
Numbers = NDArray[np.int64]


def decode_labels(scores: FloatArray, pieces: Sequence[Piece], labels: Sequence[str]) -> Numbers:
    """The label of each character in the best legal row of each piece; -1 outside ``pieces``.

    scores: [characters, labels], logarithms of probabilities; ``labels`` are O and B, I, E and S of each kind.

    >>> labels = ["O", "B-PER", "I-PER", "E-PER", "S-PER"]
    >>> scores = np.log(np.array([[0.4, 0.5, 0.04, 0.03, 0.03], [0.5, 0.04, 0.03, 0.4, 0.03]], dtype=np.float32))
    >>> [labels[i] for i in decode_labels(scores, [(0, 2)], labels)]
    ['O', 'O']
    """
    kinds = list(dict.fromkeys(label[2:] for label in labels if label != "O"))
    places = {p: np.array([labels.index(f"{p}-{kind}") for kind in kinds], np.intp) for p in "BIES"}
    out = np.full(len(scores), -1, dtype=np.int64)
    if _viterbi is not None and len(labels) <= _MOST:
        spans = np.array([p for p in pieces if p[1] > p[0]], np.int64)
        table = np.array([places[p] for p in "BIES"], np.int32)
        rows = np.ascontiguousarray(scores, np.float32)
        _viterbi.decode(rows, len(labels), labels.index("O"), table, spans, out)
        return out
    for group in group_by_length((p for p in pieces if p[1] > p[0]), lambda p: p[1] - p[0], _BATCH):
        _decode(scores, group, labels.index("O"), places, out)
    return out


def decode_spans(scores: FloatArray, pieces: Sequence[Piece], labels: Sequence[str]) -> list[Mention]:
    """The mentions of the best legal row of each piece; nothing outside ``pieces`` is in a mention."""
    return spans_from_labels(decode_labels(scores, pieces, labels), labels)


def spans_from_labels(best: Numbers, labels: Sequence[str]) -> list[Mention]:
    """The mentions of a row that ``decode_labels`` returned: every beginning has its end."""
    opens, closes = (np.array([name[0] in places for name in [*labels, "O"]]) for places in ("BS", "ES"))
    begins, ends = np.flatnonzero(opens[best]), np.flatnonzero(closes[best])
    kinds = [labels[i][2:] for i in best[ends].tolist()]
    return list(zip(begins.tolist(), (ends + 1).tolist(), kinds, strict=True))


def _decode(
    scores: FloatArray,
    pieces: Sequence[Piece],
    outside: int,
    places: dict[str, NDArray[np.intp]],
    out: Numbers,
) -> None:
    """Decode ``pieces``, the short ones first, into ``out``; a column of the arrays is a piece."""
    lengths = np.array([end - start for start, end in pieces])
    steps, count = int(lengths[-1]), len(pieces)
    emissions = np.zeros((steps, scores.shape[1], count), np.float32)
    for column, (start, end) in enumerate(pieces):
        emissions[: end - start, :, column] = scores[start:end]
    first = np.searchsorted(lengths, np.arange(steps), side="right")  # columns from here on reach this step
    begin, inside, end_, single = (places[p] for p in "BIES")
    closed = np.concatenate([[outside], end_, single])
    opening = np.concatenate([[outside], begin, single])
    came = np.zeros((steps, count), np.int64)  # the label before one that opens
    longer = np.zeros((steps, len(begin), count), bool)  # the one before I or E is I, not B
    best = emissions[0].copy()
    best[inside] = best[end_] = FORBIDDEN
    for t in range(1, steps):
        going = slice(first[t], count)
        last = best[:, going]
        before = last[closed]
        came[t, going] = closed[before.argmax(axis=0)]
        one, other = last[begin], last[inside]
        longer[t, :, going] = other > one
        inner = np.maximum(one, other)
        new = emissions[t, :, going].copy()
        new[opening] += before.max(axis=0)
        new[inside] += inner
        new[end_] += inner
        best[:, going] = new
    state = closed[best[closed].argmax(axis=0)]
    _trace(pieces, first, state, came, longer, scores.shape[1], places, out)


def _trace(
    pieces: Sequence[Piece],
    first: NDArray[np.intp],
    state: Numbers,
    came: Numbers,
    longer: NDArray[np.bool_],
    labels: int,
    places: dict[str, NDArray[np.intp]],
    out: Numbers,
) -> None:
    """From the last label of each piece back to its first; shorter pieces wait until it is their turn."""
    steps, count = came.shape
    kind = np.full(labels, -1)
    for place in "IE":
        kind[places[place]] = np.arange(len(places[place]))
    path = np.empty((steps, count), np.int64)
    columns = np.arange(count)
    for t in range(steps - 1, 0, -1):
        path[t] = state
        going = slice(first[t], count)
        now = state[going]
        of = kind[now]
        inner = np.where(longer[t, of, columns[going]], places["I"][of], places["B"][of])
        state[going] = np.where(of < 0, came[t, going], inner)
    path[0] = state
    for column, (start, end) in enumerate(pieces):
        out[start:end] = path[: end - start, column]
