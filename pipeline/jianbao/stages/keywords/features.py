"""Features of keyword candidates: where a term stands, how rare it is, how whole it is, what it is made of."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
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
        rows = _Rows(draft, found, background)
        matrix[:, : _COL["pattern"]] = [rows.row(term, c) for term, c in found.items()]
    for name in ("tfidf", "tfidf_news"):
        column = matrix[:, _COL[name]]
        column /= max(float(column.max(initial=0.0)), 1e-6)
    order = np.argsort(-matrix[:, _COL["tfidf"]], kind="stable")
    matrix[order, _COL["tfidf_rank"]] = np.log1p(np.arange(len(found), dtype=np.float32))
    if rates is not None:
        fill_rates(matrix, keys_of(found), rates)
    return matrix


class _Rows:
    """The features of single candidates of one article."""

    def __init__(self, draft: Draft, found: Mapping[str, Candidate], background: Background) -> None:
        self.df, self.logs = background.df, _Logs(background)
        self.head_end = draft.head_end
        self.size = max(1, len(draft.text) - draft.head_end)
        self.commonest = max((len(c.starts) for c in found.values()), default=1) or 1
        self.title = draft.title
        self.of_text = (math.log(self.size), genre_of(found, self.logs.news))

    def row(self, term: str, c: Candidate) -> tuple[float, ...]:
        """The features of ``c`` in the order of FEATURES, without the rates."""
        count, size, parts = len(c.starts), self.size, c.parts
        first, last = (c.starts[0] - self.head_end, c.starts[-1] - self.head_end) if count else (size, size)
        rarity, general, rarest, commonest, cohesion = self.logs.rarities(c)
        at = self.title.find(term) if self.title else -1
        weight = count + (at >= 0)
        return (
            math.log1p(count), count / self.commonest, rarity, general, weight * general, weight * rarity, 0.0,
            rarest, commonest, cohesion,
            math.log1p(first), first / size, (last - first) / size, self._lead(c),
            *self._in_title(term, at), len(term), len(parts),
            c.inside / (count + 1), c.free / (2 * count) if count else 1.0,
            tie(self.df, c.left, parts[0]) if c.left else 0.0,
            tie(self.df, parts[-1], c.right) if c.right else 0.0,
            c.within / (count + 1), c.cuts / (count + 1),
            c.entity == "PER" or c.pattern == "P", c.entity == "LOC" or c.pattern == "L",
            c.entity == "ORG" or c.pattern == "O", min(c.quoted, 3), c.slogan, *self.of_text,
        )  # fmt: skip

    def _lead(self, c: Candidate) -> int:
        """How many of the first four occurrences lie in the lead."""
        end = self.head_end + LEAD
        return sum([start < end for start in c.starts[:4]])

    def _in_title(self, term: str, at: int) -> tuple[float, float, float, float, float]:
        """in_title, title_at, title_share, title_edges, has_title of a term that stands ``at`` (-1: nowhere)."""
        title = self.title
        if at < 0:
            return 0.0, -1.0, 0.0, 0.0, float(bool(title))
        return 1.0, at / len(title), len(term) / len(title), _edges(title, at, len(term)), 1.0


def genre_of(found: Mapping[str, Candidate], news: Mapping[str, float]) -> float:
    """The mean rarity of the words of the body, weighted by log(1 + occurrences).

    3.5 to 5.3 in broadcast news, higher in text that is further from it (local news of the web: 5 to 6.5).
    """
    words = [(math.log1p(len(c.starts)), news[t]) for t, c in found.items() if len(c.parts) == 1 and c.starts]
    weight = sum(w for w, _ in words)
    return sum(w * rarity for w, rarity in words) / weight if weight else 0.0


def fill_rates(matrix: NDArray[np.float32], keys: Iterable[Keys], rates: Rates) -> None:
    """Write the features that are rates, the last five, for candidates of these keys."""
    rows = []
    for term, pattern, head, opening in keys:
        known = rates.term.get(term, _NONE)
        rows.append((
            log_odds(rates.pattern.get(pattern, _NONE)), log_odds(known), math.log1p(known[0]),
            log_odds(rates.head.get(head, _NONE)), log_odds(rates.opening.get(opening, _NONE)),
        ))  # fmt: skip
    if rows:
        matrix[:, _COL["pattern"] :] = rows


def keys_of(found: Mapping[str, Candidate]) -> list[Keys]:
    """What the rates of each candidate are looked up by: term, pattern, last and first word."""
    return [(term, c.pattern, c.parts[-1], c.parts[0]) for term, c in found.items()]


def _edges(title: str, at: int, size: int) -> int:
    """How many sides of ``title[at:at + size]`` are edges of the title or stand beside a mark."""
    end = at + size
    return (at == 0 or title[at - 1] in _EDGES) + (end == len(title) or title[end] in _EDGES)


class _Logs:
    """Rarities, worked out once for each word."""

    def __init__(self, background: Background) -> None:
        self.background = background
        self.news = NewsRarity(background)
        self._known = background.idf

    def rarities(self, c: Candidate) -> tuple[float, float, float, float, float]:
        """Rarity, general rarity, rarity of the rarest and the commonest part, cohesion: see FEATURES."""
        if len(c.parts) == 1:
            news = self.news[c.term]
            return news, self._known.get(c.term, _UNSEEN), news, news, 0.0
        parts = [self.news[p] for p in c.parts]
        rarest = max(parts)
        # as counted; a phrase that was never counted as a whole is a bit rarer than its rarest word
        news = self.news[c.term] if c.term in self.background.df else min(rarest + 1.0, self.news[""])
        return news, self._general(c), rarest, min(parts), (sum(parts) - news) / len(parts)

    def _general(self, c: Candidate) -> float:
        """Of the phrase in general text, or the mean of its words."""
        known = self._known
        if c.term in known:
            return known[c.term]
        return sum([known.get(p, _UNSEEN) if len(p) > 1 else _SHORT for p in c.parts]) / len(c.parts)


class NewsRarity(dict[str, float]):
    """Rarities in newspapers by term."""

    def __init__(self, background: Background) -> None:
        self.background = background

    def __missing__(self, term: str) -> float:
        self[term] = value = self.background.rarity(term)
        return value
