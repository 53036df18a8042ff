"""Keyword scores that need no training: TF-IDF against general counts, and TextRank."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jianbao.stages.keywords.background import Background
from jianbao.stages.keywords.candidates import Candidate, Draft
from jianbao.stages.slogans.words import Words

_WORDS = frozenset("NPLOTZVGAIJE")
_WINDOW = 5
_ROUNDS = 30
_DAMPING = 0.85


def tfidf(draft: Draft, found: dict[str, Candidate], background: Background) -> dict[str, float]:
    """Words by occurrences times inverse document frequency (general text), over the highest."""
    counts = _counts(draft.body_words) + _counts(draft.title_words)
    known = background.idf
    scores = {w: n * known.get(w, 12.0) for w, n in counts.items() if w in found}
    return _scaled(scores)


def textrank(draft: Draft, found: dict[str, Candidate]) -> dict[str, float]:
    """Words by PageRank over a graph of words that stand near each other.

    Mihalcea and Tarau 2004; window of five content words, thirty rounds.
    """
    edges: Counter[tuple[int, int]] = Counter()
    number: defaultdict[str, int] = defaultdict(lambda: len(number))
    for words in (draft.title_words, draft.body_words):
        stream = [number[w] for w in _content(words)]
        for i, a in enumerate(stream):
            for b in stream[i + 1 : i + _WINDOW]:
                if a != b:
                    edges[min(a, b), max(a, b)] += 1
    if not edges:
        return {}
    pairs = np.array(list(edges), dtype=np.intp)
    weights = np.array(list(edges.values()), dtype=float)
    source, target = np.concatenate([pairs, pairs[:, ::-1]]).T
    weights = np.concatenate([weights, weights])
    degree = np.bincount(source, weights, minlength=len(number))
    flow = weights / degree[source]
    rank: NDArray[np.floating[Any]] = np.ones(len(number))
    for _ in range(_ROUNDS):
        rank = 1 - _DAMPING + _DAMPING * np.bincount(target, rank[source] * flow, minlength=len(number))
    return _scaled({w: float(rank[i]) for w, i in number.items() if w in found})


def _content(words: Words) -> list[str]:
    return [
        words.text[a:b]
        for a, b, letter in zip(words.starts, words.ends, words.classes, strict=True)
        if letter in _WORDS and b - a > 1
    ]


def _counts(words: Words) -> Counter[str]:
    return Counter(_content(words))


def _scaled(scores: dict[str, float]) -> dict[str, float]:
    top = max(scores.values(), default=1.0)
    return {w: s / top for w, s in scores.items()}
