"""Articles as rows of terms, and rows as a sparse matrix with its vocabulary."""

from __future__ import annotations

import logging
import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np
from msgspec import Struct

from jianbao.article import Article
from jianbao.language.width import fold
from jianbao.resources import words

Progress = Callable[[int], None]  # called with the number of rows done so far

# Content words: nouns, names, verbs used as nouns, foreign words, idioms; jieba's and LAC's tag sets.
_CONTENT = re.compile(r"(?:n|vn|an|j|l|i|eng|PER|LOC|ORG)")
_WORD = re.compile(r"[\u4e00-\u9fff]{2,}$|[A-Za-z][A-Za-z0-9.-]+$")


class Row(Struct):
    """One article as mining sees it: which, when (``YYYY[-MM[-DD]]``), and its terms in text order."""

    id: str
    date: str | None
    terms: list[str]
    title: str = ""


class Matrix(Struct):
    """Counts of terms: ``counts`` is a SciPy CSR matrix with a row an article and a column a term."""

    ids: list[str]
    dates: list[str | None]
    titles: list[str]
    terms: list[str]
    counts: Any

    @property
    def document_counts(self) -> Any:
        """In how many articles each term stands."""
        return np.bincount(self.counts.indices, minlength=len(self.terms))


def rows(articles: Iterable[Article]) -> Iterator[Row]:
    """The articles as rows, by their ``tokens`` layer: content words of two characters or more.

    Names that the ``entities`` layer holds count as one term each, in place of the words they are made of.
    """
    for article in articles:
        yield Row(article.id, article.date, terms_of(article), article.title)


def terms_of(article: Article) -> list[str]:
    """The content words of ``article`` in text order; an article without tokens has none."""
    if article.tokens is None:
        return []
    stop = words("mining_stopwords.txt")
    text = fold(article.text)
    names = {e.start: e.end for e in article.entities or () if e.type != "TIME"}
    out: list[str] = []
    inside = 0
    for start, end, tag in zip(article.tokens.starts, article.tokens.ends, article.tokens.tags, strict=True):
        if start < inside:
            continue
        if start in names:
            inside = names[start]
            out.append("".join(text[start:inside].split()))
        elif _CONTENT.match(tag) and _WORD.match(text[start:end]) and text[start:end] not in stop:
            out.append(text[start:end])
    return out


def rows_of_texts(records: Iterable[tuple[str, str | None, str, str]]) -> Iterator[Row]:
    """Rows straight from (id, date, title, text), for large corpora that went through no stage.

    Words are cut by jieba's dictionary without guessing, six times as fast as with parts of speech; which of
    them are content words is looked up word by word, once each.
    """
    cut, content, _ = _cutter()
    for id, date, title, text in records:
        whole = fold(f"{title}\n{text}" if title else text)
        yield Row(id, date, [w for w in cut(whole) if content(w)], title)


def dictionary_cut() -> tuple[Callable[[str], Iterator[str]], Callable[[str], bool]]:
    """Cutting by jieba's dictionary without guessing, and whether a word is in it."""
    cut, _, known = _cutter()
    return cut, known


@cache
def _cutter() -> tuple[Callable[[str], Iterator[str]], Callable[[str], bool], Callable[[str], bool]]:
    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tagger = jieba.posseg.POSTokenizer(tokenizer)
    stop = words("mining_stopwords.txt")
    known: dict[str, bool] = {}

    def content(word: str) -> bool:
        if word not in known:
            tag = tagger.word_tag_tab.get(word, "") if _WORD.match(word) else ""
            latin = word.isascii() and bool(_WORD.match(word))
            known[word] = word not in stop and (latin or bool(_CONTENT.match(tag)))
        return known[word]

    tagger.initialize()
    return (lambda text: tokenizer.cut(text, HMM=False)), content, lambda word: bool(tokenizer.FREQ.get(word))


def matrix(
    source: Iterable[Row],
    *,
    min_df: int = 2,
    max_share: float = 0.4,
    max_terms: int = 20_000,
    progress: Progress | None = None,
) -> Matrix:
    """Count the terms of ``source``, which is read once.

    Args:
        min_df: the fewest articles that a term stands in.
        max_share: the largest share of the articles; above it a term says nothing.
        max_terms: as many of the rest as stand in the most articles; ties go by the alphabet.
        progress: called with the number of rows read, every thousand rows.
    """
    from scipy.sparse import csr_matrix

    ids: list[str] = []
    dates: list[str | None] = []
    titles: list[str] = []
    index: dict[str, int] = {}
    columns, values, ends = array("i"), array("i"), array("q", [0])
    for row in source:
        found: dict[int, int] = {}
        for term in row.terms:
            column = index.setdefault(term, len(index))
            found[column] = found.get(column, 0) + 1
        columns.extend(found.keys())
        values.extend(found.values())
        ends.append(len(columns))
        ids.append(row.id)
        dates.append(row.date)
        titles.append(row.title)
        if progress and len(ids) % 1000 == 0:
            progress(len(ids))
    shape = (len(ids), len(index))
    counts = csr_matrix(
        (np.array(values, np.float32), np.array(columns, np.int32), np.array(ends)), shape=shape
    )
    terms = list(index)
    keep = _kept(
        np.bincount(counts.indices, minlength=len(terms)), terms, min_df, max_share * len(ids), max_terms
    )
    if progress:
        progress(len(ids))
    return Matrix(ids, dates, titles, [terms[i] for i in keep], counts[:, keep])


def _kept(df: Any, terms: Sequence[str], low: int, high: float, limit: int) -> list[int]:
    """The columns to keep, in the alphabet's order, so that the order of articles does not matter."""
    high = max(high, low)
    fit = [i for i in range(len(terms)) if low <= df[i] <= high]
    fit.sort(key=lambda i: (-df[i], terms[i]))
    return sorted(fit[:limit], key=lambda i: terms[i])


def tfidf(counts: Any) -> Any:
    """Sublinear TF-IDF of a count matrix, each row of length one."""
    from sklearn.feature_extraction.text import TfidfTransformer

    return TfidfTransformer(sublinear_tf=True).fit_transform(counts).astype(np.float32)
