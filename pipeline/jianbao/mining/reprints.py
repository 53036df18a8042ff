"""Reprints by MinHash, and similar articles by TF-IDF neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from msgspec import Struct, field

from jianbao.article import Article
from jianbao.language.width import fold
from jianbao.mining.terms import Matrix, Progress, Row, matrix, tfidf

_SHINGLE = 5  # characters
_HASHES, _BANDS = 64, 16
_PRIME = np.uint64((1 << 61) - 1)


class Document(Struct):
    """A text as reprint detection sees it."""

    id: str
    text: str
    date: str | None = None
    title: str = ""


class Reprint(Struct):
    """Articles that are one text: in order of date, the first taken as the source."""

    ids: list[str]
    dates: list[str | None]
    titles: list[str]
    similarity: float  # the smallest estimated Jaccard similarity that ties one of them to the others


class Similar(Struct):
    """The nearest other articles of one, best first, with their cosine similarity."""

    id: str
    neighbours: list[tuple[str, float]] = field(default_factory=list)


def documents(articles: Iterable[Article]) -> Iterator[Document]:
    """The bodies of ``articles``."""
    for a in articles:
        yield Document(a.id, a.text[a.body.start : a.body.end] or a.text, a.date, a.title)


def reprints(
    source: Iterable[Document], *, threshold: float = 0.5, progress: Progress | None = None
) -> list[Reprint]:
    """Groups of texts whose shingles of five characters agree to ``threshold`` (Jaccard) or more.

    MinHash (Broder 1997) with 64 hashes in 16 bands; a pair that shares a band is compared by all 64, so that
    the similarity is an estimate (standard error about .06). Marks and blanks do not count. Texts of fewer
    than 20 characters are left out. Groups are ordered by size, then by their first id.
    """
    seen: list[Document] = []
    sketches: list[Any] = []
    for number, doc in enumerate(source, 1):
        sketch = minhash(doc.text)
        if sketch is not None:
            seen.append(Document(doc.id, "", doc.date, doc.title))  # the text itself is not kept
            sketches.append(sketch)
        if progress and number % 1000 == 0:
            progress(number)
    if not seen:
        return []
    table = np.stack(sketches)
    return _groups(seen, _ties(table, threshold))


def minhash(text: str) -> Any:
    """The smallest hash of the text's shingles by each of 64 functions; None for a text that is too short."""
    points = np.array([ord(ch) for ch in fold(text) if ch.isalnum()], np.uint64)
    if len(points) < 20:
        return None
    size = len(points) - _SHINGLE + 1
    value = np.zeros(size, np.uint64)
    for k in range(_SHINGLE):  # a polynomial that wraps around at 64 bits
        value = value * np.uint64(1_000_003) + points[k : k + size]
    value = np.unique(value ^ (value >> np.uint64(29)))
    mixed = value[None, :] * _MULTIPLIERS[:, None] + _OFFSETS[:, None]
    return (mixed >> np.uint64(32)).min(axis=1).astype(np.uint32)


def _hash_functions() -> tuple[Any, Any]:
    rng = np.random.default_rng(20260101)
    high = 1 << 63
    return rng.integers(1, high, _HASHES, np.uint64) * np.uint64(2) + np.uint64(1), rng.integers(
        0, high, _HASHES, np.uint64
    )


_MULTIPLIERS, _OFFSETS = _hash_functions()


def _ties(table: Any, threshold: float) -> Iterator[tuple[int, int, float]]:
    """Pairs of rows that share a band and agree to ``threshold``; each row with the first of its bucket."""
    width = _HASHES // _BANDS
    tried: set[tuple[int, int]] = set()
    for band in range(_BANDS):
        keys = np.ascontiguousarray(table[:, band * width : (band + 1) * width]).view(f"V{4 * width}").ravel()
        buckets: dict[bytes, list[int]] = defaultdict(list)
        for i, key in enumerate(keys):
            buckets[key.tobytes()].append(i)
        for members in buckets.values():
            heads: list[int] = []  # a bucket of n like texts costs n comparisons, not n squared
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


_HEADS = 20


def _groups(seen: Sequence[Document], ties: Iterable[tuple[int, int, float]]) -> list[Reprint]:
    parent = list(range(len(seen)))
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
    out = []
    for group in members.values():
        group.sort(key=lambda i: (seen[i].date or "9999", seen[i].id))
        out.append(
            Reprint(
                [seen[i].id for i in group],
                [seen[i].date for i in group],
                [seen[i].title for i in group],
                round(min(best[i] for i in group), 3),
            )
        )
    return sorted(out, key=lambda r: (-len(r.ids), r.ids[0]))


def similar(
    source: Iterable[Row] | Matrix, *, top: int = 5, least: float = 0.2, progress: Progress | None = None
) -> list[Similar]:
    """For each article its ``top`` nearest by cosine of TF-IDF, from ``least`` on; in source order."""
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


_CHUNK = 256  # articles at a time: bounds memory to a few hundred MB for 100,000 articles


def _nearest(
    ids: list[str], own: int, where: Any, scores: Any, top: int, least: float
) -> list[tuple[str, float]]:
    fit = (scores >= least) & (where != own)
    where, scores = where[fit], scores[fit]
    order = np.lexsort((where, -np.round(scores, 6)))[:top]
    return [(ids[where[i]], round(float(scores[i]), 4)) for i in order]
