"""Training of the span head: ridge regression on the states of candidates, with folds left out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from jianbao.stages.keywords.candidates import Candidate, Draft
from jianbao.stages.keywords.span_head import PARTS, TARGETS, SpanHead, occurrences
from jianbao.tagging.arrays import FloatArray

PENALTY = 10000.0  # of the squares of the weights, against the sum over candidates


class HeadSums:
    """What ridge regression needs to know of the candidates of each fold: sums of products.

    Args:
        network: SHA-256 of the network.
        folds: how many there are.
    """

    def __init__(self, network: str, folds: int) -> None:
        self._network, self._folds = network, folds
        self._products: dict[int, NDArray[np.float64]] = {}
        self._targets: dict[int, NDArray[np.float64]] = {}
        self._found: dict[frozenset[int], SpanHead] = {}

    def add(
        self,
        fold: int,
        states: FloatArray,
        draft: Draft,
        found: Mapping[str, Candidate],
        targets: NDArray[np.float64],
    ) -> None:
        """Count the candidates of one article; ``targets``: (candidates, TARGETS)."""
        rows = span_states(states, draft, found)
        rows = np.column_stack([rows, np.ones(len(rows), np.float32)])
        products, right = (rows.T @ rows).astype(float), (rows.T @ targets).astype(float)
        if fold in self._products:
            products, right = self._products[fold] + products, self._targets[fold] + right
        self._products[fold], self._targets[fold] = products, right

    def head(self, without: frozenset[int] = frozenset()) -> SpanHead:
        """The head that was trained on all folds but some; on nothing where nothing is left."""
        if without not in self._found:
            self._found[without] = self._fit(without)
        return self._found[without]

    def _fit(self, without: frozenset[int]) -> SpanHead:
        folds = [fold for fold in self._products if fold not in without] or list(self._products)
        left = np.sum([self._products[fold] for fold in folds], axis=0)
        right = np.sum([self._targets[fold] for fold in folds], axis=0)
        penalty = np.full(len(left), PENALTY)
        penalty[-1] = 1e-3  # of the constant
        weights = np.linalg.solve(left + np.diag(penalty), right)
        weight = weights[:-1].reshape(len(PARTS), -1, len(TARGETS)).transpose(0, 2, 1)
        bias = np.zeros((len(PARTS), len(TARGETS)))
        bias[0] = weights[-1]
        return SpanHead(self._network, weight.reshape(len(PARTS) * len(TARGETS), -1), bias.ravel())


def span_states(states: FloatArray, draft: Draft, found: Mapping[str, Candidate]) -> NDArray[np.float32]:
    """The states of PARTS of each candidate, the mean of its occurrences: (candidates, PARTS * states)."""
    counts, starts, ends = occurrences(draft, found)
    width = states.shape[1]
    zero = np.zeros((1, width), np.float32)
    sums = np.concatenate([zero, np.cumsum(states, axis=0, dtype=np.float64).astype(np.float32)])
    padded = np.concatenate([zero, states, zero])
    rows = np.concatenate(
        [
            states[starts],
            states[ends - 1],
            (sums[ends] - sums[starts]) / (ends - starts)[:, None],
            padded[starts],
            padded[ends + 1],
        ],
        axis=1,
    )
    out = np.zeros((len(found), rows.shape[1]), np.float32)
    has = counts > 0
    if has.any():
        begins = (np.cumsum(counts) - counts)[has]
        out[has] = np.add.reduceat(rows, begins, axis=0) / counts[has, None]
    return out
