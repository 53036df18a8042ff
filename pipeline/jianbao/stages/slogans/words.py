"""The words of an article in columns, with parts of speech in one small alphabet for every tagger."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from jianbao.article import Article, Tokens
from jianbao.language.width import fold

# One letter a word, whatever tag set it came in (PKU, jieba, LAC): lower-case prefixes, longest first.
_CLASSES = {
    "PER": "P", "LOC": "L", "ORG": "O", "TIME": "T", "nr": "P", "ns": "L", "nt": "O", "nz": "Z", "nw": "Z",
    "nx": "E", "eng": "E", "n": "N", "an": "N", "vn": "G", "vd": "D", "v": "V", "ad": "D", "a": "A", "b": "B",
    "d": "D", "f": "F", "s": "F", "g": "N", "h": "K", "k": "K", "i": "I", "l": "I", "j": "J", "m": "M",
    "q": "Q", "r": "R", "p": "X", "c": "C", "u": "U", "xc": "X", "y": "X", "e": "X", "o": "X", "z": "A",
    "t": "T", "w": "W", "x": "W",
}  # fmt: skip
BREAK = "W"


class Words(NamedTuple):
    """The i-th word is ``text[starts[i]:ends[i]]``, its class ``classes[i]``; ``text`` is folded."""

    text: str
    starts: list[int]
    ends: list[int]
    classes: str

    def surfaces(self) -> list[str]:
        """The words themselves."""
        text = self.text
        return [text[a:b] for a, b in zip(self.starts, self.ends, strict=True)]

    def first_at(self, offset: int) -> int:
        """The index of the first word that starts at ``offset`` or later."""
        return bisect_left(self.starts, offset)

    def on_edges(self, start: int, end: int) -> bool:
        """Whether ``start`` and ``end`` are both edges of words."""
        i = bisect_left(self.starts, start)
        j = bisect_left(self.ends, end)
        return i < len(self.starts) and self.starts[i] == start and j < len(self.ends) and self.ends[j] == end


def word_class(tag: str) -> str:
    """The class of a part of speech: N noun, P person, L place, O organisation, V verb, G verbal noun ...

    >>> [word_class(tag) for tag in ("n", "nrt", "PER", "vn", "uj", "x")]
    ['N', 'P', 'P', 'G', 'U', 'W']
    """
    for size in (len(tag), 3, 2, 1):
        if found := _CLASSES.get(tag[:size]):
            return found
    return "X"


class _Classes(dict[str, str]):
    def __missing__(self, tag: str) -> str:
        self[tag] = word_class(tag)
        return self[tag]


_known = _Classes()


def words_of(article: Article) -> Words:
    """The words of ``article``; it must have ``tokens``."""
    tokens = article.tokens or Tokens([], [], [])
    return make_words(fold(article.text), tokens.starts, tokens.ends, tokens.tags)


def make_words(text: str, starts: list[int], ends: list[int], tags: Iterable[str]) -> Words:
    """Words of folded ``text``; jieba's ``x`` is a break for marks and E for letters and digits."""
    classes = "".join(map(_known.__getitem__, tags))
    wrong = [i for i, c in enumerate(classes) if c == BREAK and text[starts[i]].isalnum()]
    if wrong:
        letters = list(classes)
        for i in wrong:
            letters[i] = "E"
        classes = "".join(letters)
    return Words(text, starts, ends, classes)
