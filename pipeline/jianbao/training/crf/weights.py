"""Weights: python-crfsuite estimates them, and they are kept under hashed features."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from jianbao.engines.crf.crf import Crf
from jianbao.tagging.labels import LABEL_NUMBER, LABELS, encode, split_pieces, transition_scores
from jianbao.training.crf.examples import Part


class Settings(NamedTuple):
    """How to train: L1 and L2, how long, and how often a feature must be seen to count."""

    c1: float = 0.1
    c2: float = 0.01
    iterations: int = 40
    least: int = 2


def fit(parts: Sequence[Part], settings: Settings) -> Crf:
    """A CRF trained on ``parts``; features seen fewer than ``settings.least`` times are left out."""
    import pycrfsuite

    known, count = np.unique(np.concatenate([part.keys.ravel() for part in parts]), return_counts=True)
    known = known[count >= settings.least]
    names = np.array([format(key, "x") for key in known.tolist()], dtype=object)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": settings.c1, "c2": settings.c2, "max_iterations": settings.iterations})
    for part in parts:
        rows = np.searchsorted(known, part.keys).clip(max=len(known) - 1)
        there = known[rows] == part.keys
        labels = encode(len(part.text), part.mentions)
        for start, end in split_pieces(part.text):
            trainer.append([names[rows[i][there[i]]].tolist() for i in range(start, end)], labels[start:end])
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "entities.crfsuite")
        trainer.train(path)
        return _read(path)


def _read(path: str) -> Crf:
    """The model that crfsuite wrote, as arrays."""
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(path)
    info = tagger.info()
    tagger.close()
    row_of = {name: i for i, name in enumerate(sorted({n for n, _ in info.state_features}, key=_key))}
    weights = np.zeros((len(row_of), len(LABELS)), dtype=np.float32)
    for (name, label), weight in info.state_features.items():
        weights[row_of[name], LABEL_NUMBER[label]] = weight
    transitions = transition_scores(LABELS)
    for (before, after), weight in info.transitions.items():
        transitions[LABEL_NUMBER[before], LABEL_NUMBER[after]] = weight
    return Crf(LABELS, np.array([_key(name) for name in row_of], dtype=np.uint64), weights, transitions)


def _key(name: str) -> int:
    return int(name, 16)
