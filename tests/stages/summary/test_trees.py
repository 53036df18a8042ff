"""Trees of single rows: in C they give what a walk in Python gives, to the last bit."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jianbao.stages.summary import trees as module
from jianbao.stages.summary.trees import Tree, Trees

COLUMNS = 5


def grown(r: random.Random, depth: int) -> Tree:
    """A random tree, its nodes in the order in which scikit-learn numbers them."""
    tree = Tree([], [], [], [], [])

    def add(left: int) -> int:
        at = len(tree.feature)
        leaf = left == 0 or r.random() < 0.2
        tree.feature.append(-1 if leaf else r.randrange(COLUMNS))
        tree.threshold.append(-2.0 if leaf else r.choice([r.gauss(0, 1), float(r.randrange(-2, 3))]))
        tree.value.append(r.gauss(0, 1))
        tree.left.append(-1)
        tree.right.append(-1)
        if not leaf:
            tree.left[at], tree.right[at] = add(left - 1), add(left - 1)
        return at

    add(depth)
    return tree


@pytest.mark.skipif(module.compiled is None, reason="it is not compiled")
@given(st.integers(0, 10_000), st.integers(0, 30), st.integers(0, 5))
@settings(max_examples=60, deadline=None)
def test_in_c_the_sum_is_the_same(seed: int, count: int, depth: int) -> None:
    r = random.Random(seed)
    trees = Trees([f"f{i}" for i in range(COLUMNS)], r.gauss(0, 1), [grown(r, depth) for _ in range(count)])
    rows = [[r.choice([float(r.randrange(-2, 3)), r.gauss(0, 1)]) for _ in range(COLUMNS)] for _ in range(20)]
    found = [trees.score(row) for row in rows]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "compiled", None)
        assert found == [trees.score(row) for row in rows]


@pytest.mark.skipif(module.compiled is None, reason="it is not compiled")
def test_a_row_that_is_too_short_is_refused() -> None:
    trees = Trees(["a", "b"], 0.0, [Tree([1, -1, -1], [0.5, -2, -2], [1, -1, -1], [2, -1, -1], [0, 1, 2])])
    with pytest.raises(ValueError, match="do not fit"):
        trees.score([0.0])
