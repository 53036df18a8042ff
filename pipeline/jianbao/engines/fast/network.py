"""The fast engine's network: states of characters, by our own kernels in C or by onnxruntime.

The kernels (``_gru.c``) multiply whole numbers of 8 bits, three times as fast as onnxruntime's GRU in floats, and give
the same bits on every processor that has AVX2. Elsewhere, and where they are not compiled, onnxruntime runs the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from jianbao.engines.fast.alphabet import Numbers
from jianbao.engines.fast.constants import read_constants
from jianbao.engines.onnx import open_session
from jianbao.tagging.arrays import FloatArray

try:
    from jianbao.engines.fast import _gru  # type: ignore[attr-defined]
except ImportError:  # installed without a C compiler
    _gru = None

Window = tuple[int, int]  # start and end, in all texts of a batch end to end
Arrays = Mapping[str, NDArray[Any]]
FLOAT = "float"  # the kernel of onnxruntime; those of ``_gru`` are vnni, avx2 and plain
_SLOW = "plain"  # not worth its rounding
_LAYERS, _TOP = "gru", "top"  # of the graph: gru0, gru1 ... and the one that adds to the last of them
_LARGEST = 127


class Network(Protocol):
    """What gives the states of windows."""

    kernel: str

    def states(self, numbers: Numbers, windows: Sequence[Window]) -> FloatArray:
        """The states of ``windows``, one after another, [characters, states].

        numbers: of the characters of all texts, [3, characters]. windows: none empty, the longest first.
        """
        ...


def kernels() -> list[str]:
    """The kernels that can be had here, the best first."""
    found = [name for name in ("vnni", "avx2", _SLOW) if _gru is not None and name in _gru.kinds()]
    return [*found, FLOAT]


def default_kernel() -> str:
    """The kernel that is used where none is named: the best, but no slower one than onnxruntime's."""
    return next(name for name in kernels() if name != _SLOW)


def open_network(data: bytes, threads: int, kernel: str | None = None) -> Network:
    """The network of a serialised graph.

    kernel: one of ``kernels``; by default the best, in floats where that is ``plain``. A graph of another shape than
    the kernels know runs in floats. Raises LookupError, ValueError or
    what onnxruntime raises for a damaged one.
    """
    kernel = kernel or default_kernel()
    if kernel != FLOAT and (parts := _parts(data)):
        return _Compiled(parts, kernel)
    return _Onnx(data, threads)


class _Onnx:
    """The graph as it is, by onnxruntime."""

    kernel = FLOAT

    def __init__(self, data: bytes, threads: int) -> None:
        self._session = open_session(data, threads)

    def states(self, numbers: Numbers, windows: Sequence[Window]) -> FloatArray:
        lengths = np.array([end - start for start, end in windows], np.int32)
        padded = np.zeros((3, int(lengths.max()), len(windows)), np.int32)
        for column, (start, end) in enumerate(windows):
            padded[:, : end - start, column] = numbers[:, start:end]
        [found] = self._session.run(None, {"numbers": padded, "lengths": lengths})
        return np.concatenate([found[:length, row] for row, length in enumerate(lengths.tolist())])


class _Compiled:
    """The graph's constants in the kernels in C."""

    def __init__(self, parts: Arrays, kernel: str) -> None:
        self.kernel = kernel
        names = [name for name in parts if name.endswith(".0")]
        layers = [_layer(*(parts[f"{name[:-2]}.{k}"] for k in range(3))) for name in names]
        self._width = parts[names[0][:-1] + "1"].shape[-1]
        characters = np.ascontiguousarray(parts["characters"], np.float32)
        self._network = _gru.Network(
            characters, parts["strings"], parts["scales"], self._width, layers, kernel
        )

    def states(self, numbers: Numbers, windows: Sequence[Window]) -> FloatArray:
        spans = np.array(windows, np.int32)
        lengths = spans[:, 1] - spans[:, 0]
        out = np.empty((int(lengths.sum()), 2 * self._width), np.float32)
        begins = np.ascontiguousarray(spans[:, 0])
        self._network.states(numbers, begins, np.ascontiguousarray(lengths), out)
        return out


def window_rows(windows: Sequence[Window]) -> list[Window]:
    """Where the rows of each window begin and end among the states."""
    return list(pairwise([0, *accumulate(end - start for start, end in windows)]))


def _parts(data: bytes) -> Arrays:
    """The constants that the kernels need, the layers in order; {} where the graph is not of their shape."""
    found, operators = read_constants(data)
    count = operators.count("GRU") - 1
    layers = [*(f"{_LAYERS}{i}" for i in range(count)), _TOP]
    names = ["characters", "strings", "scales", *(f"{layer}.{k}" for layer in layers for k in range(3))]
    if count < 1 or any(name not in found for name in names):
        return {}
    width = found[f"{_TOP}.1"].shape[-1]
    sizes = [found["scales"].size, *[2 * width] * count]
    whole = [
        found[f"{layer}.0"].shape == (2, 3 * width, size) for layer, size in zip(layers, sizes, strict=True)
    ]
    return (
        {name: found[name] for name in names} if all(whole) and width % 64 == 0 and sizes[0] % 16 == 0 else {}
    )


def _layer(weights: NDArray[Any], states: NDArray[Any], bias: NDArray[Any]) -> tuple[Any, ...]:
    """A GRU's arrays, as onnx has them, for the kernels: codes of 8 bits and a scale for each row."""
    two = 2 * states.shape[-1]
    incoming, recurrent = np.split(bias, 2, axis=1)
    both = np.concatenate(
        [incoming[:, :two] + recurrent[:, :two], incoming[:, two:], recurrent[:, two:]], axis=1
    )
    codes, scales = _rounded(weights)
    more, their = _rounded(states)
    return weights.shape[-1], codes, scales, more, their / np.float32(_LARGEST), np.ascontiguousarray(both)


def _rounded(weights: NDArray[Any]) -> tuple[NDArray[np.int8], FloatArray]:
    scales = (np.maximum(np.abs(weights).max(axis=-1), 1e-9) / _LARGEST).astype(np.float32)
    return np.round(weights / scales[..., None]).astype(np.int8), scales
