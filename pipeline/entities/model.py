"""The trained model of the entities stage: from a text and its taggings to the probability of each label."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from pipeline.entities import features
from pipeline.entities.columns import Ints, Triples, text_columns, token_columns
from pipeline.entities.crf import Crf, Floats
from pipeline.entities.evidence import evidence_columns
from pipeline.errors import EngineError
from pipeline.resources import model_path

VERSION = "2"
PREFIX = {"lac": "l", "jieba": "j"}  # of the columns of each tagger
TEMPLATES: dict[str, tuple[str, ...]] = {
    "lac": features.CHARACTERS + features.TAGGED + features.SECOND + features.EVIDENCE,
    "jieba": features.CHARACTERS + features.of_jieba(features.TAGGED + features.EVIDENCE),
}


def columns(text: str, taggings: Mapping[str, Triples]) -> dict[str, Ints]:
    """All columns of a folded text that has been tagged by lac and jieba (in this order), or by one of them."""
    out = text_columns(text)
    for name, tokens in taggings.items():
        out.update(token_columns(text, tokens, PREFIX[name]))
    first = next(iter(taggings.values()))
    return out | evidence_columns(text, first)


def hashed(text: str, taggings: Mapping[str, Triples], variant: str) -> features.Keys:
    """The hashed features of a folded text, one row a character, by the templates of ``variant``."""
    return features.keys(columns(text, taggings), TEMPLATES[variant])


class EntityModel:
    """A CRF and its templates, read from ``folder`` on first use.

    ``variant`` says which taggers it sees: ``lac`` (and jieba) or ``jieba`` alone.
    """

    def __init__(self, folder: Path, variant: str = "lac") -> None:
        self.variant = variant
        path = folder / f"{variant}.npz"
        try:
            self.crf = Crf.load(path)
        except (OSError, KeyError, ValueError) as error:
            raise EngineError(f"{path}: no entity model: {error}") from error
        self.labels = self.crf.labels
        self.digest = hashlib.sha256(path.read_bytes()).hexdigest()

    def marginals(
        self, text: str, taggings: Mapping[str, Triples], pieces: Sequence[tuple[int, int]]
    ) -> Floats:
        """The probability of each label for each character of the folded ``text``, [n, labels]."""
        keys = hashed(text, taggings, self.variant)
        return self.crf.marginals(self.crf.emissions(keys), pieces)

    def many(
        self,
        texts: Sequence[str],
        taggings: Sequence[Mapping[str, Triples]],
        pieces: Sequence[Sequence[tuple[int, int]]],
    ) -> list[Floats]:
        """``marginals`` of several texts, decoded together."""
        scores, spans, at = [], [], 0
        for text, tagging, parts in zip(texts, taggings, pieces, strict=True):
            if not text:
                continue
            keys = hashed(text, tagging, self.variant)
            scores.append(self.crf.emissions(keys))
            spans += [(at + a, at + b) for a, b in parts]
            at += len(text)
        empty = np.zeros((0, len(self.labels)), dtype=np.float32)
        whole = self.crf.marginals(np.concatenate(scores), spans) if scores else empty
        cuts = np.cumsum([len(text) for text in texts])[:-1]
        return np.split(whole, cuts)


@cache
def entity_model(variant: str = "lac") -> EntityModel:
    """The shipped model, loaded once."""
    return EntityModel(model_path("entities"), variant)
