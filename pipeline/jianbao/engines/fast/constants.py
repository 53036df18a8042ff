"""The constants of an ONNX file, without the package onnx: its protobuf messages, as far as they are needed.

Wire format: https://protobuf.dev/programming-guides/encoding; the messages: onnx.proto (ModelProto, GraphProto,
TensorProto, NodeProto). Numbers of fields and of types are theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

_GRAPH, _NODE, _INITIALIZER, _OPERATOR = 7, 1, 5, 4
_DIMENSION, _TYPE, _NAME, _RAW = 1, 2, 8, 9
_TYPES: dict[int, np.dtype[Any]] = {
    1: np.dtype("<f4"),
    3: np.dtype("int8"),
    6: np.dtype("<i4"),
    7: np.dtype("<i8"),
    10: np.dtype("<f2"),
}
_NUMBER, _EIGHT, _BYTES, _FOUR = 0, 1, 2, 5  # wire types


class Constants(NamedTuple):
    """Arrays by name, and the operator of each node."""

    arrays: dict[str, NDArray[Any]]
    operators: list[str]


def read_constants(data: bytes) -> Constants:
    """The constants of a serialised model that are kept as raw bytes, and the operators of its nodes in order.

    The arrays are views of ``data``. Raises ValueError or LookupError for what is no such model.
    """
    arrays: dict[str, NDArray[Any]] = {}
    operators = []
    for field, graph in _fields(memoryview(data)):
        if field == _GRAPH:
            for part, value in _fields(graph):
                if part == _INITIALIZER:
                    arrays |= _array(value)
                elif part == _NODE:
                    operators += [
                        bytes(text).decode() for number, text in _fields(value) if number == _OPERATOR
                    ]
    return Constants(arrays, operators)


def _array(message: memoryview) -> dict[str, NDArray[Any]]:
    """One array by its name; nothing where it is kept in another way, or of another type."""
    shape, kind, name, raw = [], 0, "", memoryview(b"")
    for field, value in _fields(message):
        if field == _DIMENSION:
            shape += [value] if isinstance(value, int) else list(_numbers(value))
        elif field == _TYPE:
            kind = value
        elif field == _NAME:
            name = bytes(value).decode()
        elif field == _RAW:
            raw = value
    return {name: np.frombuffer(raw, _TYPES[kind]).reshape(shape)} if raw and kind in _TYPES else {}


def _fields(message: memoryview) -> Iterator[tuple[int, Any]]:
    """Number and value of each field: an integer, or the bytes of a string, a message or packed numbers."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        if key & 7 == _NUMBER:
            value: Any
            value, at = _varint(message, at)
        else:
            if key & 7 == _BYTES:
                size, at = _varint(message, at)
            else:
                size = {_EIGHT: 8, _FOUR: 4}[key & 7]
            value, at = message[at : at + size], at + size
            if at > len(message):
                raise ValueError("a field runs past the end of its message")
        yield key >> 3, value


def _numbers(packed: memoryview) -> Iterator[int]:
    at = 0
    while at < len(packed):
        number, at = _varint(packed, at)
        yield number


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and where it ends."""
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at
