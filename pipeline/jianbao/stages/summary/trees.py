"""Boosted regression trees as plain arrays: small, quick to load, the same on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct


class Tree(Struct, array_like=True):
    """Node ``i`` asks ``row[feature[i]] <= threshold[i]``: left if so, else right; a leaf has feature -1."""

    feature: list[int]
    threshold: list[float]
    left: list[int]
    right: list[int]
    value: list[float]


class Trees(Struct):
    """A sum of trees over named features."""

    names: list[str]
    base: float
    trees: list[Tree]

    def score(self, row: Sequence[float]) -> float:
        """The sum of the trees for one row of features, in the order of ``names``."""
        total = self.base
        for tree in self.trees:
            node = 0
            feature = tree.feature
            while feature[node] >= 0:
                node = tree.left[node] if row[feature[node]] <= tree.threshold[node] else tree.right[node]
            total += tree.value[node]
        return total

    def chance(self, row: Sequence[float]) -> float:
        """The probability of the positive class, for trees that were trained on two classes."""
        return 1 / (1 + exp(-max(-30.0, min(30.0, self.score(row)))))


def load_trees(path: Path) -> Trees:
    """The trees of a file that ``save_trees`` wrote."""
    return msgspec.json.decode(path.read_bytes(), type=Trees)


def save_trees(trees: Trees, path: Path) -> None:
    """Write ``trees`` to ``path`` as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.encode(trees) + b"\n")


def from_sklearn(model: Any, names: Sequence[str]) -> Trees:
    """A fitted GradientBoostingRegressor or (two-class) GradientBoostingClassifier as plain arrays."""
    import numpy as np

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
