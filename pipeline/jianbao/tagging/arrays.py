"""Arrays that taggers share: their types, characters as code points, and numbers of characters."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]  # probabilities or scores, mostly [characters, labels]
CodePoints = NDArray[np.uint32]
_ALL = 0x110000  # code points there are


def code_points(text: str) -> CodePoints:
    """The code points of ``text``, one per character; lone surrogates are kept.

    >>> code_points("中A").tolist()
    [20013, 65]
    """
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def number_characters(characters: str, first: int, unknown: int) -> NDArray[np.int32]:
    """A table from code points to numbers: ``first`` for the first of ``characters``, then one more for each.

    >>> number_characters("中县", first=2, unknown=1)[code_points("县城中")].tolist()
    [3, 1, 2]
    """
    table = np.full(_ALL, unknown, np.int32)
    table[[ord(c) for c in characters]] = np.arange(first, first + len(characters))
    return table
