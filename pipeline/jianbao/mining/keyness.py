"""Words that stand out: around a word (collocates), and in articles against newspapers at large (keyness).

The measure is the log-likelihood ratio G2 of a table of two by two (Dunning 1993, Computational Linguistics 19:1; its
use for keywords: Rayson and Garside 2000). Its size tells how sure a difference is, not how large: for that there is
the log ratio, the binary logarithm of the ratio of both shares (Hardie 2014), with half a count added to each.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct, field

from jianbao.article import Article
from jianbao.language.occurrences import occurrences_of
from jianbao.mining.terms import placed_terms
from jianbao.search.normal import normalise, normalise_word
from jianbao.stages.keywords.background import load_background

SURE = 10.83  # G2 for p < .001, one degree of freedom
LEAST = 3  # a word in fewer places says nothing


class Standout(Struct):
    """A word: how often it is here and in what it is compared with; ``g2`` and ``log_ratio`` as above."""

    term: str
    here: int
    there: int
    g2: float
    log_ratio: float


class Standouts(Struct):
    """Words that stand out, the surest first. ``here`` and ``there``: the sizes that their counts are parts of."""

    here: int
    there: int
    rows: list[Standout] = field(default_factory=list)


def log_likelihood(a: int, b: int, of_a: int, of_b: int) -> float:
    """G2 of ``a`` in ``of_a`` against ``b`` in ``of_b``.

    >>> round(log_likelihood(10, 10, 100, 1000), 2)
    22.91
    """
    total, both = of_a + of_b, a + b
    g2 = 0.0
    for seen, size, count in (
        (a, of_a, both), (b, of_b, both), (of_a - a, of_a, total - both), (of_b - b, of_b, total - both),
    ):  # fmt: skip
        if seen and count:
            g2 += seen * math.log(seen * total / (size * count))
    return 2 * g2


def collocates(articles: Iterable[Article], word: str, *, window: int = 5, top: int = 50) -> Standouts:
    """The content words near ``word``, against the rest of the same articles.

    window: content words on each side. Counts are of words. Articles without tokens say nothing.
    """
    wanted = normalise_word(word)
    near: Counter[str] = Counter()
    far: Counter[str] = Counter()
    for article in articles:
        terms = list(placed_terms(article))
        begins, ends = [start for start, _ in terms], [start + len(term) for start, term in terms]
        close: set[int] = set()
        for at in occurrences_of(wanted, normalise(article.text)):
            left, right = bisect_right(ends, at), bisect_left(begins, at + len(wanted))
            close.update(range(max(0, left - window), left), range(right, min(right + window, len(terms))))
        for i, (_, term) in enumerate(terms):
            if wanted not in normalise(term):
                (near if i in close else far)[term] += 1
    return _standouts(near, far, near.total(), far.total(), top)


def keyness(articles: Iterable[Article], *, top: int = 50) -> Standouts:
    """The content words in more of ``articles`` than newspapers make one expect.

    Counts are of articles. The background is the table of the keywords model (models/keywords/terms.tsv.gz): in how
    many of 24,887 newspaper texts a term comes; a term that it lacks counts as in none.
    """
    background = load_background()
    here: Counter[str] = Counter()
    number = 0
    for article in articles:
        number += 1
        here.update({term for _, term in placed_terms(article)})
    there = Counter({term: background.df.get(term, 0) for term in here})
    return _standouts(here, there, number, background.documents, top)


def _standouts(here: Counter[str], there: Counter[str], of_here: int, of_there: int, top: int) -> Standouts:
    rows = []
    for term, count in here.items():
        other = there[term]
        if count < LEAST or count * of_there <= other * of_here:
            continue
        g2 = log_likelihood(count, other, of_here, of_there)
        if g2 >= SURE:
            ratio = math.log2(((count + 0.5) / (of_here + 1)) / ((other + 0.5) / (of_there + 1)))
            rows.append(Standout(term, count, other, round(g2, 2), round(ratio, 2)))
    rows.sort(key=lambda row: (-row.g2, row.term))
    return Standouts(of_here, of_there, rows[:top])
