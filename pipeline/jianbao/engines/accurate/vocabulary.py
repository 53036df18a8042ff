"""What the accurate engine's network reads: characters, and the tags of other taggers, as numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jianbao.tagging.arrays import code_points, number_characters
from jianbao.tagging.words import TaggedWords, Taggings, expand_words

PAD, BEGIN, END, UNKNOWN = range(4)
FIRST = 4  # the id of the first character
Numbers = NDArray[np.int16]


class Vocabulary:
    """Numbers of characters, and of the tags of each tagger that may give hints.

    characters: each one's id is its place plus 4. tags: by tagger, in the order of the hint columns; a
    character in a word with tag number t (from 0) at position p (1 first, 2 inside, 3 last, 4 single) has the
    hint 4 * t + p; 0 means nothing is known.
    """

    def __init__(self, characters: str, tags: Mapping[str, Sequence[str]]) -> None:
        self.characters = characters
        self.tags = {name: list(known) for name, known in tags.items()}
        self._known = {name: {tag: i for i, tag in enumerate(known)} for name, known in tags.items()}
        self._codes = number_characters(characters, FIRST, UNKNOWN).astype(np.int16)

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many values each hint column has."""
        return tuple(4 * len(known) + 5 for known in self.tags.values())

    def ids(self, text: str) -> Numbers:
        """One number for each character of the folded ``text``."""
        found: Numbers = self._codes[code_points(text)]
        return found

    def hints(self, text: str, tagging: Taggings) -> Numbers:
        """The hints of each character, [characters, taggers]; zeros for a tagger that is missing in ``tagging``."""
        out = np.zeros((len(text), len(self.tags)), np.int16)
        for column, name in enumerate(self.tags):
            if name in tagging and len(tagging[name][0]):
                out[:, column] = _hint_column(tagging[name], self._known[name], len(text))
        return out

    def as_dict(self) -> dict[str, Any]:
        """The characters and tags, as a file keeps them."""
        return {"characters": self.characters, "tags": self.tags}


def _hint_column(words: TaggedWords, known: Mapping[str, int], length: int) -> NDArray[np.int64]:
    """4 * tag + position; tags that are not ``known`` share one number after theirs."""
    places = expand_words(words, length)
    tags = np.array([known.get(tag, len(known)) for tag in words[2]])
    return np.where(places.word >= 0, 4 * tags[places.word] + places.position, 0)
