"""Training of the keyword ranker: texts with titles and editors' keywords in, ``models/keywords`` out."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from jianbao.article import Article
from jianbao.stages.keywords.background import Background
from jianbao.stages.keywords.candidates import Draft, candidates
from jianbao.stages.keywords.features import FEATURES, Keys, Rate, Rates, feature_table, fill_rates, keys_of
from jianbao.stages.keywords.ranker import LEAVES, Trees

FOLDS = 5
_DROP = re.compile(r"[\s“”‘’\"'「」《》]")


class Example(NamedTuple):
    """An article with tokens and entities, its editors' keywords, and how much it weighs."""

    article: Article
    keywords: frozenset[str]
    weight: float = 1.0


class Prepared(NamedTuple):
    """An example's candidates: their keys and features (rates still 0), and which of them are keywords."""

    keys: list[Keys]
    features: NDArray[np.float32]
    labels: NDArray[np.bool_]
    weight: float


def plain(term: str) -> str:
    """``term`` without blanks and quotation marks, as keywords are compared."""
    return _DROP.sub("", term)


def prepare(examples: Iterable[Example], background: Background) -> Iterator[Prepared]:
    """Candidates and labels; a candidate is a keyword if it is equal less blanks and quotation marks."""
    for example in examples:
        draft = Draft(example.article)
        found = candidates(draft, background.df)
        if found:
            labels = np.array([plain(term) in example.keywords for term in found])
            yield Prepared(keys_of(found), feature_table(draft, found, background), labels, example.weight)


def count_rates(prepared: Iterable[Prepared]) -> Rates:
    """How often candidates were keywords, by term, pattern, last and first word."""
    seen: list[Counter[str]] = [Counter() for _ in Rates._fields]
    tagged: list[Counter[str]] = [Counter() for _ in Rates._fields]
    for item in prepared:
        for keys, label in zip(item.keys, item.labels.tolist(), strict=True):
            for i, key in enumerate(keys):
                seen[i][key] += 1
                if label:
                    tagged[i][key] += 1
    return Rates(*({k: (n, t[k]) for k, n in s.items()} for s, t in zip(seen, tagged, strict=True)))


def less(whole: Rates, part: Rates) -> Rates:
    """The rates of ``whole`` without those of ``part``, which must be a part of it."""
    return Rates(*(_Less(a, b) for a, b in zip(whole, part, strict=True)))


class _Less(dict[str, Rate]):
    def __init__(self, whole: Mapping[str, Rate], part: Mapping[str, Rate]) -> None:
        super().__init__(whole)
        for key, (seen, tagged) in part.items():
            have = self[key]
            self[key] = (have[0] - seen, have[1] - tagged)


def thinned(
    groups: Sequence[Sequence[Prepared]], rates: Rates, *, keep: float = 1.0, seed: int = 0
) -> tuple[NDArray[np.float32], NDArray[np.bool_], NDArray[np.float64]]:
    """Features, labels and weights: all keywords, and a share ``keep`` of what are none, weighted up again.

    Each group (the forms of one text) gets ``rates`` as counted on the other folds: a text must not know its
    own keywords, nor those of its other form.
    """
    dice = np.random.default_rng(seed)
    features, labels, weights = [], [], []
    for k in range(FOLDS):
        fold = [item for group in groups[k::FOLDS] for item in group]
        use = less(rates, count_rates(fold))
        for item in fold:
            taken = item.labels | (dice.random(len(item.labels)) < keep)
            part = item.features[taken]
            fill_rates(part, [key for key, t in zip(item.keys, taken.tolist(), strict=True) if t], use)
            features.append(part)
            labels.append(item.labels[taken])
            weights.append(np.where(item.labels[taken], 1.0, 1.0 / keep) * item.weight)
    return np.concatenate(features), np.concatenate(labels), np.concatenate(weights)


def fit(
    features: NDArray[np.float32],
    labels: NDArray[np.bool_],
    weights: NDArray[np.float64],
    *,
    rounds: int = 160,
    rate: float = 0.1,
    seed: int = 0,
) -> Trees:
    """The trees of the ranker of tags."""
    return fit_trees(features, labels, weights, rounds=rounds, rate=rate, leaves=LEAVES, least=60, seed=seed)


def fit_trees(
    features: NDArray[np.float32],
    labels: NDArray[np.bool_],
    weights: NDArray[np.float64],
    *,
    rounds: int,
    rate: float,
    leaves: int,
    least: int = 40,
    seed: int = 0,
) -> Trees:
    """Boosted trees by scikit-learn, as plain arrays; ``least``: rows of a leaf, at least."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(
        max_iter=rounds, learning_rate=rate, max_leaf_nodes=leaves, min_samples_leaf=least,
        l2_regularization=5.0, early_stopping=False, random_state=seed,
    )  # fmt: skip
    model.fit(features, labels, sample_weight=weights)
    return to_arrays(model, leaves)


def to_arrays(model: Any, leaves: int = LEAVES) -> Trees:
    """The trees of a fitted HistGradientBoostingClassifier in the form of Trees, of at most ``leaves`` leaves."""
    trees = [predictor[0].nodes for predictor in model._predictors]
    shape = (len(trees), leaves - 1)
    feature, threshold = np.zeros(shape, int), np.full(shape, np.inf)
    mask, value = np.full(shape, 0xFFFF, int), np.zeros((len(trees), leaves))
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


def save(
    folder: Path, trees: Trees, rates: Rates, info: dict[str, Any], *, least: int = 20, digits: int = 5
) -> None:
    """Write ``ranker.json`` with the trees and small rates (of keys seen ``least`` times)."""
    small = {
        name: {k: list(v) for k, v in sorted(getattr(rates, name).items()) if v[0] >= least}
        for name in ("pattern", "head", "opening")
    }
    data = {
        "features": FEATURES,
        **tree_arrays(trees, digits),
        **small,
        "info": info,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ranker.json").write_text(json.dumps(data, ensure_ascii=False) + "\n", "utf-8")


def tree_arrays(trees: Trees, digits: int = 5) -> dict[str, Any]:
    """The arrays of ``trees`` as JSON holds them."""
    limit = float(np.finfo(np.float32).max)
    return {
        "bias": trees.bias,
        "feature": trees.feature.tolist(),
        "threshold": [[float(f"{min(x, limit):.7g}") for x in row] for row in trees.threshold.tolist()],
        "mask": trees.mask.tolist(),
        "value": [[round(x, digits) for x in row] for row in trees.value.tolist()],
    }


def write_terms(
    path: Path, documents: int, df: Mapping[str, int], rates: Mapping[str, Rate], *, least: int = 4
) -> None:
    """Write the table of terms: document frequency, and the rates of those seen ``least`` times."""
    lines = [f"#documents\t{documents}"]
    for term in sorted(df.keys() | {t for t, (seen, _) in rates.items() if seen >= least}):
        seen, tagged = rates.get(term, (0, 0))
        lines.append(f"{term}\t{df.get(term, 0)}" + (f"\t{seen}\t{tagged}" if seen >= least else ""))
    with gzip.GzipFile(path, "wb", 9, mtime=0) as file:
        file.write(("\n".join(lines) + "\n").encode())
