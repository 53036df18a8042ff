"""Boosted regression trees as plain arrays: small, quick to load, the same on every machine."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cached_property
from math import exp
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from msgspec import Struct

try:
    from jianbao.stages.keywords import _trees as compiled  # type: ignore[attr-defined]
except ImportError:  # installed without a C compiler
    compiled = None


class Tree(Struct, array_like=True):
    """Node ``i`` asks ``row[feature[i]] <= threshold[i]``: left if so, else right; a leaf has feature -1."""

    feature: list[int]
    threshold: list[float]
    left: list[int]
    right: list[int]
    value: list[float]


_STEP = np.dtype([("column", np.int32), ("other", np.int32), ("number", np.float64)])
# A leaf, or (feature, threshold, node if at most the threshold, node if above).
_Node = float | tuple[int, float, "_Node", "_Node"]


class Trees(Struct, dict=True):
    """A sum of trees over named features, for one row at a time.

    A walk to a leaf of each tree, in double precision; in C where that is compiled, else in plain Python. The
    keywords' trees score hundreds of rows at once in single precision (``jianbao.stages.keywords.ranker.Trees``);
    neither can take the other's place without changing scores.

    >>> tree = Tree([0, -1, -1], [1.5, -2.0, -2.0], [1, -1, -1], [2, -1, -1], [0.0, 0.25, 0.75])
    >>> trees = Trees(["length"], 1.0, [tree])
    >>> trees.score([1.0]), trees.score([2.0])
    (1.25, 1.75)
    """

    names: list[str]
    base: float
    trees: list[Tree]

    @cached_property
    def _steps(self) -> tuple[bytes, bytes]:
        """All nodes for C, each before those below it, and which of them are roots."""
        steps: list[tuple[int, int, float]] = []
        roots = []
        for tree in self.trees:
            roots.append(len(steps))
            _add_steps(tree, 0, steps)
        return np.array(steps, _STEP).tobytes(), np.array(roots, np.int32).tobytes()

    @cached_property
    def _roots(self) -> list[_Node]:
        return [_node(tree, 0) for tree in self.trees]

    def score(self, row: Sequence[float]) -> float:
        """The sum of the trees for one row of features, in the order of ``names``."""
        if compiled is not None:
            found: float = compiled.total(array("d", row), *self._steps, self.base)
            return found
        total = self.base
        for node in self._roots:
            while isinstance(node, tuple):
                node = node[2] if row[node[0]] <= node[1] else node[3]
            total += node
        return total

    def chance(self, row: Sequence[float]) -> float:
        """The probability of the positive class, for trees that were trained on two classes."""
        return 1 / (1 + exp(-max(-30.0, min(30.0, self.score(row)))))


def _node(tree: Tree, at: int) -> _Node:
    """The node ``at`` of ``tree`` with all below it."""
    if tree.feature[at] < 0:
        return tree.value[at]
    return (
        tree.feature[at],
        tree.threshold[at],
        _node(tree, tree.left[at]),
        _node(tree, tree.right[at]),
    )


def _add_steps(tree: Tree, at: int, steps: list[tuple[int, int, float]]) -> None:
    """The node ``at`` of ``tree`` and all below it, the left ones first."""
    if tree.feature[at] < 0:
        steps.append((-1, -1, tree.value[at]))
        return
    place = len(steps)
    steps.append((tree.feature[at], -1, tree.threshold[at]))
    _add_steps(tree, tree.left[at], steps)
    steps[place] = tree.feature[at], len(steps), tree.threshold[at]
    _add_steps(tree, tree.right[at], steps)


def load_trees(path: Path) -> Trees:
    """The trees of a file that ``save_trees`` wrote."""
    return msgspec.json.decode(path.read_bytes(), type=Trees)


def save_trees(trees: Trees, path: Path) -> None:
    """Write ``trees`` to ``path`` as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.encode(trees) + b"\n")


def from_sklearn(model: Any, names: Sequence[str]) -> Trees:
    """A fitted GradientBoostingRegressor or (two-class) GradientBoostingClassifier as plain arrays."""
    rate, out = model.learning_rate, []
    for (estimator,) in model.estimators_:
        t = estimator.tree_
        leaf = t.children_left < 0
        out.append(
            Tree(
                [-1 if end else int(f) for f, end in zip(t.feature, leaf, strict=True)],
                [round(float(x), 5) for x in t.threshold],
                [int(x) for x in t.children_left],
                [int(x) for x in t.children_right],
                [round(float(x) * rate, 6) for x in t.value[:, 0, 0]],
            )
        )
    base = float(np.ravel(model._raw_predict_init(np.zeros((1, len(names)), np.float32)))[0])
    return Trees(list(names), base, out)
