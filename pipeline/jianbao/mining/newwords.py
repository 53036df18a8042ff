"""New words of a corpus: cohesive strings with varied neighbours that are not in the dictionary.

Texts are segmented by the dictionary alone, so that a word it lacks falls into pieces (双|碳, 区块|链). Pieces that
occur together far more often than by chance (pointwise mutual information), with many different neighbours on
both sides (branching entropy), are a word. Harris 1955; Church and Hanks 1990.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
from msgspec import Struct, field
from numpy.typing import NDArray

from jianbao.language.patterns import HAN_EXTENDED
from jianbao.language.width import fold
from jianbao.mining.corpus import CorpusText
from jianbao.mining.terms import Progress, dictionary_segmenter
from jianbao.resources import words

LONGEST = 4  # pieces of a word
_MAX_CHARACTERS = 8  # of a word
_SHARE = 2_000_000  # positions that are sorted at a time
_INNER = frozenset("之一二三四五六七八九十百千万中上下大")  # may be inside a word, though not at its edge
_HAN_RUN = re.compile(f"{HAN_EXTENDED}+")

Ints = NDArray[np.integer]
Pieces = NDArray[np.int32]  # a text as numbers of its pieces, 0 between stretches of Han characters


class NewWord(Struct):
    """A new word: ``count`` occurrences since ``first`` (the earliest date), and where it occurs.

    ``cohesion`` is the least pointwise mutual information of its cuts in two, ``freedom`` the entropy of its
    neighbours on the less varied side, both in nats. ``contexts`` are (article id, left, right).
    """

    term: str
    count: int
    cohesion: float
    freedom: float
    pieces: list[str]
    first: str | None = None
    contexts: list[tuple[str, str, str]] = field(default_factory=list)


def new_words(
    texts: Iterable[CorpusText],
    *,
    min_count: int = 5,
    top: int = 100,
    phrases: bool = False,
    cohesion: float = 3.0,
    freedom: float = 1.2,
    contexts: int = 3,
    progress: Progress | None = None,
) -> list[NewWord]:
    """The ``top`` new words of ``texts``, best first.

    Args:
        min_count: the least number of occurrences.
        phrases: also strings of complete words (乡村|振兴), not only those with a piece of one character.
        cohesion, freedom: the least mutual information and branching entropy, in nats.
        contexts: the number of places quoted for each word.
        progress: called with the number of texts read, every hundred texts.

    >>> new_words([])
    []
    """
    corpus = _Corpus()
    for number, text in enumerate(texts, 1):
        corpus.add(text)
        if progress and number % 100 == 0:
            progress(number)
    thresholds = _Thresholds(min_count, cohesion, freedom, phrases)
    chosen = _drop_parts(_candidates(corpus, thresholds))[:top]
    for candidate in chosen:
        _add_contexts(candidate, corpus, contexts)
    return [candidate.word for candidate in chosen]


class _Corpus:
    """Texts as one row of numbers of pieces, with 0 at the end of every stretch of Han characters."""

    def __init__(self) -> None:
        self.texts: list[CorpusText] = []
        self.begins: list[int] = []  # where each text begins in the row
        self.index: dict[str, int] = {"": 0}
        self.rows: list[Pieces] = []
        self.length = 0
        self.segmenter = dictionary_segmenter()

    def add(self, text: CorpusText) -> None:
        row = [0]
        for run in _HAN_RUN.findall(fold(text.text)):
            row += [self.index.setdefault(piece, len(self.index)) for piece in self.segmenter.cut(run)]
            row.append(0)
        self.texts.append(text)
        self.begins.append(self.length)
        self.rows.append(np.array(row, np.int32))
        self.length += len(row)

    def text_number(self, position: int) -> int:
        """The number of the text to which a position of the row belongs."""
        return bisect_right(self.begins, position) - 1


class _Thresholds(Struct):
    """See ``new_words``."""

    count: int
    cohesion: float
    freedom: float
    phrases: bool


class _Candidate(Struct):
    """A word and its positions in the row."""

    word: NewWord
    places: Ints


def _candidates(corpus: _Corpus, least: _Thresholds) -> list[_Candidate]:
    if not corpus.rows:
        return []
    row: Pieces = np.concatenate(corpus.rows)
    corpus.rows.clear()
    pieces = list(corpus.index)
    may_be_word = _Shape(pieces, least.phrases)
    total = float(np.count_nonzero(row)) or 1.0
    levels = [_first_level(row)]
    found: list[_Candidate] = []
    for size in range(2, LONGEST + 1):
        levels.append(_next_level(levels[-1], row, size, least.count))
        for places in levels[-1].strings():
            parts = row[places[0] : places[0] + size].tolist()
            term = "".join(pieces[p] for p in parts)
            if not may_be_word(parts) or len(term) > _MAX_CHARACTERS or corpus.segmenter.has(term):
                continue
            cohesion = _cohesion(levels, int(places[0]), size, total)
            freedom = min(_entropy(row[places - 1]), _entropy(row[places + size]))
            if cohesion >= least.cohesion and freedom >= least.freedom:
                numbers = (len(places), round(cohesion, 2), round(freedom, 2))
                word = NewWord(term, *numbers, [pieces[p] for p in parts])
                found.append(_Candidate(word, np.sort(places)))
    return found


class _Shape:
    """Which pieces, by number, can make a word: no function word at an edge, hardly any inside."""

    def __init__(self, pieces: list[str], phrases: bool) -> None:
        stopwords = words("newword_edges.txt")
        self._edge = [bool(p) and p not in stopwords for p in pieces]
        self._inner = [e or p in _INNER for e, p in zip(self._edge, pieces, strict=True)]
        self._single = [len(p) <= 1 for p in pieces]
        self._phrases = phrases

    def __call__(self, parts: list[int]) -> bool:
        if not all(self._inner[p] for p in parts) or not (self._edge[parts[0]] and self._edge[parts[-1]]):
            return False
        return self._phrases or any(self._single[p] for p in parts)


class _Level(Struct):
    """The strings of one size that are frequent enough.

    ``order`` lists their positions in the row, those of string ``i`` from ``starts[i]`` on. ``counts`` and
    ``names`` have one number per position of the row: the frequency of the string that begins there, and which
    one it is; the names are let go when the next size has been found.
    """

    order: Ints
    starts: Ints
    counts: Ints
    names: Ints | None

    def strings(self) -> Iterator[Ints]:
        """The positions of each string."""
        for start, end in pairwise(self.starts):
            yield self.order[start:end]


def _first_level(row: Pieces) -> _Level:
    counts = np.bincount(row).astype(np.int32)[row]
    counts[row == 0] = 0
    return _Level(np.array([], np.int32), np.array([0]), counts, row)


def _next_level(before: _Level, row: Pieces, size: int, min_count: int) -> _Level:
    """The strings one piece longer than ``before``: both of their parts without an edge are frequent enough.

    The positions are sorted by strings a share at a time, by the name of the first part, so that little is copied.
    """
    assert before.names is not None
    end = len(row) - size + 1
    fits = (before.counts[:end] >= min_count) & (before.counts[1 : end + 1] >= min_count)
    fits &= row[size - 1 : end + size - 1] > 0
    places = np.flatnonzero(fits).astype(np.int32)
    del fits
    counts, names = np.zeros(len(row), np.int32), np.zeros(len(row), np.int32)
    shares = 1 + len(places) // _SHARE
    share_of = before.names[places] % shares
    orders, starts, number = list[Ints](), [np.array([0])], 0
    for share in range(shares):
        own = places[share_of == share]
        key = before.names[own].astype(np.int64) << 32 | before.names[own + 1].astype(np.int64)
        _, name, count = np.unique(key, return_inverse=True, return_counts=True)
        counts[own], names[own] = count[name], name + number
        number += len(count)
        common = np.flatnonzero(count[name] >= min_count)
        order = common[np.argsort(name[common], kind="stable")]
        if len(order):
            ends = np.append(np.flatnonzero(np.diff(name[order])) + 1, len(order))
            starts.append(ends + starts[-1][-1])
            orders.append(own[order])
    before.names = None
    order = np.concatenate(orders) if orders else np.array([], np.int32)
    return _Level(order, np.concatenate(starts), counts, names)


def _cohesion(levels: list[_Level], at: int, size: int, total: float) -> float:
    """The least mutual information over all ways to cut the string at ``at`` in two."""
    count = float(levels[size - 1].counts[at])
    return min(
        float(
            np.log(
                count * total / (float(levels[k - 1].counts[at]) * levels[size - k - 1].counts[at + k])
            )
        )
        for k in range(1, size)
    )  # fmt: skip


def _entropy(neighbours: Pieces) -> float:
    """The entropy of the neighbours in nats; every end of a stretch (0) counts as a neighbour of its own."""
    ends = int(np.count_nonzero(neighbours == 0))
    counts = np.bincount(neighbours[neighbours > 0])
    shares = np.concatenate([counts[counts > 0], np.ones(ends)]) / max(1, len(neighbours))
    return float(-(shares * np.log(shares)).sum())


def _drop_parts(found: list[_Candidate]) -> list[_Candidate]:
    """The candidates, best first, without those that hardly ever occur outside of a longer one."""
    count = {c.word.term: c.word.count for c in found}
    inside: dict[str, int] = {}
    for term, n in count.items():
        for part in _parts(term):
            if part in count:
                inside[part] = max(inside.get(part, 0), n)
    kept = [c for c in found if c.word.count > 1.25 * inside.get(c.word.term, 0)]
    return sorted(kept, key=lambda c: (-_score(c.word), c.word.term))


def _score(word: NewWord) -> float:
    return word.cohesion * word.freedom * float(np.log(word.count))


def _parts(term: str) -> Iterator[str]:
    """The shorter strings of two or more characters in ``term``."""
    for i in range(len(term)):
        for j in range(i + 2, len(term) + 1):
            if j - i < len(term):
                yield term[i:j]


def _add_contexts(candidate: _Candidate, corpus: _Corpus, number: int, width: int = 12) -> None:
    """Set the first date of a word, and its contexts in ``number`` texts, ``width`` characters on each side."""
    word = candidate.word
    texts = [corpus.texts[n] for n in dict.fromkeys(corpus.text_number(int(p)) for p in candidate.places)]
    word.first = min((text.date for text in texts if text.date), default=None)
    for text in texts[:number]:
        at = fold(text.text).find(word.term)
        if at >= 0:
            left, right = text.text[max(0, at - width) : at], text.text[at + len(word.term) :][:width]
            word.contexts.append((text.id, " ".join(left.split()), " ".join(right.split())))
