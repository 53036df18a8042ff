"""Hashing: features as 64-bit keys, and the table that finds the row of a key."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
GOLDEN_RATIO = np.uint64(
    0x9E3779B97F4A7C15
)  # 2^64 divided by the golden ratio: multiplication mixes all bits
_BITS = 22


class KeyTable:
    """Finds the row of a 64-bit key: direct addressing by its top bits, a second try by its low ones.

    The few keys that find both of their places taken are left out.
    """

    def __init__(self, known: Keys, bits: int = _BITS) -> None:
        self._known = np.concatenate([known, np.zeros(1, dtype=np.uint64)])
        self._down = np.uint64(64 - bits)
        self._mask = np.uint64((1 << bits) - 1)
        rows = np.arange(len(known), dtype=np.int32)
        self._first = np.full(1 << bits, len(known), dtype=np.int32)
        self._first[known >> self._down] = rows
        lost = self._first[known >> self._down] != rows
        self._second = np.full(1 << bits, len(known), dtype=np.int32)
        self._second[known[lost] & self._mask] = rows[lost]

    def rows(self, wanted: Keys) -> NDArray[np.int32]:
        """The row of each key; the number of keys if it is unknown."""
        unknown = np.int32(len(self._known) - 1)
        found: NDArray[np.int32] = self._first[wanted >> self._down]
        miss = self._known[found] != wanted
        if miss.any():
            again = self._second[wanted[miss] & self._mask]
            again[self._known[again] != wanted[miss]] = unknown
            found[miss] = again
        return found
