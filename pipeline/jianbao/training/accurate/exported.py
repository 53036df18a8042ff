"""A trained model's parameters, read back from the graph that ``graph.build`` made, to train on from there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from jianbao.engines.accurate.vocabulary import FIRST, Vocabulary
from jianbao.errors import ReadError
from jianbao.training.accurate.encoder import Shape, Tagger

Floats = NDArray[np.float32]


def vocabulary_of(folder: Path) -> Vocabulary:
    """The characters and tags of the model in ``folder``; raises ReadError where it holds none."""
    try:
        card = json.loads((folder / "model.json").read_text("utf-8"))
        return Vocabulary((folder / "characters.txt").read_text("utf-8"), card["tags"])
    except (OSError, ValueError, KeyError) as error:
        raise ReadError(f"{folder}: not a model of `jianbao train accurate`: {error}") from error


def read_back(folder: Path, vocabulary: Vocabulary, labels: Mapping[str, int], dropout: float) -> Tagger:
    """The network of the model in ``folder``, its weights of 7 bits as floats again.

    vocabulary: the model's. labels: how many each head has. Raises ReadError where the graph is another's.
    """
    path = folder / "tagger.onnx"
    arrays = {t.name: numpy_helper.to_array(t) for t in onnx.load(str(path)).graph.initializer}
    layers = sum(name.endswith(".qkv.codes") for name in arrays)
    model = Tagger(Shape(len(vocabulary.characters) + FIRST, layers, hints=vocabulary.sizes), labels, dropout)
    state = {}
    for name, value in model.state_dict().items():
        try:
            found = _parameter(name, arrays)
        except KeyError as error:
            raise ReadError(f"{path}: a graph of another shape, without {error}") from error
        if found.shape != tuple(value.shape):
            raise ReadError(f"{path}: {name} is of shape {found.shape}, not {tuple(value.shape)}")
        state[name] = torch.from_numpy(found.copy())
    model.load_state_dict(state)
    return model


def _parameter(name: str, arrays: Mapping[str, NDArray[Any]]) -> Floats:
    if name in arrays:
        return arrays[name].astype(np.float32)
    linear = name.removesuffix(".weight")
    if f"{linear}.matrix" in arrays:
        return arrays[f"{linear}.matrix"].T.astype(np.float32)
    return floats(arrays[f"{linear}.codes"], arrays[f"{linear}.scales"])


def floats(codes: NDArray[np.int8], scales: Floats) -> Floats:
    """The weight [outputs, inputs] that ``graph.quantize`` made ``codes`` [inputs, outputs] and ``scales`` of.

    >>> floats(np.array([[63], [-31]], np.int8), np.array([0.5], np.float32)).tolist()
    [[31.5, -15.5]]
    """
    return np.ascontiguousarray((codes * scales).T.astype(np.float32))
