"""What the fast engine's network reads: characters, and the pairs and triples of characters that it knows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from jianbao.tagging.arrays import CodePoints, code_points, number_characters
from jianbao.tagging.hashing import GOLDEN_RATIO, Keys, KeyTable

PAD, UNKNOWN = 0, 1
FIRST = 2  # the number of the first character
_BITS = 20  # of the table of strings: a few times as many places as there are strings
_SHIFT = 21  # bits of a code point
Numbers = NDArray[np.int32]


class Alphabet:
    """Numbers of characters and of frequent strings of two and three characters.

    characters: each one's number is its place plus 2. strings: each one's number is its place plus 1; 0 stands
    for all others.

    >>> Alphabet("中县牟", ["中牟", "中牟县"]).read("中牟县").tolist()
    [[2, 4, 3], [1, 0, 0], [2, 0, 0]]
    """

    def __init__(self, characters: str, strings: Sequence[str]) -> None:
        self.characters = characters
        self._count, self._joined = (
            len(strings),
            "\n".join(strings),
        )  # as a list they take ten times the memory
        self._codes = number_characters(characters, FIRST, UNKNOWN)
        self._table = KeyTable(_keys_of(strings), _BITS)

    @property
    def strings(self) -> list[str]:
        """The strings, in the order of their numbers."""
        return self._joined.split("\n") if self._count else []

    def read(self, text: str) -> Numbers:
        """The folded ``text`` in three rows: characters, and the pairs and the triples that begin at each."""
        points = code_points(text)
        out = np.zeros((3, len(points)), np.int32)
        out[0] = self._codes[points]
        for row, length in ((1, 2), (2, 3)):
            if len(points) >= length:
                found = self._table.rows(mix_bits(pack_runs(points, length)))
                out[row, : len(found)] = np.where(found < self._count, found + 1, 0)
        return out


def pack_runs(points: CodePoints, length: int) -> Keys:
    """Each run of ``length`` (2 or 3) code points as one number."""
    wide = points.astype(np.uint64)
    out = wide[: len(wide) - length + 1]
    for step in range(1, length):
        out = (out << np.uint64(_SHIFT)) | wide[step : len(wide) - length + 1 + step]
    return out


def unpack_run(number: int, length: int) -> str:
    """The string that ``pack_runs`` packed into ``number``."""
    return "".join(chr(number >> (_SHIFT * i) & (1 << _SHIFT) - 1) for i in reversed(range(length)))


def mix_bits(numbers: Keys) -> Keys:
    """The numbers as keys in which every bit depends on all others, as the table needs them."""
    out = numbers * GOLDEN_RATIO
    out = (out ^ (out >> np.uint64(32))) * GOLDEN_RATIO
    result: Keys = out ^ (out >> np.uint64(29))
    return result


def _keys_of(strings: Sequence[str]) -> Keys:
    lengths = np.fromiter(map(len, strings), np.intp, len(strings))
    points, starts = code_points("".join(strings)), np.cumsum(lengths) - lengths
    numbers = np.zeros(len(strings), np.uint64)
    for length in set(lengths.tolist()):
        some = lengths == length
        numbers[some] = pack_runs(points, length)[starts[some]] if length else 0
    return mix_bits(numbers)
