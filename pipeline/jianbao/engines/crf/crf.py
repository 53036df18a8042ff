"""A linear-chain CRF over hashed features: weights by CRFsuite, decoded here in batches with numpy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from jianbao.tagging.arrays import FloatArray
from jianbao.tagging.batching import group_by_length
from jianbao.tagging.hashing import Keys, KeyTable
from jianbao.tagging.labels import Piece

_BATCH = 1 << 15  # characters decoded at once, padding included


class Crf:
    """Labels, weights and transitions of one trained model.

    ``keys`` [features], ``weights`` [features, labels], ``transitions`` [labels, labels] (from, to).
    """

    def __init__(
        self, labels: Sequence[str], keys: Keys, weights: FloatArray, transitions: FloatArray
    ) -> None:
        self.labels = list(labels)
        self.keys, self.transitions = keys, transitions.astype(np.float32)
        self.weights = np.concatenate([weights, np.zeros((1, len(labels)))]).astype(np.float32)
        self._table = KeyTable(keys)

    def emissions(self, keys: Keys) -> FloatArray:
        """The score of each label for each character, [n, labels]."""
        out = np.zeros((len(keys), len(self.labels)), dtype=np.float32)
        for j in range(keys.shape[1]):
            out += self.weights[self._table.rows(keys[:, j])]
        return out

    def marginals(self, emissions: FloatArray, pieces: Sequence[Piece]) -> FloatArray:
        """The probability of each label for each character, [n, labels]; zeros outside ``pieces``."""
        out = np.zeros_like(emissions)
        for part, batch, mask in _batches(emissions, pieces):
            _scatter(out, part, _forward_backward(batch, mask, self.transitions))
        return out

    def save(self, path: Path, **more: Any) -> None:
        """Write the model to one ``.npz``; weights as float16."""
        np.savez_compressed(
            path,
            labels=np.array(self.labels),
            keys=self.keys,
            weights=self.weights[:-1].astype(np.float16),
            transitions=self.transitions,
            **more,
        )

    @classmethod
    def load(cls, file: Path | BinaryIO) -> Crf:
        """The model of a file that ``save`` wrote."""
        with np.load(file, allow_pickle=False) as data:
            return cls(data["labels"].tolist(), data["keys"], data["weights"], data["transitions"])


def _batches(scores: FloatArray, pieces: Sequence[Piece]) -> Any:
    for part in group_by_length((p for p in pieces if p[1] > p[0]), lambda p: p[1] - p[0], _BATCH):
        longest = part[-1][1] - part[-1][0]
        batch = np.zeros((longest, len(part), scores.shape[1]), dtype=np.float32)
        mask = np.zeros((longest, len(part)), dtype=bool)
        for i, (start, end) in enumerate(part):
            batch[: end - start, i] = scores[start:end]
            mask[: end - start, i] = True
        yield part, batch, mask


def _scatter(out: NDArray[Any], part: Sequence[Piece], values: NDArray[Any]) -> None:
    for i, (start, end) in enumerate(part):
        out[start:end] = values[: end - start, i]


def _forward_backward(batch: FloatArray, mask: NDArray[np.bool_], transitions: FloatArray) -> FloatArray:
    """Marginals by scaled forward and backward sums, [time, piece, label]."""
    step = np.exp(transitions.astype(np.float64))
    local = np.exp(batch - batch.max(axis=2, keepdims=True)).astype(np.float64)
    ahead = np.empty_like(local)
    ahead[0] = local[0] / local[0].sum(axis=1, keepdims=True)
    for t in range(1, len(batch)):
        new = (ahead[t - 1] @ step) * local[t]
        ahead[t] = new / new.sum(axis=1, keepdims=True)
    back = np.ones_like(local)
    for t in range(len(batch) - 2, -1, -1):
        new = (back[t + 1] * local[t + 1]) @ step.T
        new /= new.sum(axis=1, keepdims=True)
        back[t] = np.where(mask[t + 1][:, None], new, 1.0)
    both = ahead * back
    shares: FloatArray = (both / both.sum(axis=2, keepdims=True)).astype(np.float32)
    return shares
