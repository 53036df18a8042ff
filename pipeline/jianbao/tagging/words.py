"""Words of a tagger as three columns, and what they say of each character."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jianbao.article import Tokens

TaggedWords = tuple[Sequence[int], Sequence[int], Sequence[str]]  # starts, ends, tags
Taggings = Mapping[str, TaggedWords]  # of one text, by tagger: "lac", "fast", "jieba"

FIRST, INSIDE, LAST, SINGLE = 1, 2, 3, 4  # where a character stands in its word; 0: it is in none


class WordPlaces(NamedTuple):
    """The word each character is in, as its number (-1: none), and where in it the character stands."""

    word: NDArray[np.int64]
    position: NDArray[np.int64]


def tagged_words(tokens: Tokens | None) -> TaggedWords:
    """Tokens as starts, ends and tags; three empty columns if there are none."""
    return (tokens.starts, tokens.ends, tokens.tags) if tokens else ([], [], [])


def expand_words(words: TaggedWords, length: int) -> WordPlaces:
    """What ``words`` say of each of ``length`` characters.

    words: in order, without overlap, none of them empty; offsets are half-open, code points.

    >>> places = expand_words(([0, 3], [2, 4], ["n", "v"]), 4)
    >>> places.word.tolist(), places.position.tolist()
    ([0, 0, -1, 1], [1, 3, 0, 4])
    """
    word, position = np.full(length, -1, np.int64), np.zeros(length, np.int64)
    if len(words[0]):
        starts, ends = np.asarray(words[0], np.int64), np.asarray(words[1], np.int64)
        sizes = ends - starts
        inside = np.arange(sizes.sum()) + np.repeat(starts - np.cumsum(sizes) + sizes, sizes)
        word[inside] = np.repeat(np.arange(len(starts)), sizes)
        position[inside] = INSIDE
        position[starts] = FIRST
        position[ends - 1] = LAST
        position[starts[sizes == 1]] = SINGLE
    return WordPlaces(word, position)
