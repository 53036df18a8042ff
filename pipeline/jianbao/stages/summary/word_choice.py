"""Which words of an opening make the best headline: a search over keeping and dropping."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from jianbao.stages.summary.opening_words import STOPS

TYPICAL = 16.0  # characters of a headline
_PRICES = (0.05, 0.09, 0.14, 0.2, 0.27, 0.35, 0.45, 0.6)  # of a character kept, in expected hits
_RECALL = 0.86  # of a headline's characters that stand in the opening
_LEAST = 6.0  # characters: no headline is expected to be shorter
_VERBLESS = 0.3  # what words without a verb are worth
_GAP = 0.4  # characters: the price of a word kept beside one dropped
_MID = 1.8  # characters: the price of a hole inside a clause
_CUT_END = 6.0  # characters: the price of a clause whose end is dropped
_NEW_CLAUSE = 1.0  # characters: the price of one more clause
_LOOSE_START = 0.5  # characters: the price of a clause that begins with a particle, adverb or conjunction
_LOOSE_END = 1.2  # characters: the price of one that ends with such a word or a preposition
_JOINS_NEXT = frozenset("“《(·-—/‘")
_JOINS_BEFORE = frozenset("”》)·-—/%’")
_NEVER = -1e9


class _Choice(NamedTuple):
    """The words kept at one price: marks and all they have ``size`` characters, ``length`` without marks."""

    kept: list[bool]
    size: int
    length: int
    hits: float  # characters that a headline is expected to share with them
    verb: bool


class _Step(NamedTuple):
    """What the search needs of a word: is it a stop, and what it costs to keep it and drop its neighbours."""

    stop: bool
    loose: float  # a stop's: price of the clause end before it
    gap: float
    start: float  # of beginning to keep with this word
    loose_start: float


class WordChoices:
    """The choices of words for one opening, for any room.

    For each price of a character the best choice is found by dynamic programming, once; of these choices the
    one with the highest expected F1 against the unknown headline is taken (Dinkelbach 1967 for ratios).

    Args:
        words: of the opening, folded.
        tags: their parts of speech (``opening_words.coarse_tag``).
        keep: for each word the probability that a headline keeps it.
    """

    def __init__(self, words: Sequence[str], tags: Sequence[str], keep: Sequence[float]) -> None:
        self._words, self._tags, self._keep = words, tags, keep
        self._sizes = [sum(map(str.isalnum, word)) for word in words]

    def best(self, room: int, typical: float = TYPICAL) -> list[bool]:
        """Which words to keep; none where nothing fits.

        Args:
            room: characters, the longest that the words may be.
            typical: characters, how long headlines of this kind are.
        """
        expected = self._expected + 0.5 * typical
        best, found = -1.0, [False] * len(self._words)
        for choice in self._choices:
            if choice.length < 4 or choice.size > room:
                continue
            value = 2 * choice.hits / (choice.length + expected)
            if not choice.verb:
                value *= _VERBLESS
            if value > best:
                best, found = value, choice.kept
        return found

    @cached_property
    def _expected(self) -> float:
        """Half the length of the headline that the opening makes likely; the other half is what is typical."""
        hits = sum(size * keep for size, keep in zip(self._sizes, self._keep, strict=True))
        return 0.5 * max(_LEAST, hits / _RECALL)

    @cached_property
    def _choices(self) -> list[_Choice]:
        steps = _steps(self._words, self._tags)
        return [self._choice(steps, price) for price in _PRICES]

    def _choice(self, steps: Sequence[_Step], price: float) -> _Choice:
        gain = [size * (keep - price) for size, keep in zip(self._sizes, self._keep, strict=True)]
        kept = _search(steps, gain)
        at = [i for i, k in enumerate(kept) if k]
        sizes, keep = self._sizes, self._keep
        return _Choice(
            kept,
            size=sum([len(self._words[i]) for i in at]),
            length=sum([sizes[i] for i in at]),
            hits=sum([sizes[i] * keep[i] for i in at]),
            verb=any(self._tags[i] == "v" for i in at),
        )


def _steps(words: Sequence[str], tags: Sequence[str]) -> list[_Step]:
    steps = []
    for i, (word, tag) in enumerate(zip(words, tags, strict=True)):
        gap = _gap_cost(words, tags, i)
        loose = _LOOSE_END if i and tags[i - 1] in ("p", "u", "d", "c") else 0.0
        loose_start = _LOOSE_START if tag in ("u", "d", "c") else 0.0
        steps.append(_Step(word in STOPS, loose, gap, 1.3 * gap, loose_start))
    return steps


def _gap_cost(words: Sequence[str], tags: Sequence[str], i: int) -> float:
    """What it costs, in characters, to keep one of word ``i`` and the word before it and drop the other."""
    before, word = words[i - 1], words[i]
    if not i or before in STOPS or word in STOPS:
        return 0.0
    cost = _GAP
    if tags[i - 1] == "m" or tags[i] in ("q", "u"):
        cost += 4
    if "c" in (tags[i - 1], tags[i]):
        cost += 1
    if before in _JOINS_NEXT or word in _JOINS_BEFORE:
        cost += 4
    if tags[i] == "nr" and tags[i - 1] in ("n", "nr"):
        cost += 1
    return cost


def _search(steps: Sequence[_Step], gain: Sequence[float]) -> list[bool]:
    """The best words to keep, by Viterbi over three states: nothing kept yet of this clause, keep, dropped.

    Args:
        gain: of each word, what it is worth to keep it, in characters.
    """
    none, kept, after = 0.0, _NEVER, _NEVER
    back: list[tuple[int, int, int]] = []  # from which state each of the three comes
    for (stop, loose, gap, start, loose_start), worth in zip(steps, gain, strict=True):
        if stop:
            state, none = _best(none, kept - loose, after - _CUT_END)
            kept = after = _NEVER
            back.append((state, state, state))
            continue
        state, value = _best(none - start - _NEW_CLAUSE - loose_start, kept, after - gap - _MID)
        if kept - gap >= after:
            back.append((0, state, 1))
            after = kept - gap
        else:
            back.append((0, state, 2))
        kept = value + worth
    state, _ = _best(none, kept, after - _CUT_END)
    out = [False] * len(steps)
    for i in range(len(steps) - 1, -1, -1):
        out[i] = state == 1 and not steps[i].stop
        state = back[i][state]
    return out


def _best(none: float, kept: float, after: float) -> tuple[int, float]:
    """The best of three states with its value; of equal ones the first."""
    if kept > none:
        return (2, after) if after > kept else (1, kept)
    return (2, after) if after > none else (0, none)
