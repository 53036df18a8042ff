"""New words of a corpus: strings that hold together, stand freely, and are in no dictionary.

Texts are cut by the dictionary alone, so that a word it lacks falls into pieces (双|碳, 区块|链). Pieces that
stand together far more often than chance has it (pointwise mutual information), with many different
neighbours on both sides (branching entropy), are a word. Harris 1955; Church and Hanks 1990.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from msgspec import Struct, field

from jianbao.language.width import fold
from jianbao.mining.corpus import Text
from jianbao.mining.terms import Progress, dictionary_cut
from jianbao.resources import words

LONGEST = 4  # pieces of a word
_CHARS = 8
_INNER = frozenset("之一二三四五六七八九十百千万中上下大")  # may stand inside a word, though not at its edge
_HAN = re.compile(r"[\u3400-\u9fff]+")


class NewWord(Struct):
    """A new word: ``count`` occurrences, since ``first`` (the earliest date), and what it stands in.

    ``cohesion`` is the pointwise mutual information of its loosest joint, ``freedom`` the entropy of its
    neighbours on the less free side, both in nats. ``contexts`` are (article id, left, right).
    """

    term: str
    count: int
    cohesion: float
    freedom: float
    pieces: list[str]
    first: str | None = None
    contexts: list[tuple[str, str, str]] = field(default_factory=list)


def new_words(
    texts: Iterable[Text],
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
        min_count: the fewest occurrences.
        phrases: also strings of whole words (乡村|振兴), not only those that the dictionary leaves in pieces.
        cohesion, freedom: the least mutual information and branching entropy, in nats.
        contexts: how many places of each are quoted.
    """
    corpus = _Corpus()
    for number, text in enumerate(texts, 1):
        corpus.add(text)
        if progress and number % 100 == 0:
            progress(number)
    found = _candidates(corpus, min_count, cohesion, freedom, phrases)
    chosen = _whole(found)[:top]
    for word, places in chosen:
        _quote(word, places, corpus, contexts)
    return [word for word, _ in chosen]


class _Corpus:
    """Texts as one row of numbers: a piece each, 0 for what ends a stretch of Han characters."""

    def __init__(self) -> None:
        self.texts: list[Text] = []
        self.begins: list[int] = []
        self.index: dict[str, int] = {"": 0}
        self.rows: list[Any] = []
        self.length = 0
        self._cut, self._known = dictionary_cut()

    def add(self, text: Text) -> None:
        row = [0]
        for line in _HAN.findall(fold(text.text)):
            row += [self.index.setdefault(piece, len(self.index)) for piece in self._cut(line)]
            row.append(0)
        self.texts.append(text)
        self.begins.append(self.length)
        self.rows.append(np.array(row, np.int32))
        self.length += len(row)

    @property
    def pieces(self) -> list[str]:
        return list(self.index)

    def known(self, term: str) -> bool:
        return self._known(term)

    def home(self, position: int) -> Text:
        return self.texts[bisect_right(self.begins, position) - 1]


Found = tuple[NewWord, Any]  # with the places of its occurrences


def _candidates(
    corpus: _Corpus, min_count: int, cohesion: float, freedom: float, phrases: bool
) -> list[Found]:
    if not corpus.rows:
        return []
    row = np.concatenate(corpus.rows)
    corpus.rows.clear()
    pieces = corpus.pieces
    stop = words("newword_edges.txt")
    edge = [bool(p) and p not in stop for p in pieces]
    inner = [e or p in _INNER for e, p in zip(edge, pieces, strict=True)]
    total = float(np.count_nonzero(row)) or 1.0
    levels = [_first_level(row)]
    out: list[Found] = []
    for size in range(2, LONGEST + 1):
        level = _next_level(levels[-1], row, size, min_count)
        levels.append(level)
        for number in range(len(level.starts) - 1):
            places = level.order[level.starts[number] : level.starts[number + 1]]
            parts = row[places[0] : places[0] + size].tolist()
            term = "".join(pieces[p] for p in parts)
            if not all(inner[p] for p in parts) or len(term) > _CHARS or corpus.known(term):
                continue
            if not edge[parts[0]] or not edge[parts[-1]]:
                continue
            if not phrases and all(len(pieces[p]) > 1 for p in parts):
                continue
            tie = _cohesion(levels, places[0], size, total)
            free = min(_entropy(row[places - 1]), _entropy(row[places + size]))
            if tie >= cohesion and free >= freedom:
                word = NewWord(term, len(places), round(tie, 2), round(free, 2), [pieces[p] for p in parts])
                out.append((word, np.sort(places)))
    return out


