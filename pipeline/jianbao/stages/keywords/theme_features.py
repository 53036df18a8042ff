"""What the ranker of themes knows of a candidate beside ``features.py``: its words, and what themes are made of."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jianbao.stages.keywords.background import Background
from jianbao.stages.keywords.candidates import Candidate, Draft
from jianbao.stages.keywords.features import FEATURES
from jianbao.stages.keywords.generic import generic_words
from jianbao.stages.slogans.words import Words

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


_UNSEEN = tuple(theme_rate(i, Tally(0, 0, 0.0)) for i in range(len(KEYS)))


def theme_table(
    matrix: NDArray[np.float32],
    draft: Draft,
    found: Mapping[str, Candidate],
    background: Background,
    rates: ThemeRates | None = None,
) -> NDArray[np.float32]:
    """(candidates, THEME_FEATURES): ``matrix`` of ``feature_table`` with the columns that themes need beside it.

    The rates stay 0 where none are given.
    """
    table = np.zeros((len(found), len(THEME_FEATURES)), dtype=np.float32)
    table[:, : len(FEATURES)] = matrix
    if found:
        end = len(FEATURES) + len(OF_WORDS)
        table[:, len(FEATURES) : end] = list(_rows(draft, found, background))
        if rates is not None:
            fill_theme_rates(table, [theme_keys(term, c) for term, c in found.items()], rates)
    return table


def fill_theme_rates(table: NDArray[np.float32], keys: Iterable[ThemeKeys], rates: ThemeRates) -> None:
    """Write the last columns of ``table``, the rates, for candidates of these keys."""
    lookups = [(rate.get, unseen) for rate, unseen in zip(rates, _UNSEEN, strict=True)]
    rows = [
        [x for (get, unseen), key in zip(lookups, of_term, strict=True) for x in get(key, unseen)]
        for of_term in keys
    ]
    if rows:
        table[:, -len(OF_RATES) :] = rows


def _rows(
    draft: Draft, found: Mapping[str, Candidate], background: Background
) -> Iterator[tuple[float, ...]]:
    """The features OF_WORDS of each candidate."""
    counts = Counter(_surfaces(draft.body_words))
    in_title = {word for word in _surfaces(draft.title_words) if len(word) > 1}
    generic, df, idf = generic_words(), background.df, background.idf
    books = {q.text for q in draft.article.quoted or () if q.kind == "title"}
    starts = [b.start for b in draft.article.blocks if b.kind != "headline"] or [0]
    sentence_end = draft.text.find("。", draft.head_end)
    ranks, size, logs = _kind_ranks(found), math.log(len(found)), _Logs()
    for term, c in found.items():
        parts, own = c.parts, len(c.starts)
        if len(parts) == 1:
            log = logs[counts[term]]
            of_words = (log, log, log, log, float(term in in_title), float(term in generic))
        else:
            of_parts = [counts[part] for part in parts]
            words = len(parts)
            of_words = (
                logs[max(of_parts)], logs[min(of_parts)], logs[of_parts[-1]], logs[sum(of_parts)],
                len(in_title.intersection(parts)) / words, len(generic.intersection(parts)) / words,
            )  # fmt: skip
        yield (
            *of_words, (term in df) + 2 * (term in idf), term in books,
            len({bisect_right(starts, at) for at in c.starts}) if own > 1 else own,
            max(0, own - c.inside), own > 0 and c.starts[0] <= sentence_end, ranks.get(term, -1), size,
        )  # fmt: skip


def _surfaces(words: Words) -> list[str]:
    text = words.text
    return [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)]


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
