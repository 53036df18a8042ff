"""The measures: precision, recall and F1 from counts, greedy one-to-one matching, character ROUGE-L."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct


class Prf(Struct):
    """Counts of correct, predicted and gold items; precision, recall and F1 are 0.0 where they are undefined."""

    correct: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """The share of the predicted items that are correct."""
        return self.correct / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold items that were predicted."""
        return self.correct / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def add(self, correct: int, predicted: int, gold: int) -> None:
        """Add the counts of one document."""
        self.correct += correct
        self.predicted += predicted
        self.gold += gold


class Share(Struct):
    """An accuracy or a recall: ``hits`` of ``total``."""

    hits: float = 0.0
    total: int = 0

    @property
    def value(self) -> float:
        """The share, 0.0 of none."""
        return self.hits / self.total if self.total else 0.0

    def add(self, hit: float) -> None:
        """Add one item; ``hit`` is 0, 1, or a score between."""
        self.hits += hit
        self.total += 1


def match_pairs(scored_pairs: Iterable[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """One-to-one pairs (gold, predicted) of ``(score, gold, predicted)``, best score first.

    >>> match_pairs([(0.9, 0, 0), (0.8, 0, 1), (0.7, 1, 1)])
    [(0, 0), (1, 1)]
    """
    left: set[int] = set()
    right: set[int] = set()
    pairs = []
    for _, i, j in sorted(scored_pairs, reverse=True):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return pairs


def common_subsequence(a: Sequence[str], b: Sequence[str]) -> int:
    """The length of the longest common subsequence of ``a`` and ``b``.

    With bit vectors (Hyyrö 2004, "Bit-parallel LCS-length computation revisited"): a row of the table is one
    integer, so that a page takes milliseconds.
    """
    if not a or not b:
        return 0
    positions: dict[str, int] = {}
    for i, x in enumerate(a):
        positions[x] = positions.get(x, 0) | 1 << i
    mask = (1 << len(a)) - 1
    row = mask
    for y in b:
        hits = positions.get(y, 0) & row
        row = ((row + hits) | (row - hits)) & mask
    return len(a) - row.bit_count()


def rouge_l(gold: str, predicted: str) -> float:
    """Character ROUGE-L: F1 of the longest common subsequence (Lin 2004)."""
    length = common_subsequence(gold, predicted)
    if not length:
        return 0.0
    precision, recall = length / len(predicted), length / len(gold)
    return 2 * precision * recall / (precision + recall)
