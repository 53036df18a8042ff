"""Features of keyword candidates: where a term stands, how rare it is, how whole it is, what it is made of."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
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
_EDGES = " \t,。、!?;:“”\"'()《》—-·|"

Rate = tuple[int, int]  # seen, tagged
Keys = tuple[str, str, str, str]  # term, pattern, last word, first word


class Rates(NamedTuple):
    """How often candidates were keywords, by term, part-of-speech pattern, last word and first word."""

    term: Mapping[str, Rate]
    pattern: Mapping[str, Rate]
    head: Mapping[str, Rate]
    opening: Mapping[str, Rate]


def log_odds(rate: Rate, prior: float = 0.04, strength: float = 8.0) -> float:
    """The smoothed log odds of a keyword; ``prior`` where nothing was seen."""
    p = (rate[1] + prior * strength) / (rate[0] + strength)
    return math.log(p / (1 - p))


_NONE: Rate = (0, 0)


def table(
    draft: Draft, found: Mapping[str, Candidate], background: Background, rates: Rates | None = None
) -> NDArray[np.float32]:
    """One row a candidate, one column a feature of FEATURES; the rates stay 0 where none are given."""
    matrix = _rows(draft, found, background)
    if rates is not None:
        fill_rates(matrix, keys_of(found), rates)
    return matrix


def _rows(draft: Draft, found: Mapping[str, Candidate], background: Background) -> NDArray[np.float32]:
    size = max(1, len(draft.text) - draft.head_end)
    commonest = max((len(c.starts) for c in found.values()), default=1) or 1
    title, has_title = draft.title, float(bool(draft.title))
    logs = _Logs(background)
    genre = genre_of(found, logs.news)
    rows = []
    df = background.df
    for term, c in found.items():
        n = len(c.starts)
        first = c.starts[0] - draft.head_end if n else size
        last = c.starts[-1] - draft.head_end if n else size
        at = title.find(term) if title else -1
        rarity, general = logs.rarity(c), logs.general(c)
        weight = n + (at >= 0)
        lead = sum(1 for s in c.starts[:4] if s - draft.head_end < LEAD)
        parts = [logs.news[p] for p in c.parts]
        rows.append((
            math.log1p(n), n / commonest, rarity, general, weight * general, weight * rarity, 0.0,
            max(parts), min(parts), (sum(parts) - rarity) / len(parts) if len(parts) > 1 else 0.0,
            math.log1p(first), first / size, (last - first) / size, lead,
            at >= 0, at / len(title) if at >= 0 else -1.0, len(term) / len(title) if at >= 0 else 0.0,
            _edges(title, at, len(term)), has_title, len(term), len(c.parts),
            c.inside / (n + 1), c.free / (2 * n) if n else 1.0,
            tie(df, c.left, c.parts[0]), tie(df, c.parts[-1], c.right),
            c.within / (n + 1), c.cuts / (n + 1),
            c.entity == "PER" or c.pattern == "P", c.entity == "LOC" or c.pattern == "L",
            c.entity == "ORG" or c.pattern == "O", min(c.quoted, 3), c.slogan,
            math.log(size), genre,
        ))  # fmt: skip
    matrix = np.zeros((len(rows), len(FEATURES)), dtype=np.float32)
    if rows:
        matrix[:, : len(rows[0])] = rows
    for name in ("tfidf", "tfidf_news"):
        column = matrix[:, _COL[name]]
        column /= max(float(column.max(initial=0.0)), 1e-6)
    order = np.argsort(-matrix[:, _COL["tfidf"]], kind="stable")
    matrix[order, _COL["tfidf_rank"]] = np.log1p(np.arange(len(rows), dtype=np.float32))
    return matrix


def genre_of(found: Mapping[str, Candidate], news: Mapping[str, float]) -> float:
    """The mean rarity of the words of the body, by log(1 + occurrences): 3.5 to 5.3 in broadcast news, higher
    in text that is further from it (local news of the web: 5 to 6.5).
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
    if at < 0:
        return 0
    end = at + size
    return (at == 0 or title[at - 1] in _EDGES) + (end == len(title) or title[end] in _EDGES)


class _Logs:
    """Rarities, worked out once a word."""

    def __init__(self, background: Background) -> None:
        self.background = background
        self.news = _News(background)

    def rarity(self, c: Candidate) -> float:
        """Of the term as counted, or of its rarest word and a bit where it was never counted as a whole."""
        if c.term in self.background.df or len(c.parts) == 1:
            return self.news[c.term]
        return min(max(self.news[p] for p in c.parts) + 1.0, self.news[""])

    def general(self, c: Candidate) -> float:
        idf = self.background.idf
        if len(c.parts) == 1 or c.term in idf:
            return idf.get(c.term, _UNSEEN)
        return sum(idf.get(p, _UNSEEN) if len(p) > 1 else 5.0 for p in c.parts) / len(c.parts)


class _News(dict[str, float]):
    def __init__(self, background: Background) -> None:
        self.background = background

    def __missing__(self, term: str) -> float:
        self[term] = value = self.background.rarity(term)
        return value
