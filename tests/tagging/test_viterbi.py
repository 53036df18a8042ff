"""Legal rows of labels: the same as Viterbi over all pairs of labels finds."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from jianbao.engines.lac.engine import viterbi
from jianbao.tagging import viterbi as tagging
from jianbao.tagging.labels import LABELS, transition_scores
from jianbao.tagging.viterbi import decode_labels, decode_spans

WORDS = ["O", *(f"{place}-{kind}" for kind in "abcdefgh" for place in "BIES")]


@pytest.mark.parametrize("labels", [LABELS, WORDS, LABELS[:5]])
@pytest.mark.parametrize("sharp", [0.5, 4.0])
def test_it_finds_what_viterbi_finds(labels: list[str], sharp: float) -> None:
    dice = np.random.default_rng(7)
    scores = (dice.normal(size=(700, len(labels))) * sharp).astype(np.float32)
    cuts = [0, 1, 3, 60, 61, 200, 201, 450, 690]
    pieces = [(a, b) for a, b in pairwise(cuts) if a != 60]
    found = decode_labels(scores, pieces, labels)
    scores[[start for start, _ in pieces], [[i] for i, x in enumerate(labels) if x[0] in "IE"]] = -1e4
    scores[[end - 1 for _, end in pieces], [[i] for i, x in enumerate(labels) if x[0] in "BI"]] = -1e4
    for start, end in pieces:
        [path] = viterbi(scores[None, start:end], transition_scores(labels), np.array([end - start]))
        assert np.array_equal(found[start:end], path)
    assert (found[60:61] == -1).all()


def test_a_piece_neither_begins_inside_a_name_nor_ends_in_one() -> None:
    likely = np.log(
        np.eye(len(LABELS), dtype=np.float32)[[LABELS.index(x) for x in ("E-PER", "O", "B-LOC")]] + 1e-3
    )
    assert decode_spans(likely, [(0, 3)], LABELS) == []
    assert decode_spans(likely[[2, 0]], [(0, 1), (1, 2)], LABELS) == []


def test_nothing_is_read_where_there_is_nothing() -> None:
    nothing = np.zeros((0, len(LABELS)), np.float32)
    assert decode_labels(nothing, [], LABELS).shape == (0,)
    assert decode_labels(np.zeros((3, len(LABELS)), np.float32), [(1, 1)], LABELS).tolist() == [-1, -1, -1]


@pytest.mark.skipif(tagging._viterbi is None, reason="it is not compiled")
@pytest.mark.parametrize("labels", [LABELS, WORDS])
def test_compiled_and_in_numpy_it_chooses_the_same_among_equals(
    labels: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    scores = np.random.default_rng(3).integers(0, 3, (900, len(labels))).astype(np.float32)
    pieces = [(0, 1), (1, 40), (45, 300), (300, 899)]
    compiled = decode_labels(scores, pieces, labels)
    monkeypatch.setattr(tagging, "_viterbi", None)
    assert np.array_equal(decode_labels(scores, pieces, labels), compiled)


@pytest.mark.skipif(tagging._viterbi is None, reason="it is not compiled")
def test_pieces_outside_of_the_scores_are_refused() -> None:
    with pytest.raises(ValueError, match="that do not fit the scores"):
        decode_labels(np.zeros((3, len(LABELS)), np.float32), [(0, 4)], LABELS)
