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
from jianbao.stages.keywords.span_head import OF_HEAD, SpanHead, read_head
from jianbao.stages.keywords.theme_features import KEYS, THEME_FEATURES, ThemeRates, rate_tables

try:
    from jianbao.stages.keywords import _trees as compiled  # type: ignore[attr-defined]
except ImportError:  # installed without a C compiler
    compiled = None

LEAVES = 16  # of a tree, at most: a leaf is a bit of 16
_NODE = np.dtype([("column", np.int32), ("bound", np.float32), ("left", np.int32)])
_ROWS = 512  # scored at a time, to bound the memory


class Trees:
    """Boosted trees for many rows in float32; in C where that is compiled, else with numpy: the scores are the same.

    A node whose test fails takes away the leaves of its left branch; the lowest leaf that is left is the
    answer of its tree (QuickScorer, Lucchese and others 2015). With numpy a node of all trees and all rows is tested
    at a time. What scores one row at a time is faster in plain Python: see ``jianbao.stages.summary.trees``.

    Args:
        feature: (trees, leaves - 1), the column that a node tests; from the root on.
        threshold: the same shape; a test fails where the column is greater. Nodes that are not there have the
            threshold infinity.
        mask: the same shape, the leaves that are left where a test fails; bit k is the k-th leaf from the left.
        value: (trees, leaves), what a leaf adds; at most LEAVES of them.
        bias: what every row gets.
    """

    def __init__(self, feature: Any, threshold: Any, mask: Any, value: Any, bias: float) -> None:
        self.feature = np.asarray(feature, np.intp)
        self.threshold = np.asarray(threshold, np.float32)
        self.mask = np.asarray(mask, np.uint16)
        self.value = np.asarray(value, np.float32)
        self.bias = bias
        # node by node rather than tree by tree: numpy is quick along the last axis, which the rows get
        self._columns = np.ascontiguousarray(self.feature.T)
        self._bounds = np.ascontiguousarray(self.threshold.T)[:, :, None]
        self._lost = np.ascontiguousarray(~self.mask.T)[:, :, None]
        self._nodes = np.empty(self.feature.shape, _NODE)
        self._nodes["column"], self._nodes["bound"] = self.feature, self.threshold
        self._nodes["left"] = self.mask
        self._first = np.arange(0, self.value.size, self.value.shape[1])[:, None]

    def scores(self, matrix: NDArray[np.float32]) -> NDArray[np.float32]:
        """The raw score (log odds) of each row of (rows, features)."""
        out = np.full(len(matrix), self.bias, np.float32)
        for begin in range(0, len(matrix), _ROWS):
            leaf = self._leaves(matrix[begin : begin + _ROWS])
            # tree by tree: the layout decides in what order the values are added
            out[begin : begin + _ROWS] += self.value.take(leaf + self._first).T.sum(axis=1)
        return out

    def _leaves(self, matrix: NDArray[np.float32]) -> NDArray[np.uint8]:
        """The answer of each tree, as the number of a leaf: (trees, rows)."""
        if compiled is None:
            return _lowest()[~self._lost_leaves(matrix)]
        out = np.empty((len(self.feature), len(matrix)), np.uint8)
        compiled.leaves(np.ascontiguousarray(matrix.T, np.float32), self._nodes, len(out), out)
        return out

    def _lost_leaves(self, matrix: NDArray[np.float32]) -> NDArray[np.uint16]:
        """The leaves that failed tests take away, as bits: (trees, rows)."""
        columns = np.ascontiguousarray(matrix.T)
        shape = (len(self.feature), len(matrix))
        asked, fails = np.empty(shape, columns.dtype), np.empty(shape, np.bool_)
        lost, by_node = np.zeros(shape, np.uint16), np.empty(shape, np.uint16)
        for features, bounds, leaves in zip(self._columns, self._bounds, self._lost, strict=True):
            columns.take(
                features, axis=0, out=asked, mode="clip"
            )  # "clip" lets numpy write into asked at once
            np.greater(asked, bounds, out=fails)
            np.multiply(fails, leaves, out=by_node)
            np.bitwise_or(lost, by_node, out=lost)
        return lost


@cache
def _lowest() -> NDArray[np.uint8]:
    """The number of the lowest bit of every 16-bit integer."""
    bits = np.arange(1 << 16, dtype=np.uint32)
    low = bits & (~bits + 1)
    lowest: NDArray[np.uint8] = np.log2(np.maximum(low, 1)).astype(np.uint8)
    return lowest


class Ranker:
    """A trained model of editors' tags: trees and the rates that some features need."""

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
    tables = {
        name: {k: (v[0], v[1]) for k, v in data[name].items()} for name in ("pattern", "head", "opening")
    }
    return Ranker(_trees(data), Rates(terms, **tables), data.get("info", {}))


class Calibrated:
    """Trees whose log odds hold on texts that they were not trained on: times ``slope``, plus ``shift``."""

    def __init__(self, trees: Trees, slope: float = 1.0, shift: float = 0.0) -> None:
        self.trees, self.slope, self.shift = trees, slope, shift

    def scores(self, table: NDArray[np.float32]) -> NDArray[np.float32]:
        """The log odds of each row."""
        odds: NDArray[np.float32] = self.slope * self.trees.scores(table) + np.float32(self.shift)
        return odds


class ThemeRanker:
    """A trained model of themes: trees over THEME_FEATURES, and how often candidates of a key were themes.

    ``plain`` has trees over THEME_FEATURES alone, ``headed`` over these and what ``head`` says, OF_HEAD.
    """

    def __init__(
        self,
        plain: Calibrated,
        headed: Calibrated,
        head: SpanHead,
        rates: ThemeRates,
        info: dict[str, Any],
    ) -> None:
        self.plain, self.headed, self.head = plain, headed, head
        self.rates = rate_tables(rates)
        self.info = info

    def scores(
        self, table: NDArray[np.float32], of_head: NDArray[np.float32] | None = None
    ) -> NDArray[np.float32]:
        """The log odds that each row of (terms, THEME_FEATURES) is a theme; ``of_head``: (terms, OF_HEAD)."""
        if of_head is None:
            return self.plain.scores(table)
        return self.headed.scores(np.concatenate([table, of_head], axis=1))


@cache
def load_theme_ranker(folder: Path | None = None) -> ThemeRanker:
    """The shipped ranker of themes, or that of ``folder``; raises EngineError where it is missing or damaged."""
    return load_model_file("keywords", "themes.json", read_theme_ranker, folder=folder)


def read_theme_ranker(path: Path) -> ThemeRanker:
    """The ranker of a file; raises ValueError, KeyError or TypeError for a file that is not one."""
    data = json.loads(path.read_text("utf-8"))
    if tuple(data["features"]) != THEME_FEATURES:
        raise ValueError("it was trained with other features; train it again")
    if tuple(data["of_head"]) != OF_HEAD:
        raise ValueError("its span head is of another kind; train it again")
    rates = [{term: (r[0], r[1]) for term, r in data["rates"][key].items()} for key in KEYS]
    plain, headed = (
        Calibrated(_trees(data[name]), data[name]["slope"], data[name]["shift"])
        for name in ("plain", "headed")
    )
    return ThemeRanker(plain, headed, read_head(data["span_head"]), rates, data.get("info", {}))


def _trees(data: dict[str, Any]) -> Trees:
    return Trees(data["feature"], data["threshold"], data["mask"], data["value"], data["bias"])
