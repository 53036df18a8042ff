"""Training of the choice of clauses: which words, units and choices editors' summaries agree with."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from jianbao.article import Article
from jianbao.evaluation.measures import common_subsequence, rouge_l
from jianbao.stages.keywords.ranker import Trees
from jianbao.stages.summary.body import Body
from jianbao.stages.summary.choice import Salience, choice_rows, choices
from jianbao.stages.summary.choice_model import PARTS, ChoiceModel
from jianbao.stages.summary.salience import Floats, Setting, chances_of, rate_words, read_setting, weigh_units
from jianbao.stages.summary.units import Unit, cut_units, pieces_of
from jianbao.training.keywords.train import to_arrays
from jianbao.training.summary.train import letters

ROOM = 90  # characters of a summary
_LEAST_SEEN = 4  # articles: the rate of a rarer word is not kept
_SHARED = 24  # letters that two texts share which are held to be one
_WORDS = {"max_iter": 60, "max_leaf_nodes": 4, "learning_rate": 0.15, "min_samples_leaf": 80}
_UNITS = {
    "max_iter": 80, "max_leaf_nodes": 8, "learning_rate": 0.08, "min_samples_leaf": 40, "l2_regularization": 5.0,
}  # fmt: skip
_CHOICES = {
    "max_iter": 120, "max_leaf_nodes": 8, "learning_rate": 0.05, "min_samples_leaf": 150,
    "l2_regularization": 20.0, "max_features": 0.3,
}  # fmt: skip


class Example(Struct):
    """An article that went through the chain, with an editor's summary of it."""

    article: Article
    summary: str


class Prepared(Struct):
    """An example as the models see it; ``worth`` and ``precision`` of each unit against the summary."""

    body: Body
    setting: Setting
    summary: str  # letters
    kept: NDArray[np.float64]
    precision: list[float]
    worth: list[float]


def prepare(example: Example) -> Prepared | None:
    """The units of an example with what they are worth; None where there are none."""
    body = Body(example.article)
    units = cut_units(body)
    if not units:
        return None
    setting, summary = read_setting(body, units), letters(example.summary)
    kept = np.array([float(letters(word) in summary) for word in setting.words])
    texts = [_printed(body, unit) for unit in units]
    shared = [common_subsequence(summary, text) for text in texts]
    precision = [hits / max(1, len(text)) for hits, text in zip(shared, texts, strict=True)]
    worth = [rouge_l(summary, text) if text else 0.0 for text in texts]
    return Prepared(body, setting, summary, kept, precision, worth)


def _printed(body: Body, unit: Unit) -> str:
    """The letters of a unit that are printed."""
    return letters("".join(body.text(piece) for piece in pieces_of(body, unit)))


def near_duplicates(texts: Sequence[str]) -> list[int]:
    """For each text the number of the first one that it shares a run of letters with, over any others between."""
    first: dict[str, int] = {}
    group = list(range(len(texts)))

    def root(i: int) -> int:
        while group[i] != i:
            i = group[i]
        return i

    for i, text in enumerate(map(letters, texts)):
        for at in range(max(1, len(text) - _SHARED + 1)):
            known = first.setdefault(text[at : at + _SHARED], i)
            if known != i:
                a, b = sorted((root(known), root(i)))
                group[b] = a
    return [root(i) for i in range(len(texts))]


def folds_of(groups: Sequence[int], count: int) -> NDArray[np.int64]:
    """A fold for each text, near-duplicates in one, by the order in which their groups come."""
    order = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    return np.array([order[group] % count for group in groups])


def fit_choice(prepared: Sequence[Prepared], folds: NDArray[np.int64], *, seed: int = 0) -> ChoiceModel:
    """Train all parts; what one part tells the next comes from models that did not see the text.

    folds: of each text (``folds_of``).
    """
    rates, base = count_words(prepared)
    word_rows = [_rated(item, rates, base) for item in prepared]
    of_words = _Rows(word_rows, [item.kept for item in prepared])
    words, told = of_words.crossed(folds, lambda: _classifier(seed))
    for item, scores in zip(prepared, told, strict=True):
        weigh_units(item.setting, chances_of(scores))
    unit_rows = [item.setting.unit_rows.copy() for item in prepared]
    shares = _Rows(unit_rows, [np.array(item.precision) for item in prepared])
    precision, told_precision = shares.crossed(folds, lambda: _regressor(_UNITS, seed))
    values = _Rows(unit_rows, [np.array(item.worth) for item in prepared])
    worth, told_worth = values.crossed(folds, lambda: _regressor(_UNITS, seed))
    of_choices = _Rows([], [])
    for item, *known in zip(prepared, told, told_precision, told_worth, strict=True):
        row, label = _choices_of(item, Salience(chances_of(known[0]), known[1], known[2]))
        of_choices.rows.append(row)
        of_choices.labels.append(label)
    best = of_choices.fit(range(len(prepared)), _regressor(_CHOICES, seed))
    return ChoiceModel(rates, base, {"words": words, "precision": precision, "worth": worth, "choices": best})