class _Level(Struct):
    """The strings of one size: ``order`` lists their places, those of string ``i`` from ``starts[i]`` on.

    ``counts`` and ``names`` have one number a place of the row: how often its string stands, and which it is.
    """

    order: Any
    starts: Any
    counts: Any
    names: Any


def _first_level(row: Any) -> _Level:
    counts = np.bincount(row)[row]
    counts[row == 0] = 0
    return _Level(np.array([], int), np.array([0]), counts, row)


def _next_level(before: _Level, row: Any, size: int, min_count: int) -> _Level:
    """Strings one piece longer, of places where both ends of it are common enough."""
    end = len(row) - size + 1
    fits = (before.counts[:end] >= min_count) & (before.counts[1 : end + 1] >= min_count)
    fits &= row[size - 1 : end + size - 1] > 0
    places = np.flatnonzero(fits)
    key = before.names[places].astype(np.int64) << 32 | before.names[places + 1].astype(np.int64)
    _, name, count = np.unique(key, return_inverse=True, return_counts=True)
    counts, names = np.zeros(len(row), np.int32), np.zeros(len(row), np.int32)
    counts[places], names[places] = count[name], name
    common = np.flatnonzero(count[name] >= min_count)
    order = common[np.argsort(name[common], kind="stable")]
    starts = np.concatenate([[0], np.flatnonzero(np.diff(name[order])) + 1, [len(order)]])
    return _Level(places[order], starts if len(order) else np.array([0]), counts, names)


def _cohesion(levels: list[_Level], at: int, size: int, total: float) -> float:
    """The smallest mutual information over all ways to cut the string at ``at`` in two."""
    whole = float(levels[size - 1].counts[at])
    return min(
        float(
            np.log(
                whole * total / (float(levels[k - 1].counts[at]) * levels[size - k - 1].counts[at + k])
            )
        )
        for k in range(1, size)
    )  # fmt: skip


def _entropy(neighbours: Any) -> float:
    """The entropy of neighbours in nats; every mark (0) counts as a neighbour of its own."""
    marks = int(np.count_nonzero(neighbours == 0))
    counts: Any = np.bincount(neighbours[neighbours > 0])
    counts = np.concatenate([counts[counts > 0], np.ones(marks)]) / max(1, len(neighbours))
    return float(-(counts * np.log(counts)).sum())


def _whole(found: list[Found]) -> list[Found]:
    """Best first, without pieces of longer ones that hardly ever stand alone, and without rests around them."""
    count = {word.term: word.count for word, _ in found}
    inside: dict[str, int] = {}
    for term, n in count.items():
        for part in _parts(term):
            if part in count:
                inside[part] = max(inside.get(part, 0), n)
    kept = [f for f in found if f[0].count > 1.25 * inside.get(f[0].term, 0)]
    return sorted(kept, key=lambda f: (-_worth(f[0]), f[0].term))


def _worth(word: NewWord) -> float:
    return word.cohesion * word.freedom * float(np.log(word.count))


def _parts(term: str) -> Iterator[str]:
    for i in range(len(term)):
        for j in range(i + 2, len(term) + 1):
            if j - i < len(term):
                yield term[i:j]


def _quote(word: NewWord, places: Any, corpus: _Corpus, number: int, width: int = 12) -> None:
    """Write the first date and ``number`` contexts of ``word``, in as many articles."""
    homes = list(dict.fromkeys(bisect_right(corpus.begins, int(p)) - 1 for p in places))
    dated = [d for h in homes if (d := corpus.texts[h].date)]
    word.first = min(dated, default=None)
    for home in homes[:number]:
        text = corpus.texts[home]
        at = fold(text.text).find(word.term)
        if at >= 0:
            left, right = text.text[max(0, at - width) : at], text.text[at + len(word.term) :][:width]
            word.contexts.append((text.id, _line(left), _line(right)))


def _line(text: str) -> str:
    return " ".join(text.split())
