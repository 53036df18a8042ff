"""Topics of a corpus: NMF, mini-batch NMF for large corpora, or LDA; named by their terms."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import numpy as np
from msgspec import Struct, field

from jianbao.errors import ConfigError
from jianbao.mining.terms import Matrix, Progress, Row, matrix, tfidf

Method = Literal["auto", "nmf", "minibatch", "lda"]
_LARGE = 20_000  # articles, from which "auto" takes mini-batches


class TopicTerm(Struct, array_like=True):
    """A term of a topic with its weight; a topic's weights sum to 1 over the vocabulary."""

    term: str
    weight: float


class Representative(Struct):
    """An article that stands for a topic; ``weight`` is the topic's share of the article."""

    id: str
    title: str
    weight: float
    date: str | None = None


class Topic(Struct):
    """A topic: its name is made of its first terms; ``size`` counts the articles it is the first topic of."""

    name: str
    terms: list[TopicTerm]
    articles: list[Representative]
    size: int
    share: float  # of the corpus, by weight


class TopicModel(Struct):
    """The topics of a corpus, largest first.

    ``assigned[i]`` is the first topic of article ``ids[i]``, -1 where no term of it is in the vocabulary.
    """

    method: str
    seed: int
    topics: list[Topic]
    ids: list[str] = field(default_factory=list)
    dates: list[str | None] = field(default_factory=list)
    assigned: list[int] = field(default_factory=list)


def topics(
    source: Iterable[Row] | Matrix,
    *,
    count: int = 20,
    method: Method = "auto",
    seed: int = 0,
    top_terms: int = 12,
    top_articles: int = 5,
    progress: Progress | None = None,
) -> TopicModel:
    """The topics of ``source``; the same rows and seed give the same topics.

    ``auto`` is NMF on TF-IDF (Lee and Seung 1999, started by NNDSVDA) and its mini-batch form (Lefevre et al.
    2011) from 20,000 articles on; ``lda`` is online latent Dirichlet allocation (Hoffman et al. 2010).
    With fewer articles or terms than ``count`` there are fewer topics; an empty corpus has none.

    Raises ConfigError for a method that is none, or a count below one.

    >>> topics([], count=3).topics
    []
    """
    if method not in ("auto", "nmf", "minibatch", "lda"):
        raise ConfigError(f"there is no topic method {method!r}; known are auto, nmf, minibatch, lda")
    if count < 1:
        raise ConfigError(f"{count} topics cannot be found; ask for one or more")
    data = source if isinstance(source, Matrix) else matrix(source, progress=progress)
    if method == "auto":
        method = "minibatch" if len(data.ids) >= _LARGE else "nmf"
    count = min(count, *data.counts.shape)
    if count == 0:
        return TopicModel(method, seed, [], data.ids, data.dates, [-1] * len(data.ids))
    shares, weights = _fit(data, method, count, seed)
    return _described(data, method, seed, shares, weights, top_terms, top_articles)


def _fit(data: Matrix, method: str, count: int, seed: int) -> tuple[Any, Any]:
    """(topics by article, terms by topic), not normalised."""
    from sklearn.decomposition import NMF, LatentDirichletAllocation, MiniBatchNMF
    from sklearn.exceptions import ConvergenceWarning

    if method == "lda":
        model = LatentDirichletAllocation(count, learning_method="online", batch_size=1024, random_state=seed)
        given = data.counts
    else:
        given = tfidf(data.counts)
        if method == "nmf":
            model = NMF(count, init="nndsvda", random_state=seed, max_iter=200)
        else:
            model = MiniBatchNMF(count, init="nndsvda", random_state=seed, batch_size=2048, max_iter=20)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # near enough: topics are read, not solved
        return model.fit_transform(given), model.components_


def _described(
    data: Matrix, method: str, seed: int, shares: Any, weights: Any, top_terms: int, top_articles: int
) -> TopicModel:
    scale = weights.sum(axis=1)
    weights = weights / np.maximum(scale, 1e-12)[:, None]
    shares = shares * scale
    total = shares.sum(axis=1)
    empty = (total <= 1e-9) | (np.diff(data.counts.indptr) == 0)
    shares = shares / np.maximum(total, 1e-12)[:, None]
    first = np.where(empty, -1, shares.argmax(axis=1))
    sizes = np.bincount(first[first >= 0], minlength=len(weights))
    strength = (
        shares * np.sqrt(np.minimum(np.diff(data.counts.indptr), 60))[:, None]
    )  # not the shortest texts
    by_size = sorted(range(len(weights)), key=lambda k: (-sizes[k], k))
    mean = weights.mean(axis=0)
    found = []
    for k in by_size:
        terms = [
            TopicTerm(data.terms[j], round(float(weights[k, j]), 5)) for j in _largest(weights[k], top_terms)
        ]
        telling = _largest(weights[k] * np.log1p(weights[k] / np.maximum(mean, 1e-12)), 3 * top_terms)
        best = [
            Representative(data.ids[i], data.titles[i], round(float(shares[i, k]), 4), data.dates[i])
            for i in _largest(np.where(empty, 0, strength[:, k]), top_articles)
        ]
        name = topic_name([data.terms[j] for j in telling])
        found.append(
            Topic(
                name,
                terms,
                best,
                int(sizes[k]),
                round(float(shares[~empty, k].sum()) / max(1, len(empty)), 4),
            )
        )
    place = {k: i for i, k in enumerate(by_size)}
    return TopicModel(method, seed, found, data.ids, data.dates, [place.get(int(k), -1) for k in first])


def _largest(values: Any, count: int) -> list[int]:
    """The places of the largest positive values, ties by place."""
    order = np.argsort(-values, kind="stable")[:count]
    return [int(i) for i in order if values[i] > 0]


def topic_name(terms: Sequence[str], size: int = 3) -> str:
    """The first ``size`` terms of which none holds or shares most of another.

    >>> topic_name(["疫苗", "新冠疫苗", "接种", "病例"])
    '新冠疫苗·接种·病例'
    """
    chosen: list[str] = []
    for term in terms:
        near = next((c for c in chosen if c in term or term in c), None)
        if near is None and len(chosen) < size:
            chosen.append(term)
        elif near is not None and near in term and len(term) <= 6 and term.endswith(near):
            chosen[chosen.index(near)] = term
    return "·".join(re.sub(r"\s", "", c) for c in chosen)
