"""A trained student read back from its files, to train on from there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from jianbao.engines.fast.alphabet import Alphabet
from jianbao.errors import ReadError
from jianbao.training.fast.net import LAYERS, Net, to_torch

Arrays = Mapping[str, NDArray[Any]]


def alphabet_of(folder: Path) -> Alphabet:
    """The characters and strings of the model in ``folder``; raises ReadError where it holds none."""
    try:
        strings = (folder / "strings.txt").read_text("utf-8").split("\n")
        return Alphabet((folder / "characters.txt").read_text("utf-8"), strings)
    except OSError as error:
        raise ReadError(f"{folder}: not a model of `jianbao train fast`: {error}") from error


def read_back(folder: Path, net: Net) -> None:
    """Give ``net`` the parameters of the model in ``folder``; raises ReadError where they are of another shape."""
    path = folder / "fast.onnx"
    arrays = {t.name: numpy_helper.to_array(t) for t in onnx.load(str(path)).graph.initializer}
    try:
        with np.load(folder / "heads.npz") as heads:
            state = _state(arrays) | {f"heads.{name}": heads[name] for name in heads.files}
        net.load_state_dict({name: torch.from_numpy(value.copy()) for name, value in state.items()})
    except (KeyError, RuntimeError) as error:
        raise ReadError(f"{path}: a network of another shape: {error}") from error


def _state(arrays: Arrays) -> dict[str, NDArray[np.float32]]:
    state = {
        "characters.weight": arrays["characters"].astype(np.float32),
        "strings.weight": arrays["strings"].astype(np.float32) * arrays["scales"],
    }
    grus = [(f"gru{layer}", f"gru.{{}}_l{layer}") for layer in range(LAYERS)] + [("top", "top.{}_l0")]
    for name, pattern in grus:
        for direction, end in enumerate(("", "_reverse")):
            parts = to_torch(*(arrays[f"{name}.{k}"][direction] for k in range(3)))
            state |= {pattern.format(part) + end: value for part, value in parts.items()}
    return state
