"""Features of keyword candidates: where a term stands, how rare it is, how whole it is, what it is made of."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain, repeat
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jianbao.stages.keywords.background import Background
from jianbao.stages.keywords.candidates import LEAD, Candidate, Draft, tie

FEATURES: tuple[str, ...] = (
    "count",  # log(1 + occurrences in the body)
    "share",  # occurrences, over those of the commonest candidate
    "rarity",  # log of inverse document frequency in newspapers
    "general_rarity",  # the same in general text (jieba), of the word or the mean of its words
    "tfidf",  # (occurrences + title) * general rarity, over the highest of the article
    "tfidf_news",  # the same with newspaper rarity
    "tfidf_rank",  # log rank by tfidf
    "rarest_part",
    "commonest_part",
    "cohesion",  # pointwise mutual information of the words of a phrase, a word
    "first",  # log offset of the first occurrence
    "first_share",  # the same as a share of the text
    "spread",  # last minus first, as a share of the text
    "lead",  # occurrences in the lead
    "in_title",
    "title_at",  # place in the title, as a share
    "title_share",  # share of the title it makes up
    "title_edges",  # its sides that are edges or marks in the title
    "has_title",
    "chars",
    "words",
    "inside",  # occurrences inside one longer candidate, over its own
    "free",  # share of its sides that marks or function words bound
    "left_tie",  # how often its first word, where it always follows the same word, does so in newspapers
    "right_tie",  # the same of its last word and the word after
    "within",  # share of occurrences inside a longer entity
    "cuts",  # share of occurrences that cut through an entity
    "person",
    "place",
    "organisation",
    "quoted",
    "slogan",
    "length",  # log of the text's length
    "genre",  # mean rarity of the words of the body: how far the text is from the news that was counted
    "pattern",  # how often terms of its part-of-speech pattern are keywords
    "term_rate",  # how often this term was a keyword where it was a candidate
    "term_known",  # log of how often it was a candidate
    "head",  # how often terms that end with its last word are keywords
    "opening",  # the same of its first word
)
_COL = {name: i for i, name in enumerate(FEATURES)}
_UNSEEN = 12.0  # jieba's own default for words it does not know is the median, 11.98
_SHORT = 5.0  # general rarity of a word of one character, which jieba's table leaves out
_EDGES = " \t,。、!?;:“”\"'()《》—-·|"

_COUNTED = attrgetter("inside", "free", "within", "cuts", "quoted", "slogan")

Doubles = NDArray[np.float64]
Rate = tuple[int, int]  # seen, tagged
_NONE: Rate = (0, 0)
Keys = tuple[str, str, str, str]  # term, pattern, last word, first word


class Rates(NamedTuple):
    """How often candidates were keywords, by term, part-of-speech pattern, last word and first word."""

    term: Mapping[str, Rate]
    pattern: Mapping[str, Rate]
    head: Mapping[str, Rate]
    opening: Mapping[str, Rate]


@lru_cache(maxsize=1 << 14)
def log_odds(rate: Rate, prior: float = 0.04, strength: float = 8.0) -> float:
    """The smoothed log odds of a keyword; those of ``prior`` where nothing was seen."""
    p = (rate[1] + prior * strength) / (rate[0] + strength)
    return math.log(p / (1 - p))


def feature_table(
    draft: Draft, found: Mapping[str, Candidate], background: Background, rates: Rates | None = None
) -> NDArray[np.float32]:
    """The features of candidates: (candidates, FEATURES); the rates stay 0 where none are given."""
    matrix = np.zeros((len(found), len(FEATURES)), dtype=np.float32)
    if found:
        matrix[:, : _COL["pattern"]] = _Columns(draft, found, background).table().T
    for name in ("tfidf", "tfidf_news"):
        column = matrix[:, _COL[name]]
        column /= max(float(column.max(initial=0.0)), 1e-6)
    order = np.argsort(-matrix[:, _COL["tfidf"]], kind="stable")
    matrix[order, _COL["tfidf_rank"]] = np.log1p(np.arange(len(found), dtype=np.float32))
    if rates is not None:
        fill_rates(matrix, keys_of(found), rates)
    return matrix


class _Columns:
    """The features of all candidates of one article, without the rates: each a column in double precision."""

    def __init__(self, draft: Draft, found: Mapping[str, Candidate], background: Background) -> None:
        self._draft, self._found, self._background = draft, found, background
        self._terms, self._all = list(found), list(found.values())
        self._size = max(1, len(draft.text) - draft.head_end)
        self._news = NewsRarity(background)
        self._out: Doubles = np.zeros((_COL["pattern"], len(found)))

    def table(self) -> Doubles:
        """(features, candidates)."""
        counts = np.array([len(c.starts) for c in self._all], np.float64)
        self._write_places(counts)
        inside = self._write_title()
        self._write_rarities(counts + inside)
        self._write_marks(counts)
        self._put("length", math.log(self._size))
        self._put("genre", genre_of(self._found, self._news))
        return self._out

    def _put(self, name: str, column: Doubles | Sequence[float] | float) -> None:
        self._out[_COL[name]] = column

    def _write_places(self, counts: Doubles) -> None:
        """Where candidates stand in the body."""
        size, head_end, lead_end = self._size, self._draft.head_end, self._draft.head_end + LEAD
        starts = [c.starts for c in self._all]
        first = [s[0] - head_end if s else size for s in starts]
        last = [s[-1] - head_end if s else size for s in starts]
        self._put("count", list(map(math.log1p, map(len, starts))))
        self._put("share", counts / (counts.max() or 1))
        self._put("first", list(map(math.log1p, first)))
        self._put("first_share", np.array(first) / size)
        self._put("spread", (np.array(last) - np.array(first)) / size)
        self._put("lead", [bisect_left(s, lead_end, 0, min(4, len(s))) for s in starts])

    def _write_title(self) -> NDArray[np.bool_]:
        """Where they stand in the title; returns which do."""
        title, terms = self._draft.title, self._terms
        chars = np.array(list(map(len, terms)), np.float64)
        self._put("chars", chars)
        self._put("has_title", float(bool(title)))
        self._put("title_at", -1.0)
        if not title:
            return np.zeros(len(terms), np.bool_)
        at = np.array([title.find(term) for term in terms])
        inside = at >= 0
        self._put("in_title", inside.astype(np.float64))
        self._put("title_at", np.where(inside, at / len(title), -1.0))
        self._put("title_share", np.where(inside, chars / len(title), 0.0))
        self._put(
            "title_edges",
            [
                _edges(title, i, len(term)) if i >= 0 else 0
                for i, term in zip(at.tolist(), terms, strict=True)
            ],
        )
        return inside

    def _write_rarities(self, weights: Doubles) -> None:
        """How rare they and their words are; ``weights``: occurrences, that in the title too."""
        terms, news, known, df = self._terms, self._news, self._background.idf, self._background.df
        words = [c.parts for c in self._all]
        sizes = np.array(list(map(len, words)))
        flat = list(chain.from_iterable(words))
        parts = _padded(list(map(news.__getitem__, flat)), sizes)
        there = np.arange(len(parts))[:, None] < sizes
        rarest = np.where(there, parts, -np.inf).max(axis=0)
        commonest = np.where(there, parts, np.inf).min(axis=0)
        # as counted; a phrase that was never counted as a whole is a bit rarer than its rarest word
        counted = np.array([news[term] if term in df else np.nan for term in terms])
        rarity = np.where(np.isnan(counted), np.minimum(rarest + 1.0, news[""]), counted)
        # of the phrase in general text, or the mean of its words
        of_words = _padded([known.get(word, _UNSEEN) if len(word) > 1 else _SHORT for word in flat], sizes)
        mean = _sum(of_words) / sizes
        listed = np.array(
            [known.get(term, _UNSEEN if len(c.parts) == 1 else np.nan) for term, c in self._found.items()]
        )
        general = np.where(np.isnan(listed), mean, listed)
        self._put("words", sizes)
        self._put("rarity", rarity)
        self._put("general_rarity", general)
        self._put("tfidf", weights * general)
        self._put("tfidf_news", weights * rarity)
        self._put("rarest_part", rarest)
        self._put("commonest_part", commonest)
        self._put("cohesion", np.where(sizes > 1, (_sum(parts) - rarity) / sizes, 0.0))

    def _write_marks(self, counts: Doubles) -> None:
        """How whole they are, and what the article marks them as."""
        every, df = self._all, self._background.df
        inside, free, within, cuts, quoted, slogan = np.array([_COUNTED(c) for c in every], np.float64).T
        self._put("inside", inside / (counts + 1))
        self._put("free", np.where(counts > 0, free / np.maximum(2 * counts, 1), 1.0))
        self._put("left_tie", [tie(df, c.left, c.parts[0]) if c.left else 0.0 for c in every])
        self._put("right_tie", [tie(df, c.parts[-1], c.right) if c.right else 0.0 for c in every])
        self._put("within", within / (counts + 1))
        self._put("cuts", cuts / (counts + 1))
        for name, kind, letter in (
            ("person", "PER", "P"),
            ("place", "LOC", "L"),
            ("organisation", "ORG", "O"),
        ):
            self._put(name, [c.entity == kind or c.pattern == letter for c in every])
        self._put("quoted", np.minimum(quoted, 3))
        self._put("slogan", slogan)


def _padded(flat: Sequence[float], sizes: NDArray[np.intp]) -> Doubles:
    """The values of ``flat``, ``sizes`` of them at a time, as columns; with 0 below the shorter ones."""
    out: Doubles = np.zeros((len(sizes), int(sizes.max(initial=1))))
    out[np.arange(out.shape[1]) < sizes[:, None]] = flat
    return out.T


def _sum(parts: Doubles) -> Doubles:
    """The sums of the columns, added from the first row on: in another order the last bit may differ."""
    total: Doubles = parts[0].copy()
    for row in parts[1:]:
        total += row
    return total


def genre_of(found: Mapping[str, Candidate], news: Mapping[str, float]) -> float:
    """The mean rarity of the words of the body, weighted by log(1 + occurrences).

    3.5 to 5.3 in broadcast news, higher in text that is further from it (local news of the web: 5 to 6.5).
    """
    words = [(len(c.starts), t) for t, c in found.items() if len(c.parts) == 1 and c.starts]
    weights = [math.log1p(count) for count, _ in words]
    weight = sum(weights)
    return sum([w * news[t] for w, (_, t) in zip(weights, words, strict=True)]) / weight if weight else 0.0


def fill_rates(matrix: NDArray[np.float32], keys: Iterable[Keys], rates: Rates) -> None:
    """Write the features that are rates, the last five, for candidates of these keys."""
    columns = list(zip(*keys, strict=True))
    if not columns:
        return
    of_term, of_pattern, of_head, of_opening = (
        list(map(rate.get, column, repeat(_NONE))) for rate, column in zip(rates, columns, strict=True)
    )
    first = _COL["pattern"]
    matrix[:, first] = list(map(log_odds, of_pattern))
    matrix[:, first + 1] = list(map(log_odds, of_term))
    matrix[:, first + 2] = [math.log1p(seen) for seen, _ in of_term]
    matrix[:, first + 3] = list(map(log_odds, of_head))
    matrix[:, first + 4] = list(map(log_odds, of_opening))


def keys_of(found: Mapping[str, Candidate]) -> list[Keys]:
    """What the rates of each candidate are looked up by: term, pattern, last and first word."""
    return [(term, c.pattern, c.parts[-1], c.parts[0]) for term, c in found.items()]


def _edges(title: str, at: int, size: int) -> int:
    """How many sides of ``title[at:at + size]`` are edges of the title or stand beside a mark."""
    end = at + size
    return (at == 0 or title[at - 1] in _EDGES) + (end == len(title) or title[end] in _EDGES)


class NewsRarity(dict[str, float]):
    """Rarities in newspapers by term."""

    def __init__(self, background: Background) -> None:
        self.background = background

    def __missing__(self, term: str) -> float:
        self[term] = value = self.background.rarity(term)
        return value
