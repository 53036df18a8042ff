"""Articles as rows of terms, and rows as a sparse document-term matrix."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from jianbao.article import Article
from jianbao.engines.jieba.tagger import pos_tokenizer
from jianbao.extras import from_extra
from jianbao.language.patterns import HAN
from jianbao.language.width import fold
from jianbao.resources import words

Progress = Callable[[int], None]  # called with the number of articles done so far
Counts = Any  # a SciPy CSR matrix; SciPy has no types

# Tags of content words in jieba's and LAC's sets: nouns, names, verbal nouns, foreign words, idioms.
_CONTENT = re.compile(r"(?:n|vn|an|j|l|i|eng|PER|LOC|ORG)")
_WORD = re.compile(rf"{HAN}{{2,}}$|[A-Za-z][A-Za-z0-9.-]+$")


class Row(Struct):
    """An article as a list of terms: its id, date (``YYYY[-MM[-DD]]``), terms in text order, and headline."""

    id: str
    date: str | None
    terms: list[str]
    title: str = ""


class Matrix(Struct):
    """Counts of terms: ``counts`` is a SciPy CSR matrix with one row per article and one column per term."""

    ids: list[str]
    dates: list[str | None]
    titles: list[str]
    terms: list[str]
    counts: Counts

    @property
    def document_counts(self) -> NDArray[np.intp]:
        """The number of articles that contain each term."""
        return np.bincount(self.counts.indices, minlength=len(self.terms))


def rows(articles: Iterable[Article]) -> Iterator[Row]:
    """The articles as rows of their content words of two or more characters, by the ``tokens`` layer.

    A name of the ``entities`` layer counts as one term, in place of the words that it consists of.
    """
    for article in articles:
        yield Row(article.id, article.date, terms_of(article), article.title)


def terms_of(article: Article) -> list[str]:
    """The content words of ``article`` in text order; an article without tokens has none."""
    return [term for _, term in placed_terms(article)]


def placed_terms(article: Article) -> Iterator[tuple[int, str]]:
    """The content words of ``article`` as ``terms_of`` has them, each with its offset in the text."""
    if article.tokens is None:
        return
    stop = words("mining_stopwords.txt")
    text = fold(article.text)
    names = {e.start: e.end for e in article.entities or () if e.type != "TIME"}
    inside = 0
    for start, end, tag in zip(article.tokens.starts, article.tokens.ends, article.tokens.tags, strict=True):
        if start < inside:
            continue
        if start in names:
            inside = names[start]
            yield start, "".join(text[start:inside].split())
        elif _CONTENT.match(tag) and _WORD.match(text[start:end]) and text[start:end] not in stop:
            yield start, text[start:end]


def rows_of_texts(records: Iterable[tuple[str, str | None, str, str]]) -> Iterator[Row]:
    """Rows of (id, date, title, text), for large corpora that no stage has annotated.

    Words are segmented by jieba's dictionary without its HMM for unknown words, six times as fast as with parts
    of speech; whether a word is a content word is looked up once per word.
    """
    segmenter = dictionary_segmenter()
    for id, date, title, text in records:
        folded = fold(f"{title}\n{text}" if title else text)
        yield Row(id, date, [w for w in segmenter.cut(folded) if segmenter.is_content_word(w)], title)


@cache
def dictionary_segmenter() -> DictionarySegmenter:
    """The segmenter, loaded once."""
    return DictionarySegmenter()


class DictionarySegmenter:
    """Words by jieba's dictionary alone: a word that it lacks falls into pieces."""

    def __init__(self) -> None:
        tagger = pos_tokenizer()
        self._tokenizer = tagger.tokenizer
        self._tags: dict[str, str] = tagger.word_tag_tab
        self._stopwords = words("mining_stopwords.txt")
        self._content: dict[str, bool] = {}  # what is_content_word answered

    def cut(self, text: str) -> Iterator[str]:
        """The words of ``text`` in order, marks and spaces among them."""
        found: Iterator[str] = self._tokenizer.cut(text, HMM=False)
        return found

    def has(self, word: str) -> bool:
        """Whether ``word`` is in the dictionary."""
        return bool(self._tokenizer.FREQ.get(word))

    def is_content_word(self, word: str) -> bool:
        """Whether ``word`` is a noun, name, idiom or Latin word of two or more characters and not a stop word."""
        if word not in self._content:
            tag = self._tags.get(word, "") if _WORD.match(word) else ""
            latin = word.isascii() and bool(_WORD.match(word))
            self._content[word] = word not in self._stopwords and (latin or bool(_CONTENT.match(tag)))
        return self._content[word]


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
        min_df: terms in fewer articles are left out.
        max_share: terms in a larger share of the articles are left out; they say nothing.
        max_terms: of the others, those in the most articles are kept; ties are broken by code points.
        progress: called with the number of rows read, every thousand rows.
    """
    with from_extra("topics"):
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
    keep = _columns_to_keep(
        np.bincount(counts.indices, minlength=len(terms)), terms, min_df, max_share * len(ids), max_terms
    )
    if progress:
        progress(len(ids))
    return Matrix(ids, dates, titles, [terms[i] for i in keep], counts[:, keep])


def _columns_to_keep(
    df: NDArray[np.intp], terms: Sequence[str], low: int, high: float, limit: int
) -> list[int]:
    """The columns to keep, in the order of their terms, so that the order of articles does not matter."""
    high = max(high, low)
    fit = [i for i in range(len(terms)) if low <= df[i] <= high]
    fit.sort(key=lambda i: (-df[i], terms[i]))
    return sorted(fit[:limit], key=lambda i: terms[i])


def tfidf(counts: Counts) -> Counts:
    """Sublinear TF-IDF of a count matrix, each row scaled to length one."""
    with from_extra("topics"):
        from sklearn.feature_extraction.text import TfidfTransformer

    return TfidfTransformer(sublinear_tf=True).fit_transform(counts).astype(np.float32)
