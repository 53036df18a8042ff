"""How well the fast engine's network does: F1 of mentions and of words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from pipeline.entities.labels import LABELS, Mention, decode
from pipeline.entities.legal import best_legal
from pipeline.training.fast.batches import by_length, tensors
from pipeline.training.fast.net import Net
from pipeline.training.fast.rows import NOTHING, Rows

SOFT = "ours"  # the head that learns shares
_BATCH = 4096  # characters


@dataclass(slots=True)
class Exam:
    """Rows to measure a head on. names: its labels; those of LAC (``n-B``) are of words, others of mentions."""

    head: str
    names: Sequence[str]
    rows: Rows


def measure_all(net: Net, exams: Mapping[str, Exam]) -> dict[str, Any]:
    """F1 of each test."""
    return {name: f1_of(exam, predict(net, exam)) for name, exam in exams.items()}


def predict(net: Net, test: Exam) -> np.ndarray[Any, Any]:
    """Scores of labels, [characters of all rows, labels]."""
    net.eval()
    rows = test.rows
    out = np.zeros((int(rows.starts[-1]), len(test.names)), np.float32)
    with torch.no_grad():
        for part in by_length([rows], _BATCH):
            numbers, _, _ = tensors(part)
            scores = net.heads[test.head](net(numbers)).log_softmax(-1).numpy()
            for (_, i), own in zip(part, scores, strict=True):
                out[rows.starts[i] : rows.starts[i + 1]] = own
    return out


def f1_of(test: Exam, scores: Any) -> dict[str, float]:
    """Strict F1 of spans and types: all together and, of entities, each type; of words, also the words alone."""
    rows, names = test.rows, test.names
    spans = [(int(a), int(b)) for a, b in zip(rows.starts[:-1], rows.starts[1:], strict=True)]
    wanted = rows.shares.argmax(1) if test.head == SOFT else rows.labels[0]
    if names[0].endswith(("-B", "-I")):
        best = np.where(wanted < 0, NOTHING, scores.argmax(1))
        found_in, wanted_in = words_of(best, names), words_of(wanted, names)
    else:
        best = best_legal(scores.astype(np.float32), spans, names)
        found_in, wanted_in = (_mentions(x, spans, names) for x in (best, wanted))
    kinds = sorted({k for _, _, k in wanted_in})
    out = {"all": _f1(found_in, wanted_in)}
    if len(kinds) <= len(LABELS):
        return out | {
            k: _f1({m for m in found_in if m[2] == k}, {m for m in wanted_in if m[2] == k}) for k in kinds
        }
    return out | {"spans": _f1({m[:2] for m in found_in}, {m[:2] for m in wanted_in})}


def words_of(labels: Any, names: Sequence[str]) -> set[Mention]:
    """The words of a row of LAC's labels: a word goes on while the label says so, its tag is its first one's.

    Where the label is ``NOTHING`` there is a blank, and no word.
    """
    inside = np.array([name.endswith("-I") for name in names])
    heads = np.flatnonzero((labels < 0) | ~inside[np.maximum(labels, 0)])
    ends = [*heads[1:].tolist(), len(labels)]
    return {
        (a, b, names[labels[a]].rsplit("-", 1)[0])
        for a, b in zip(heads.tolist(), ends, strict=True)
        if labels[a] >= 0
    }


def _mentions(labels: Any, spans: Sequence[tuple[int, int]], names: Sequence[str]) -> set[Mention]:
    return {
        (start + a, start + b, kind)
        for start, end in spans
        for a, b, kind in decode([names[i] for i in labels[start:end]])
    }


def _f1(found: set[Any], wanted: set[Any]) -> float:
    return round(2 * len(found & wanted) / max(1, len(found) + len(wanted)), 4)
