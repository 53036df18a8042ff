"""The trained model behind the choice of clauses: words, units, choices, and whether a text is a bulletin."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from jianbao.models import load_model_file
from jianbao.stages.keywords.ranker import Trees
from jianbao.stages.summary.choice import CHOICE_NAMES, Choices, Salience, choice_rows
from jianbao.stages.summary.salience import (
    UNIT_NAMES,
    WORD_NAMES,
    Floats,
    Setting,
    chances_of,
    rate_words,
    weigh_units,
)

PARTS = {"words": WORD_NAMES, "precision": UNIT_NAMES, "worth": UNIT_NAMES, "choices": CHOICE_NAMES}


class ChoiceModel(Struct, frozen=True):
    """Boosted trees for each part of the choice.

    Attributes:
        rates: of words, in how many articles they were seen and in how many of their summaries they stood.
        base: the share of words that stand in summaries.
        trees: one for each of ``PARTS``.
    """

    rates: Mapping[str, Sequence[int]]
    base: float
    trees: Mapping[str, Trees]

    def weigh(self, setting: Setting) -> Salience:
        """What the words and units of an article are worth; fills the columns of ``setting`` that need it."""
        rate_words(setting, self.rates, self.base)
        words = chances_of(self.trees["words"].scores(setting.word_rows))
        weigh_units(setting, words)
        precision, worth = (self.trees[name].scores(setting.unit_rows) for name in ("precision", "worth"))
        return Salience(words, precision, worth)

    def score(self, setting: Setting, salience: Salience, found: Choices) -> Floats:
        """The expected ROUGE-L of each choice against an editor's summary."""
        return self.trees["choices"].scores(choice_rows(setting, salience, found.chosen))


@cache
def choice_model() -> ChoiceModel:
    """The shipped model; raises EngineError where it is missing or damaged."""
    return load_model_file("summary", "choice.json", read_choice_model)


def read_choice_model(path: Path) -> ChoiceModel:
    """The model of a file; raises ValueError, KeyError or TypeError for one that is none."""
    data = json.loads(path.read_text("utf-8"))
    for name, features in PARTS.items():
        if tuple(data[name]["features"]) != features:
            raise ValueError("it was trained with other features; train it again")
    return ChoiceModel(data["rates"], data["base"], {name: _trees(data[name]) for name in PARTS})


def _trees(data: Mapping[str, Any]) -> Trees:
    return Trees(data["feature"], data["threshold"], data["mask"], data["value"], data["bias"])
