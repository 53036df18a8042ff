"""What the ranker of themes knows of a candidate beside ``features.py``: its words, and what themes are made of."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from jianbao.stages.keywords.background import Background
from jianbao.stages.keywords.candidates import Candidate, Draft
from jianbao.stages.keywords.features import FEATURES
from jianbao.stages.keywords.generic import generic_words

OF_WORDS: tuple[str, ...] = (
    "best_part",  # log(1 + occurrences) of the commonest of its words
    "least_part",  # the same of the rarest
    "last_part",  # the same of the last
    "sum_parts",  # the same of all together
    "parts_in_title",  # share of its words that stand in the title
    "generic",  # share of its words that stand in every newspaper
    "listed",  # 1 where newspapers know it as a term, 2 where general text does, 3 where both
    "book",  # whether it stands in book-title marks
    "paragraphs",  # how many paragraphs have it
    "alone",  # occurrences outside the commonest longer candidate
    "first_sentence",  # whether it stands in the first sentence
    "kind_rank",  # place among the people, places or organisations of the article by occurrences, -1 for other terms
    "candidates",  # log of how many candidates the article has
)
# What candidates are counted by, each for two features: how often such terms are themes, how near they come to one.
KEYS: tuple[str, ...] = ("pattern", "edges", "head", "opening", "last", "first", "term")
OF_RATES: tuple[str, ...] = tuple(f"{what}_{key}" for key in KEYS for what in ("chosen", "near"))
THEME_FEATURES: tuple[str, ...] = (*FEATURES, *OF_WORDS, *OF_RATES)

_TYPES = {"P": "PER", "L": "LOC", "O": "ORG"}
_LONGEST = 7  # characters from which on terms count as equally long
_STRENGTH = (8.0, 8.0, 8.0, 8.0, 15.0, 15.0, 6.0)  # candidates that the prior stands for, by key
_CHOSEN, _NEAR = 0.04, 0.2  # the priors

ThemeKeys = tuple[str, str, str, str, str, str, str]
ThemeRate = tuple[float, float]  # log odds of being a theme, mean likeness to one


class Tally(NamedTuple):
    """Candidates of one key: how many, how many of them themes, and their likeness to themes summed."""

    seen: int
    chosen: int
    near: float


ThemeRates = Sequence[Mapping[str, ThemeRate]]  # by key


def theme_keys(term: str, c: Candidate) -> ThemeKeys:
    """What the rates of a candidate are looked up by, in the order of KEYS."""
    edges = f"{c.pattern[0]}{c.pattern[-1]}{min(len(term), _LONGEST)}"
    return c.pattern, edges, c.parts[-1], c.parts[0], term[-1], term[0], term


def theme_rate(key: int, tally: Tally) -> ThemeRate:
    """The smoothed rates of what was counted for the ``key``-th key; the priors for Tally(0, 0, 0.0)."""
    strength = _STRENGTH[key]
    p = (tally.chosen + _CHOSEN * strength) / (tally.seen + strength)
    return math.log(p / (1 - p)), (tally.near + _NEAR * strength) / (tally.seen + strength)


class Rated(Protocol):
    """What knows the rates of one of KEYS."""

    def rows(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """(terms, 2); the priors for what was not seen."""
        ...


class RateTable:
    """The rates of one of KEYS as an array: a lookup costs less than half of one for two numbers of Python."""

    def __init__(self, key: int, rates: Mapping[str, ThemeRate]) -> None:
        self._number = {term: number for number, term in enumerate(rates)}
        self._values = np.array([*rates.values(), theme_rate(key, Tally(0, 0, 0.0))], np.float32)

    def rows(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """(terms, 2); the priors for what was not seen."""
        numbers = map(self._number.get, terms, repeat(len(self._number)))
        return self._values[np.fromiter(numbers, np.intp, len(terms))]


def rate_tables(rates: ThemeRates) -> list[RateTable]:
    """``rates`` as arrays."""
    return [RateTable(key, of_key) for key, of_key in enumerate(rates)]


def theme_table(
    matrix: NDArray[np.float32],
    draft: Draft,
    found: Mapping[str, Candidate],
    background: Background,
    rates: Sequence[Rated] | None = None,
) -> NDArray[np.float32]:
    """(candidates, THEME_FEATURES): ``matrix`` of ``feature_table`` with the columns that themes need beside it.

    The rates stay 0 where none are given.
    """
    table = np.zeros((len(found), len(THEME_FEATURES)), dtype=np.float32)
    table[:, : len(FEATURES)] = matrix
    if found:
        for number, column in enumerate(_columns(draft, found, background), len(FEATURES)):
            table[:, number] = column
        if rates is not None:
            fill_theme_rates(table, [theme_keys(term, c) for term, c in found.items()], rates)
    return table


def fill_theme_rates(table: NDArray[np.float32], keys: Iterable[ThemeKeys], rates: Sequence[Rated]) -> None:
    """Write the last columns of ``table``, the rates, for candidates of these keys."""
    at = len(THEME_FEATURES) - len(OF_RATES)
    for rate, column in zip(rates, zip(*keys, strict=True), strict=False):
        table[:, at : at + 2] = rate.rows(column)
        at += 2


def _columns(
    draft: Draft, found: Mapping[str, Candidate], background: Background
) -> Iterator[Sequence[float] | float]:
    """The features OF_WORDS, each of all candidates."""
    terms, every, parts = list(found), list(found.values()), [c.parts for c in found.values()]
    counts = Counter(draft.body_words.surfaces())
    of_parts = [[counts[part] for part in words] for words in parts]
    of_one = [len(words) == 1 for words in parts]
    log = _Logs()
    yield [log[max(of)] for of in of_parts]
    yield [log[min(of)] for of in of_parts]
    yield [log[of[-1]] for of in of_parts]
    yield [log[sum(of)] for of in of_parts]
    in_title = {word for word in draft.title_words.surfaces() if len(word) > 1}
    for listed in (in_title, generic_words()):
        yield [
            term in listed if one else len(listed.intersection(words)) / len(words)
            for term, one, words in zip(terms, of_one, parts, strict=True)
        ]
    df, idf = background.df, background.idf
    yield [(term in df) + 2 * (term in idf) for term in terms]
    books = {q.text for q in draft.article.quoted or () if q.kind == "title"}
    yield [term in books for term in terms]
    starts = [b.start for b in draft.article.blocks if b.kind != "headline"] or [0]
    places = [c.starts for c in every]
    yield [len({bisect_right(starts, at) for at in own}) if len(own) > 1 else len(own) for own in places]
    yield [max(0, len(c.starts) - c.inside) for c in every]
    sentence_end = draft.text.find("。", draft.head_end)
    yield [bool(own) and own[0] <= sentence_end for own in places]
    ranks = _kind_ranks(found)
    yield [ranks.get(term, -1) for term in terms]
    yield math.log(len(found))


def _kind_ranks(found: Mapping[str, Candidate]) -> dict[str, int]:
    """The place of each name among those of its type, the commonest and earliest first."""
    named: dict[str, list[tuple[int, int, str]]] = {}
    for term, c in found.items():
        if kind := c.entity or _TYPES.get(c.pattern):
            named.setdefault(kind, []).append((-len(c.starts), c.starts[0] if c.starts else 0, term))
    return {term: i for names in named.values() for i, (_, _, term) in enumerate(sorted(names))}


class _Logs(dict[int, float]):
    def __missing__(self, count: int) -> float:
        self[count] = value = math.log1p(count)
        return value
