"""What the accurate engine's network reads: characters, and hints from other taggers, as numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jianbao.engines.base import Analysis
from jianbao.engines.jieba.engine import JiebaEngine
from jianbao.tagging.words import Triples, triples

PAD, BEGIN, END, UNKNOWN = range(4)
FIRST = 4  # the id of the first character
Numbers = NDArray[np.int16]


class Vocabulary:
    """Numbers of characters, and of the tags of each tagger that may give hints.

    characters: each one's id is its place plus 4. tags: by tagger, in the order of the hint columns; a
    character in a word with tag number t (from 0) at place p (1 first, 2 inside, 3 last, 4 alone) has the
    hint 4 * t + p; 0 means nothing is known.
    """

    def __init__(self, characters: str, tags: Mapping[str, Sequence[str]]) -> None:
        self.characters = characters
        self.tags = {name: list(known) for name, known in tags.items()}
        self._known = {name: {tag: i for i, tag in enumerate(known)} for name, known in tags.items()}
        codes = np.full(0x110000, UNKNOWN, np.int16)
        codes[[ord(c) for c in characters]] = np.arange(FIRST, FIRST + len(characters))
        self._codes = codes

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many values each hint column has."""
        return tuple(4 * len(known) + 5 for known in self.tags.values())

    def ids(self, text: str) -> Numbers:
        """One number for each character of the folded ``text``."""
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        found: Numbers = self._codes[points]
        return found

    def hints(self, text: str, tagging: Mapping[str, Triples]) -> Numbers:
        """What the taggings say of each character, [characters, taggers]; zeros for a tagger that is not there."""
        out = np.zeros((len(text), len(self.tags)), np.int16)
        for column, name in enumerate(self.tags):
            if name in tagging and len(tagging[name][0]):
                self._fill(out[:, column], tagging[name], self._known[name])
        return out

    def _fill(self, out: Numbers, tokens: Triples, known: Mapping[str, int]) -> None:
        starts, ends = np.asarray(tokens[0]), np.asarray(tokens[1])
        other = len(known)
        values = 4 * np.array([known.get(tag, other) for tag in tokens[2]])
        lengths = ends - starts
        flat = np.arange(lengths.sum()) + np.repeat(starts - np.cumsum(lengths) + lengths, lengths)
        out[flat] = np.repeat(values + 2, lengths)
        out[starts] = values + 1
        out[ends - 1] = values + 3
        out[starts[lengths == 1]] = values[lengths == 1] + 4

    def as_dict(self) -> dict[str, Any]:
        return {"characters": self.characters, "tags": self.tags}


def heard(texts: Sequence[str], analyses: Sequence[Analysis], jieba: JiebaEngine) -> list[dict[str, Triples]]:
    """What the network is told of the folded ``texts``: the words of LAC's ``analyses``, and jieba's."""
    return [
        {"lac": triples(analysis.tokens), "jieba": triples(jieba.tokens(text))}
        for text, analysis in zip(texts, analyses, strict=True)
    ]
