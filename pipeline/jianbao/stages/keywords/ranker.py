"""Scores of candidates: boosted trees as plain arrays, read from JSON and applied with numpy alone."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jianbao.models import load_model_file
from jianbao.stages.keywords.background import load_background
from jianbao.stages.keywords.features import FEATURES, Rates

LEAVES = 16  # of a tree, at most: a leaf is a bit of 16


class Trees:
    """Boosted trees, all nodes of all trees tested at once.

    A node that fails takes away the leaves of its left branch; the lowest leaf left is the answer
    (QuickScorer, Lucchese and others 2015). Arrays have one row a tree, LEAVES - 1 nodes and LEAVES leaves,
    padded with tests that always hold.
    """

    def __init__(self, feature: Any, threshold: Any, mask: Any, value: Any, bias: float) -> None:
        self.feature = np.asarray(feature, np.intp)
        self.threshold = np.asarray(threshold, np.float32)
        self.mask = np.asarray(mask, np.uint16)
        self.value = np.asarray(value, np.float32)
        self.bias = bias

    def scores(self, matrix: NDArray[np.float32]) -> NDArray[np.float32]:
        """The raw score (log odds) of each row."""
        n, (trees, nodes) = len(matrix), self.feature.shape
        out = np.full(n, self.bias, np.float32)
        full = np.uint16(0xFFFF)
        for begin in range(0, n, 512):
            part = matrix[begin : begin + 512]
            fails = part[:, self.feature.ravel()] > self.threshold.ravel()
            left = np.where(fails, self.mask.ravel(), full).reshape(len(part), trees, nodes)
            leaf = _lowest()[np.bitwise_and.reduce(left, axis=2)]
            out[begin : begin + 512] += self.value[np.arange(trees), leaf].sum(axis=1)
        return out


@cache
def _lowest() -> NDArray[np.uint8]:
    """The number of the lowest bit of every 16-bit integer."""
    bits = np.arange(1 << 16, dtype=np.uint32)
    low = bits & (~bits + 1)
    lowest: NDArray[np.uint8] = np.log2(np.maximum(low, 1)).astype(np.uint8)
    return lowest


class Ranker:
    """A trained model: trees and the rates that some features need."""

    def __init__(self, trees: Trees, rates: Rates, info: dict[str, Any]) -> None:
        self.trees = trees
        self.rates = rates
        self.info = info


@cache
def load_ranker(folder: Path | None = None) -> Ranker:
    """The shipped ranker, or that of ``folder``; raises EngineError where it is missing or damaged."""
    rates = load_background(folder).rates
    return load_model_file("keywords", "ranker.json", lambda path: read_ranker(path, rates), folder=folder)


def read_ranker(path: Path, terms: dict[str, tuple[int, int]]) -> Ranker:
    """The ranker of a file; ``terms``: how often each term was a candidate, and a keyword.

    Raises ValueError, KeyError or TypeError for a file that is not one.
    """
    data = json.loads(path.read_text("utf-8"))
    if tuple(data["features"]) != FEATURES:
        raise ValueError("it was trained with other features; train it again")
    trees = Trees(data["feature"], data["threshold"], data["mask"], data["value"], data["bias"])
    tables = {
        name: {k: (v[0], v[1]) for k, v in data[name].items()} for name in ("pattern", "head", "opening")
    }
    return Ranker(trees, Rates(terms, **tables), data.get("info", {}))