def cross_validate(
    prepared: Sequence[Prepared], groups: Sequence[int], count: int, *, seed: int = 0
) -> float:
    """The mean ROUGE-L of the choices for texts in ``count`` parts, each by a model of the other parts.

    groups: of each text (``near_duplicates``). A text for which nothing is chosen counts as 0.
    """
    folds, values = folds_of(groups, count), []
    for part in range(count):
        seen = [i for i in range(len(prepared)) if folds[i] != part]
        model = fit_choice([prepared[i] for i in seen], folds_of([groups[i] for i in seen], 3), seed=seed)
        for i in np.flatnonzero(folds == part).tolist():
            item = prepared[i]
            salience = model.weigh(item.setting)
            found = choices(item.setting, salience.worth, ROOM)
            if not found.masks:
                values.append(0.0)
                continue
            best = found.chosen[int(model.score(item.setting, salience, found).argmax())].tolist()
            units = [unit for unit, taken in zip(item.setting.units, best, strict=True) if taken]
            values.append(rouge_l(item.summary, "".join(_printed(item.body, unit) for unit in units)))
    return sum(values) / max(1, len(values))


def count_words(prepared: Iterable[Prepared]) -> tuple[dict[str, list[int]], float]:
    """In how many articles and how many of their summaries each word stands; the share of words that are kept."""
    seen: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for item in prepared:
        seen.update(item.setting.words)
        kept.update(word for word, k in zip(item.setting.words, item.kept, strict=True) if k)
    rates = {word: [count, kept[word]] for word, count in sorted(seen.items()) if count >= _LEAST_SEEN}
    return rates, sum(kept.values()) / max(1, sum(seen.values()))


def _rated(item: Prepared, rates: dict[str, list[int]], base: float) -> Floats:
    """The rows of its words; the text was counted, and is taken out of the rates again."""
    less = {
        word: [rates[word][0] - 1, rates[word][1] - int(kept)]
        for word, kept in zip(item.setting.words, item.kept, strict=True)
        if word in rates
    }
    rate_words(item.setting, less, base)
    return item.setting.word_rows.copy()


class _Rows(Struct):
    """Rows with what is to be learned of each, text by text."""

    rows: list[Floats]
    labels: list[NDArray[np.float64]]

    def fit(self, texts: Iterable[int], model: Any) -> Trees:
        """``model`` fitted to the rows of ``texts``."""
        chosen = list(texts)
        rows = np.concatenate([self.rows[i] for i in chosen])
        labels = np.concatenate([self.labels[i] for i in chosen])
        return to_arrays(model.fit(rows, labels))

    def crossed(self, folds: NDArray[np.int64], make: Callable[[], Any]) -> tuple[Trees, list[Floats]]:
        """Trees of all texts, and for each text the scores of trees that did not see its fold."""
        told: list[Floats] = [np.zeros(len(rows), np.float32) for rows in self.rows]
        for fold_number in np.unique(folds):
            trees = self.fit(np.flatnonzero(folds != fold_number).tolist(), make())
            for i in np.flatnonzero(folds == fold_number).tolist():
                told[i] = trees.scores(self.rows[i])
        return self.fit(range(len(self.rows)), make()), told


def _choices_of(item: Prepared, salience: Salience) -> tuple[Floats, NDArray[np.float64]]:
    found = choices(item.setting, salience.worth, ROOM)
    if not found.masks:
        return np.zeros((0, len(PARTS["choices"])), np.float32), np.zeros(0)
    units = item.setting.units
    texts = [_printed(item.body, unit) for unit in units]
    values = [
        rouge_l(item.summary, "".join(text for text, taken in zip(texts, row, strict=True) if taken))
        for row in found.chosen.tolist()
    ]
    return choice_rows(item.setting, salience, found.chosen), np.array(values)


def _classifier(seed: int) -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(early_stopping=False, random_state=seed, **_WORDS)


def _regressor(how: dict[str, Any], seed: int) -> Any:
    from sklearn.ensemble import HistGradientBoostingRegressor

    return HistGradientBoostingRegressor(early_stopping=False, random_state=seed, **how)


def save_choice_model(model: ChoiceModel, path: Path) -> None:
    """Write ``model`` to ``path``; see ``jianbao.stages.summary.choice_model.read_choice_model``."""
    data: dict[str, Any] = {
        "base": round(model.base, 6),
        "rates": {w: list(r) for w, r in model.rates.items()},
    }
    limit = float(np.finfo(np.float32).max)
    for name, features in PARTS.items():
        trees = model.trees[name]
        width = max(1, int(np.isfinite(trees.threshold).sum(axis=1).max(initial=0)))
        data[name] = {
            "features": features,
            "bias": trees.bias,
            "feature": trees.feature[:, :width].tolist(),
            "threshold": [
                [float(f"{min(x, limit):.7g}") for x in row] for row in trees.threshold[:, :width].tolist()
            ],
            "mask": trees.mask[:, :width].tolist(),
            "value": [[round(x, 5) for x in row[: width + 1]] for row in trees.value.tolist()],
        }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False) + "\n", "utf-8")
