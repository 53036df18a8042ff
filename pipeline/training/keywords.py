"""Training of the keyword ranker: texts with titles and editors' keywords in, ``models/keywords`` out."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.article import Article
from pipeline.keywords.background import Background
from pipeline.keywords.candidates import Candidate, Draft, candidates
from pipeline.keywords.features import FEATURES, Rate, Rates, table
from pipeline.keywords.ranker import LEAVES, Trees

FOLDS = 5
_DROP = re.compile(r"[\s“”‘’\"'「」《》]")


class Example(NamedTuple):
    """An article with tokens and entities, its editors' keywords, and how much it weighs."""

    article: Article
    keywords: frozenset[str]
    weight: float = 1.0


class Prepared(NamedTuple):
    """An example's candidates, and which of them are keywords."""

    draft: Draft
    found: dict[str, Candidate]
    labels: NDArray[np.bool_]
    weight: float


def prepare(examples: Iterable[Example]) -> Iterator[Prepared]:
    """Candidates and labels; a candidate is a keyword if it is equal less blanks and quotation marks."""
    for example in examples:
        draft = Draft(example.article)
        found = candidates(draft)
        if found:
            labels = np.array([_DROP.sub("", term) in example.keywords for term in found])
            yield Prepared(draft, found, labels, example.weight)


def count_rates(prepared: Iterable[Prepared]) -> Rates:
    """How often candidates were keywords, by term, pattern, last and first word."""
    seen: dict[str, Counter[str]] = {name: Counter() for name in Rates._fields}
    tagged: dict[str, Counter[str]] = {name: Counter() for name in Rates._fields}
    for item in prepared:
        for (term, c), label in zip(item.found.items(), item.labels.tolist(), strict=True):
            keys = {"term": term, "pattern": c.pattern, "head": c.parts[-1], "opening": c.parts[0]}
            for name, key in keys.items():
                seen[name][key] += 1
                tagged[name][key] += label
    return Rates(**{n: {k: (v, tagged[n][k]) for k, v in seen[n].items()} for n in Rates._fields})


def less(whole: Rates, part: Rates) -> Rates:
    """The rates of ``whole`` without those of ``part``, which must be a part of it."""
    return Rates(*(_Less(a, b) for a, b in zip(whole, part, strict=True)))


class _Less(dict[str, Rate]):
    def __init__(self, whole: Mapping[str, Rate], part: Mapping[str, Rate]) -> None:
        super().__init__(whole)
        for key, (seen, tagged) in part.items():
            have = self[key]
            self[key] = (have[0] - seen, have[1] - tagged)


def matrix(
    prepared: Sequence[Prepared], background: Background, rates: Rates | None = None
) -> tuple[NDArray[np.float32], NDArray[np.bool_], NDArray[np.float64]]:
    """Features, labels and weights of all candidates.

    Without ``rates``, each example gets those counted on the other folds: its own keywords stay unknown.
    """
    blocks = []
    if rates is not None:
        blocks = [table(p.draft, p.found, background, rates) for p in prepared]
    else:
        whole = count_rates(prepared)
        others = [less(whole, count_rates(prepared[k::FOLDS])) for k in range(FOLDS)]
        blocks = [table(p.draft, p.found, background, others[i % FOLDS]) for i, p in enumerate(prepared)]
    labels = np.concatenate([p.labels for p in prepared])
    weights = np.concatenate([np.full(len(p.labels), p.weight) for p in prepared])
    return np.concatenate(blocks), labels, weights


def fit(
    features: NDArray[np.float32],
    labels: NDArray[np.bool_],
    weights: NDArray[np.float64],
    *,
    rounds: int = 160,
    rate: float = 0.1,
    seed: int = 0,
) -> Trees:
    """Boosted trees by scikit-learn, as plain arrays."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(
        max_iter=rounds, learning_rate=rate, max_leaf_nodes=LEAVES, min_samples_leaf=60,
        l2_regularization=5.0, early_stopping=False, random_state=seed,
    )  # fmt: skip
    model.fit(features, labels, sample_weight=weights)
    return to_arrays(model)


def to_arrays(model: Any) -> Trees:
    """The trees of a fitted HistGradientBoostingClassifier in the form of Trees."""
    trees = [predictor[0].nodes for predictor in model._predictors]
    shape = (len(trees), LEAVES - 1)
    feature, threshold = np.zeros(shape, int), np.full(shape, np.inf)
    mask, value = np.full(shape, 0xFFFF, int), np.zeros((len(trees), LEAVES))
    for t, nodes in enumerate(trees):
        n, leaf = 0, 0
        stack: list[tuple[int, bool]] = [(0, False)]
        begins: dict[int, tuple[int, int]] = {}
        while stack:  # leaves from left to right; a node's mask is known once its left branch is done
            at, left_done = stack.pop()
            node = nodes[at]
            if node["is_leaf"]:
                value[t, leaf] = node["value"]
                leaf += 1
            elif left_done:
                number, first = begins[at]
                mask[t, number] = 0xFFFF & ~sum(1 << k for k in range(first, leaf))
                stack.append((int(node["right"]), False))
            else:
                feature[t, n], threshold[t, n] = node["feature_idx"], node["num_threshold"]
                begins[at] = (n, leaf)
                n += 1
                stack += [(at, True), (int(node["left"]), False)]
    return Trees(feature, threshold, mask, value, float(np.ravel(model._baseline_prediction)[0]))


def drop_titles(examples: Iterable[Example], share: float, seed: int = 0) -> Iterator[Example]:
    """``examples``, a share of them without their titles, so that the ranker learns to do without."""
    dice = random.Random(seed)
    for example in examples:
        if dice.random() < share:
            example.article.title = ""
        yield example


def save(
    folder: Path, trees: Trees, rates: Rates, info: dict[str, Any], *, least: int = 5, digits: int = 5
) -> None:
    """Write ``ranker.json`` with the trees and small rates (seen ``least`` times)."""
    small = {
        name: {k: list(v) for k, v in sorted(getattr(rates, name).items()) if v[0] >= least * (4 if name != "pattern" else 1)}
        for name in ("pattern", "head", "opening")
    }
    limit = float(np.finfo(np.float32).max)
    data = {
        "features": FEATURES,
        "bias": trees.bias,
        "feature": trees.feature.tolist(),
        "threshold": [[float(f"{min(x, limit):.7g}") for x in row] for row in trees.threshold.tolist()],
        "mask": trees.mask.tolist(),
        "value": [[round(x, digits) for x in row] for row in trees.value.tolist()],
        **small,
        "info": info,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ranker.json").write_text(json.dumps(data, ensure_ascii=False) + "\n", "utf-8")
