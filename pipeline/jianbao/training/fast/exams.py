"""How well the fast engine's network does: F1 of mentions and of words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from jianbao.tagging.labels import Mention
from jianbao.training.common.scoring import score_scores, score_sets
from jianbao.training.fast.batches import by_length, tensors
from jianbao.training.fast.net import Net
from jianbao.training.fast.rows import NOTHING, Rows

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


def f1_of(test: Exam, found: Any) -> dict[str, float]:
    """Strict F1, as ``scoring.score_sets`` returns it, of ``found``: scores of labels."""
    rows, names = test.rows, test.names
    wanted = rows.shares.argmax(1) if test.head == SOFT else rows.labels[0]
    if names[0].endswith(("-B", "-I")):
        best = np.where(wanted < 0, NOTHING, found.argmax(1))
        return score_sets(words_of(best, names), words_of(wanted, names))
    return score_scores(found, wanted, rows.spans, names)


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
