"""Reprints by MinHash, and similar articles by the cosine of TF-IDF."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import numpy as np
from msgspec import Struct, field
from numpy.typing import NDArray

from jianbao.article import Article
from jianbao.language.width import fold
from jianbao.mining.terms import Matrix, Progress, Row, matrix, tfidf

_SHINGLE = 5  # characters
_LEAST = 20  # characters of a text that is compared
_HASHES, _BANDS = 64, 16
_HEADS = 20  # of a bucket, to which its other members are compared
_CHUNK = 256  # articles at a time: bounds memory to a few hundred MB for 100,000 articles

Sketch = NDArray[np.uint32]  # the smallest value of each hash function over the shingles of a text


class Document(Struct):
    """A text to compare: its id, text, date (``YYYY[-MM[-DD]]``) and headline."""

    id: str
    text: str
    date: str | None = None
    title: str = ""


class Reprint(Struct):
    """Articles with nearly the same text, in order of date; the first is taken as the source."""

    ids: list[str]
    dates: list[str | None]
    titles: list[str]
    similarity: (
        float  # the least of the articles' similarities (estimated Jaccard) to their nearest neighbour
    )


class Similar(Struct):
    """The nearest neighbours of an article, best first, as (id, cosine similarity)."""

    id: str
    neighbours: list[tuple[str, float]] = field(default_factory=list)


def documents(articles: Iterable[Article]) -> Iterator[Document]:
    """The bodies of ``articles``."""
    for a in articles:
        yield Document(a.id, a.text[a.body.start : a.body.end] or a.text, a.date, a.title)


def reprints(
    source: Iterable[Document], *, threshold: float = 0.5, progress: Progress | None = None
) -> list[Reprint]:
    """Groups of texts whose five-character shingles have a Jaccard similarity of ``threshold`` or more.

    MinHash (Broder 1997) with 64 hashes in 16 bands; pairs that share a band are compared by all 64, so that the
    similarity is an estimate (standard error about .06). Punctuation and white space do not count. Texts of fewer
    than 20 characters are left out. Groups are ordered by size, then by their first id.

    >>> text = "市长周启明昨天到云岭县石桥镇调研春耕生产。"
    >>> [r.ids for r in reprints([Document("a", text), Document("b", text + "!"), Document("c", text[::-1])])]
    [['a', 'b']]
    """
    documents: list[Document] = []
    sketches: list[Sketch] = []
    for number, document in enumerate(source, 1):
        sketch = minhash(document.text)
        if sketch is not None:
            documents.append(Document(document.id, "", document.date, document.title))  # without its text
            sketches.append(sketch)
        if progress and number % 1000 == 0:
            progress(number)
    return _groups(documents, _ties(np.stack(sketches), threshold)) if documents else []


def minhash(text: str) -> Sketch | None:
    """The smallest hash of the text's shingles by each of 64 functions, shape (64,); None for a short text."""
    points = np.array([ord(ch) for ch in fold(text) if ch.isalnum()], np.uint64)
    if len(points) < _LEAST:
        return None
    size = len(points) - _SHINGLE + 1
    value = np.zeros(size, np.uint64)
    for k in range(_SHINGLE):  # a polynomial that wraps around at 64 bits
        value = value * np.uint64(1_000_003) + points[k : k + size]
    value = np.unique(value ^ (value >> np.uint64(29)))
    multipliers, offsets = _hash_functions()
    hashes = value[None, :] * multipliers[:, None] + offsets[:, None]
    sketch: Sketch = (hashes >> np.uint64(32)).min(axis=1).astype(np.uint32)
    return sketch


@cache
def _hash_functions() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Multipliers (odd) and offsets of the hash functions, always the same."""
    rng = np.random.default_rng(20260101)
    high = 1 << 63
    multipliers = rng.integers(1, high, _HASHES, np.uint64) * np.uint64(2) + np.uint64(1)
    return multipliers, rng.integers(0, high, _HASHES, np.uint64)


def _ties(table: Sketch, threshold: float) -> Iterator[tuple[int, int, float]]:
    """Pairs of rows of ``table`` (texts by hashes) that share a band, with a similarity of ``threshold`` or more.

    A row is compared with the first rows of its bucket only: n equal texts cost n comparisons, not n squared.
    """
    width = _HASHES // _BANDS
    tried: set[tuple[int, int]] = set()
    for band in range(_BANDS):
        keys = np.ascontiguousarray(table[:, band * width : (band + 1) * width]).view(f"V{4 * width}").ravel()
        buckets: dict[bytes, list[int]] = defaultdict(list)
        for i, key in enumerate(keys):
            buckets[key.tobytes()].append(i)
        for members in buckets.values():
            heads: list[int] = []
            for i in members:
                for head in heads[:_HEADS]:
                    if (head, i) in tried:
                        break
                    tried.add((head, i))
                    agree = float((table[head] == table[i]).mean())
                    if agree >= threshold:
                        yield head, i, agree
                        break
                else:
                    heads.append(i)


def _groups(documents: Sequence[Document], ties: Iterable[tuple[int, int, float]]) -> list[Reprint]:
    """The documents that ``ties`` connect, directly or through others."""
    parent = list(range(len(documents)))
    best: dict[int, float] = {}

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for a, b, agree in ties:
        best[a], best[b] = max(agree, best.get(a, 0)), max(agree, best.get(b, 0))
        parent[max(root(a), root(b))] = min(root(a), root(b))
    members: dict[int, list[int]] = defaultdict(list)
    for i in best:
        members[root(i)].append(i)
    found = [
        _reprint([documents[i] for i in group], min(best[i] for i in group)) for group in members.values()
    ]
    return sorted(found, key=lambda r: (-len(r.ids), r.ids[0]))


def _reprint(documents: list[Document], similarity: float) -> Reprint:
    order = sorted(documents, key=lambda d: (d.date or "9999", d.id))
    return Reprint(
        [d.id for d in order], [d.date for d in order], [d.title for d in order], round(similarity, 3)
    )


def similar(
    source: Iterable[Row] | Matrix, *, top: int = 5, least: float = 0.2, progress: Progress | None = None
) -> list[Similar]:
    """The ``top`` nearest neighbours of each article by the cosine of TF-IDF, if it is ``least`` or more."""
    data = source if isinstance(source, Matrix) else matrix(source)
    if not data.ids or not data.terms:
        return [Similar(id) for id in data.ids]
    weights = tfidf(data.counts)
    columns = weights.T.tocsr()
    out = []
    for begin in range(0, len(data.ids), _CHUNK):
        scores = weights[begin : begin + _CHUNK] @ columns
        for k in range(scores.shape[0]):
            row = slice(scores.indptr[k], scores.indptr[k + 1])
            out.append(
                Similar(
                    data.ids[begin + k],
                    _nearest(data.ids, begin + k, scores.indices[row], scores.data[row], top, least),
                )
            )
        if progress:
            progress(min(begin + _CHUNK, len(data.ids)))
    return out


def _nearest(
    ids: list[str],
    own: int,
    where: NDArray[np.int32],
    scores: NDArray[np.float32],
    top: int,
    least: float,
) -> list[tuple[str, float]]:
    fit = (scores >= least) & (where != own)
    where, scores = where[fit], scores[fit]
    order = np.lexsort((where, -np.round(scores, 6)))[:top]
    return [(ids[where[i]], round(float(scores[i]), 4)) for i in order]
