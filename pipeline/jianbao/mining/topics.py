"""Topics of a corpus: NMF, mini-batch NMF for large corpora, or LDA; named by their terms."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Sequence
from typing import Literal

import numpy as np
from msgspec import Struct, field
from numpy.typing import NDArray

from jianbao.errors import ConfigError
from jianbao.extras import from_extra
from jianbao.mining.terms import Matrix, Progress, Row, matrix, tfidf

Method = Literal[
    "auto",  # nmf, or minibatch for a large corpus
    "nmf",  # non-negative matrix factorisation of TF-IDF
    "minibatch",  # the same, fitted in mini-batches
    "lda",  # latent Dirichlet allocation of counts
]
METHODS: tuple[Method, ...] = ("auto", "nmf", "minibatch", "lda")
_LARGE = 20_000  # articles, from which "auto" uses mini-batches

Floats = NDArray[np.floating]


class TopicTerm(Struct, array_like=True):
    """A term of a topic with its weight; the weights of a topic sum to 1 over the vocabulary."""

    term: str
    weight: float


class Representative(Struct):
    """An article typical of a topic; ``weight`` is the topic's share of the article."""

    id: str
    title: str
    weight: float
    date: str | None = None


class Topic(Struct):
    """A topic, named by its first terms; ``size`` is the number of articles of which it is the main topic."""

    name: str
    terms: list[TopicTerm]
    articles: list[Representative]
    size: int
    share: float  # of the corpus, by weight


class TopicModel(Struct):
    """The topics of a corpus, largest first.

    ``assigned[i]`` is the main topic of article ``ids[i]``, -1 if it has no term of the vocabulary.
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

    Args:
        count: the number of topics.
        top_terms, top_articles: the number of terms and of typical articles of each.
        progress: called with the number of rows read, every thousand rows.

    Raises ConfigError for an unknown method, or a count below one.

    >>> topics([], count=3).topics
    []
    """
    if method not in METHODS:
        raise ConfigError(f"unknown topic method {method!r}; choose one of {', '.join(METHODS)}")
    if count < 1:
        raise ConfigError(f"cannot find {count} topics; ask for one or more")
    data = source if isinstance(source, Matrix) else matrix(source, progress=progress)
    if method == "auto":
        method = "minibatch" if len(data.ids) >= _LARGE else "nmf"
    count = min(count, *data.counts.shape)
    if count == 0:
        return TopicModel(method, seed, [], data.ids, data.dates, [-1] * len(data.ids))
    shares, weights = _fit(data, method, count, seed)
    fit = _normalise(data, shares, weights)
    return _describe(data, method, seed, fit, top_terms, top_articles)


def _fit(data: Matrix, method: Method, count: int, seed: int) -> tuple[Floats, Floats]:
    """(articles by topics, topics by terms), not normalised."""
    with from_extra("topics"):
        from sklearn.decomposition import NMF, LatentDirichletAllocation, MiniBatchNMF
        from sklearn.exceptions import ConvergenceWarning

    if method == "lda":
        model = LatentDirichletAllocation(count, learning_method="online", batch_size=1024, random_state=seed)
        features = data.counts
    else:
        features = tfidf(data.counts)
        if method == "nmf":
            model = NMF(count, init="nndsvda", random_state=seed, max_iter=200)
        else:
            model = MiniBatchNMF(count, init="nndsvda", random_state=seed, batch_size=2048, max_iter=20)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # an approximation is good enough to read
        return model.fit_transform(features), model.components_


class _Fit(Struct):
    """A fitted model: ``shares`` of topics by article and ``weights`` of terms by topic, rows sum to 1.

    ``main`` is the main topic of each article, -1 for an article without terms of the vocabulary.
    """

    shares: Floats
    weights: Floats
    main: NDArray[np.integer]


def _normalise(data: Matrix, shares: Floats, weights: Floats) -> _Fit:
    scale = weights.sum(axis=1)
    weights = weights / np.maximum(scale, 1e-12)[:, None]
    shares = shares * scale
    total = shares.sum(axis=1)
    empty = (total <= 1e-9) | (np.diff(data.counts.indptr) == 0)
    shares = shares / np.maximum(total, 1e-12)[:, None]
    return _Fit(shares, weights, np.where(empty, -1, shares.argmax(axis=1)))


def _describe(
    data: Matrix, method: str, seed: int, fit: _Fit, top_terms: int, top_articles: int
) -> TopicModel:
    """The topics, largest first."""
    sizes = np.bincount(fit.main[fit.main >= 0], minlength=len(fit.weights))
    order = sorted(range(len(fit.weights)), key=lambda k: (-sizes[k], k))
    names = _names(data, fit, 3 * top_terms)
    typical = _typical_articles(data, fit, top_articles)
    shares = fit.shares[fit.main >= 0].sum(axis=0) / max(1, len(fit.main))
    found = [
        Topic(
            names[k], _top_terms(data, fit.weights[k], top_terms), typical[k], int(sizes[k]),
            round(float(shares[k]), 4),
        )
        for k in order
    ]  # fmt: skip
    place = {k: i for i, k in enumerate(order)}
    return TopicModel(method, seed, found, data.ids, data.dates, [place.get(int(k), -1) for k in fit.main])


def _top_terms(data: Matrix, weights: Floats, count: int) -> list[TopicTerm]:
    return [TopicTerm(data.terms[j], round(float(weights[j]), 5)) for j in _largest(weights, count)]


def _names(data: Matrix, fit: _Fit, count: int) -> list[str]:
    """The names of the topics, by the terms that set each apart from the mean of all."""
    mean = fit.weights.mean(axis=0)
    return [
        topic_name([data.terms[j] for j in _largest(w * np.log1p(w / np.maximum(mean, 1e-12)), count)])
        for w in fit.weights
    ]


def _typical_articles(data: Matrix, fit: _Fit, count: int) -> list[list[Representative]]:
    """Of each topic the articles with the largest share of it; of equal shares long texts come before short."""
    lengths = np.sqrt(np.minimum(np.diff(data.counts.indptr), 60))
    strength = np.where((fit.main >= 0)[:, None], fit.shares * lengths[:, None], 0)
    return [
        [
            Representative(data.ids[i], data.titles[i], round(float(fit.shares[i, k]), 4), data.dates[i])
            for i in _largest(strength[:, k], count)
        ]
        for k in range(len(fit.weights))
    ]


def _largest(values: Floats, count: int) -> list[int]:
    """The indices of the largest positive values; of equal ones the first."""
    order = np.argsort(-values, kind="stable")[:count]
    return [int(i) for i in order if values[i] > 0]


def topic_name(terms: Sequence[str], size: int = 3) -> str:
    """The first ``size`` terms, none of which contains another.

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
