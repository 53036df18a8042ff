"""Legal rows of labels: the same as Viterbi over all pairs of labels finds."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from pipeline.engines.lac import viterbi
from pipeline.entities.labels import LABELS, forbidden
from pipeline.entities.legal import best_legal

WORDS = ["O", *(f"{place}-{kind}" for kind in "abcdefgh" for place in "BIES")]


@pytest.mark.parametrize("labels", [LABELS, WORDS, LABELS[:5]])
@pytest.mark.parametrize("sharp", [0.5, 4.0])
def test_it_finds_what_viterbi_finds(labels: list[str], sharp: float) -> None:
    dice = np.random.default_rng(7)
    scores = (dice.normal(size=(700, len(labels))) * sharp).astype(np.float32)
    cuts = [0, 1, 3, 60, 61, 200, 201, 450, 690]
    pieces = [(a, b) for a, b in pairwise(cuts) if a != 60]
    found = best_legal(scores, pieces, labels)
    for start, end in pieces:
        [path] = viterbi(scores[None, start:end], forbidden(labels), np.array([end - start]))
        assert np.array_equal(found[start:end], path)
    assert (found[60:61] == -1).all()


def test_nothing_is_read_where_there_is_nothing() -> None:
    nothing = np.zeros((0, len(LABELS)), np.float32)
    assert best_legal(nothing, [], LABELS).shape == (0,)
    assert best_legal(np.zeros((3, len(LABELS)), np.float32), [(1, 1)], LABELS).tolist() == [-1, -1, -1]
