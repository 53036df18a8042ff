"""Salience: what an editor would take of the words and clauses of an article."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from jianbao.article import Tokens
from jianbao.language.cues import cue_pattern
from jianbao.stages.summary.body import Body
from jianbao.stages.summary.opening_words import coarse_tag
from jianbao.stages.summary.router import character_pairs
from jianbao.stages.summary.units import TITLE, Unit

WORD_NAMES = (
    "letters", "times", "units", "in_title", "of_title", "clause", "sentence", "entity", "tag", "digit",
    "characters", "has_title", "beside", "place", "rate", "seen",
)  # fmt: skip
UNIT_NAMES = (
    "title", "clause", "sentence", "paragraph", "in_sentence", "of_sentence", "letters", "characters",
    "in_title", "of_title", "central", "shared", "people", "places", "organisations", "times", "figures",
    "begins_named", "verbs", "goes_on", "waits", "announces", "pronoun", "last", "needs", "speech", "quoted",
    "digits", "question", "results", "acts", "meets", "ceremony", "event", "has_title", "tag", "precision",
    "hits", "best", "f1",
)  # fmt: skip
TYPICAL = 48.0  # letters of a summary
_TAGS = (
    "n", "nr", "ns", "nt", "nz", "t", "m", "p", "v", "vn", "r", "a", "d", "c", "u", "f", "q", "w",
)  # fmt: skip
_TAG = {tag: float(i) for i, tag in enumerate(_TAGS)}
_ENTITY = {"PER": 1.0, "LOC": 2.0, "ORG": 3.0, "TIME": 4.0}
_CUES = ("result", "act", "meet", "ceremony")
_LONG = 3000.0  # characters: longer articles are all alike
_PRIOR = 4.0  # articles that a word is held to have been seen in before it was counted
_ASKS = ("吗", "呢", "吧", "啊")

Floats = NDArray[np.float32]
Rates = Mapping[
    str, Sequence[int]
]  # of a word: in how many articles it was seen, in how many summaries of them


class Setting(Struct):
    """An article as its units and their words.

    Attributes:
        titles: how many units, the first ones, are of the title.
        letters: of each unit.
        words: the different words of the units, folded, in the order in which they come.
        holds: (units, words), whether the unit has the word.
        sizes: letters of each word.
        word_rows: (words, WORD_NAMES), without the last two columns, which the model's rates fill.
        unit_rows: (units, UNIT_NAMES), without the last four, which come from the words.
    """

    units: list[Unit]
    titles: int
    letters: Floats
    words: list[str]
    holds: Floats
    sizes: Floats
    word_rows: Floats
    unit_rows: Floats


def read_setting(body: Body, units: Sequence[Unit]) -> Setting:
    """The units of ``body`` with all that the models are told of them."""
    reader = _Reader(body, units)
    return reader.setting()


def rate_words(setting: Setting, rates: Rates, base: float) -> None:
    """Fill in how often the summaries of other articles kept each word; ``base``: how often words are kept."""
    if not setting.words:
        return
    none = (0, 0)
    found = np.array([rates.get(word, none) for word in setting.words], np.float32)
    setting.word_rows[:, -2] = (found[:, 1] + _PRIOR * base) / (found[:, 0] + _PRIOR)
    setting.word_rows[:, -1] = np.minimum(found[:, 0], 30)


def weigh_units(setting: Setting, chances: Floats) -> None:
    """Fill in what the words make of each unit; ``chances``: of each word, to stand in a summary."""
    holds, worth = setting.holds, chances * setting.sizes
    hits, size = holds @ worth, holds @ setting.sizes
    rows = setting.unit_rows
    rows[:, -4] = hits / np.maximum(1, size)
    rows[:, -3] = hits
    rows[:, -2] = (holds * chances).max(axis=1, initial=0)
    rows[:, -1] = 2 * hits / (size + TYPICAL)


class _Reader:
    def __init__(self, body: Body, units: Sequence[Unit]) -> None:
        article = body.article
        self._folded, self._units = body.folded, list(units)
        self._texts = [body.folded[u.start : u.end] for u in units]
        self._tokens = article.tokens or Tokens([], [], [])
        self._entities = sorted((e.start, e.end, e.type) for e in article.entities or ())
        self._starts = [e[0] for e in self._entities]
        self._figures = sorted(q.start for q in article.quantities or ())
        self._quotes = sorted((q.start, q.end) for q in article.quotes or ())
        self._events = sorted(e.start for e in article.events or ())
        self._titles = sum(u.sentence == TITLE for u in units)
        self._characters = min(_LONG, float(len(body.folded)))

    def setting(self) -> Setting:
        words, holds, word_rows = self._read_words()
        sizes = np.array([row[0] for row in word_rows], np.float32)
        letters = [len(text) if text.isalnum() else sum(map(str.isalnum, text)) for text in self._texts]
        return Setting(
            self._units,
            self._titles,
            np.array(letters, np.float32),
            words,
            holds,
            sizes,
            np.array(word_rows, np.float32).reshape(len(words), len(WORD_NAMES)),
            np.array(self._unit_rows(letters), np.float32).reshape(len(self._units), len(UNIT_NAMES)),
        )

    def _read_words(self) -> tuple[list[str], Floats, list[list[float]]]:
        """The words of all units, which unit has which, and what the model is told of each."""
        starts, ends, tags, folded = self._tokens.starts, self._tokens.ends, self._tokens.tags, self._folded
        known: dict[str, int] = {}
        rows: list[list[float]] = []
        times: list[int] = []
        cells: list[int] = []  # of units and words, each where a unit has a word
        title = "".join(self._texts[: self._titles])
        has_title, characters = float(self._titles > 0), self._characters
        coarse: dict[str, str] = {}
        for i, unit in enumerate(self._units):
            first, last = bisect_left(starts, unit.start), bisect_left(starts, unit.end)
            clause, sentence, beside = float(unit.clause), float(unit.sentence), float(last - first)
            width = max(1, unit.end - unit.start)
            for k in range(first, last):
                start = starts[k]
                word = folded[start : ends[k]]
                at = known.get(word)
                if at is None:
                    whole = word.isalnum()
                    letters = len(word) if whole else sum(map(str.isalnum, word))
                    if not letters:
                        known[word] = -1
                        continue
                    at = known[word] = len(rows)
                    tag = tags[k]
                    if tag not in coarse:
                        coarse[tag] = coarse_tag("人", tag)
                    rows.append(
                        [
                            float(letters), 0.0, 0.0, float(i < self._titles), float(word in title), clause,
                            sentence, self._entity(start), _TAG.get("q" if word == "%" else coarse[tag], -1.0),
                            float(not word.isalpha()), characters, has_title, beside,
                            (start - unit.start) / width, 0.0, 0.0,
                        ]
                    )  # fmt: skip
                    times.append(0)
                if at >= 0:
                    times[at] += 1
                    cells.append(i)
                    cells.append(at)
        holds = np.zeros((len(self._units), len(rows)), np.float32)
        holds[cells[::2], cells[1::2]] = 1
        for row, count, units in zip(rows, times, holds.sum(axis=0).tolist(), strict=True):
            row[1], row[2] = float(min(12, count)), units
        return [word for word, at in known.items() if at >= 0], holds, rows

    def _entity(self, start: int) -> float:
        """What kind of name ``start`` lies in; 0 for none."""
        at = bisect_right(self._starts, start) - 1
        if at < 0 or self._entities[at][1] <= start:
            return 0.0
        return _ENTITY.get(self._entities[at][2], 0.0)

    def _unit_rows(self, letters: Sequence[int]) -> list[list[float]]:
        pairs = [character_pairs(text) for text in self._texts]
        counts = Counter(pair for found in pairs for pair in found)
        title = frozenset().union(*pairs[: self._titles])
        in_sentence = Counter(u.sentence for u in self._units)
        seen: Counter[int] = Counter()
        rows = []
        for unit, text, own, size in zip(self._units, self._texts, pairs, letters, strict=True):
            is_title, digits = unit.sentence == TITLE, 0 if text.isalpha() else sum(map(str.isdigit, text))
            both = 0 if is_title else len(own & title)
            shared = sum([counts[pair] - 1 for pair in own])
            rows.append(
                [
                    float(is_title), float(unit.clause), float(unit.sentence), float(min(unit.paragraph, 12)),
                    float(seen[unit.sentence]), float(in_sentence[unit.sentence]), float(size), self._characters,
                    both / max(1, len(own)), both / max(1, len(title)), shared / max(1, len(own)), float(shared),
                    *self._names(unit),
                    float(unit.verbs), float(unit.goes_on), float(unit.waits), float(unit.announces),
                    float(unit.pronoun), float(unit.last), float(len(unit.needs)), self._spoken(unit),
                    float(text.count("“")), float(digits),
                    float("?" in text or "!" in text or text.endswith(_ASKS)),
                    *[float(len(_cue(name).findall(text))) for name in _CUES],
                    float(bisect_left(self._events, unit.start) < bisect_left(self._events, unit.end)),
                    float(self._titles > 0), _TAG.get(unit.tag, -1.0), 0.0, 0.0, 0.0, 0.0,
                ]
            )  # fmt: skip
            seen[unit.sentence] += 1
        return rows

    def _names(self, unit: Unit) -> list[float]:
        """How many people, places, organisations, times and figures begin in it; whether it begins with one."""
        a, b = bisect_left(self._starts, unit.start), bisect_left(self._starts, unit.end)
        kinds: list[str] = [kind for _, _, kind in self._entities[a:b]]
        figures = bisect_left(self._figures, unit.end) - bisect_left(self._figures, unit.start)
        begins = 0.0
        if a < b and self._entities[a][0] == unit.start:
            begins = 1.0 if kinds[0] == "TIME" else 2.0
        return [*[float(kinds.count(kind)) for kind in _ENTITY], float(figures), begins]

    def _spoken(self, unit: Unit) -> float:
        """The share of the unit that is speech."""
        covered = 0
        for a, b in self._quotes:
            if a < unit.end and unit.start < b:
                covered = max(covered, min(b, unit.end) - max(a, unit.start))
        return covered / max(1, unit.end - unit.start)


@cache
def _cue(name: str) -> re.Pattern[str]:
    return cue_pattern("summary_cues.tsv", f"<{name}>")


def chances_of(scores: Any) -> Floats:
    """Log odds as probabilities."""
    found: Floats = (1 / (1 + np.exp(-np.clip(scores, -30, 30)))).astype(np.float32)
    return found
