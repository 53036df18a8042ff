"""What the fast engine's network reads: characters, and the pairs and triples of characters that it knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jianbao.tagging.hashing import Table

PAD, UNKNOWN = 0, 1
FIRST = 2  # the number of the first character
_BITS = 20  # of the table of strings: a few times as many places as there are strings
_SHIFT = np.uint64(21)  # bits of a code point
_ODD = np.uint64(0x9E3779B97F4A7C15)
Numbers = NDArray[np.int32]
Points = NDArray[np.uint32]


class Alphabet:
    """Numbers of characters and of frequent strings of two and three characters.

    characters: each one's number is its place plus 2. strings: each one's number is its place plus 1; 0 stands
    for all others.

    >>> Alphabet("中县牟", ["中牟", "中牟县"]).read("中牟县").tolist()
    [[2, 4, 3], [1, 0, 0], [2, 0, 0]]
    """

    def __init__(self, characters: str, strings: Sequence[str]) -> None:
        self.characters, self.strings = characters, list(strings)
        codes = np.full(0x110000, UNKNOWN, np.int32)
        codes[[ord(c) for c in characters]] = np.arange(FIRST, FIRST + len(characters))
        self._codes = codes
        self._table = Table(_keys_of(self.strings), _BITS)

    def read(self, text: str) -> Numbers:
        """The folded ``text`` in three rows: characters, and the pairs and the triples that begin at each."""
        points = code_points(text)
        out = np.zeros((3, len(points)), np.int32)
        out[0] = self._codes[points]
        for row, length in ((1, 2), (2, 3)):
            if len(points) >= length:
                found = self._table.rows(mixed(runs_of(points, length)))
                out[row, : len(found)] = np.where(found < len(self.strings), found + 1, 0)
        return out


def code_points(text: str) -> Points:
    """The code points of ``text``."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def runs_of(points: Points, length: int) -> NDArray[np.uint64]:
    """Each run of ``length`` (2 or 3) code points as one number."""
    wide = points.astype(np.uint64)
    out = wide[: len(wide) - length + 1]
    for step in range(1, length):
        out = (out << _SHIFT) | wide[step : len(wide) - length + 1 + step]
    return out


def split(number: int, length: int) -> str:
    """The string that ``runs_of`` made ``number`` of."""
    return "".join(chr(number >> (21 * i) & 0x1FFFFF) for i in reversed(range(length)))


def mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The numbers with all bits stirred, as the table wants them."""
    out = numbers * _ODD
    out = (out ^ (out >> np.uint64(32))) * _ODD
    result: NDArray[np.uint64] = out ^ (out >> np.uint64(29))
    return result


def _keys_of(strings: Iterable[str]) -> NDArray[Any]:
    numbers = []
    for string in strings:
        number = 0
        for char in string:
            number = number << 21 | ord(char)
        numbers.append(number)
    return mixed(np.array(numbers, np.uint64))
