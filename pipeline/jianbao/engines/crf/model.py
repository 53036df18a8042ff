"""The trained model of the entities stage: from a text and its taggings to the probability of each label."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from jianbao.engines.crf import feature_templates
from jianbao.engines.crf.character_features import Ints, text_columns, token_columns
from jianbao.engines.crf.crf import Crf
from jianbao.engines.crf.list_features import evidence_columns
from jianbao.errors import EngineError
from jianbao.tagging.hashing import Keys
from jianbao.tagging.labels import Floats
from jianbao.tagging.words import Triples

VERSION = "2"
PREFIX = {"lac": "l", "jieba": "j"}  # of the columns of each tagger
TEMPLATES: dict[str, tuple[str, ...]] = {
    "lac": feature_templates.CHARACTERS
    + feature_templates.TAGGED
    + feature_templates.SECOND
    + feature_templates.EVIDENCE,
    "jieba": feature_templates.CHARACTERS
    + feature_templates.of_jieba(feature_templates.TAGGED + feature_templates.EVIDENCE),
}


def columns(text: str, taggings: Mapping[str, Triples]) -> dict[str, Ints]:
    """All columns of a folded text that has been tagged by lac and jieba (in this order), or by one of them."""
    out = text_columns(text)
    for name, tokens in taggings.items():
        out.update(token_columns(text, tokens, PREFIX[name]))
    first = next(iter(taggings.values()))
    return out | evidence_columns(text, first)


def hashed(text: str, taggings: Mapping[str, Triples], variant: str) -> Keys:
    """The hashed features of a folded text, one row a character, by the templates of ``variant``."""
    return feature_templates.keys(columns(text, taggings), TEMPLATES[variant])


class EntityModel:
    """One or two CRFs over the same templates, read from ``folder``; of two, the probabilities are averaged.

    ``variant`` says which taggers they see: ``lac`` (and jieba) or ``jieba`` alone. ``lac.npz`` was trained on
    annotated pages; ``lac-more.npz``, where there is one, on these and on texts that the product read itself.
    Raises EngineError where a file is missing or is no such model.
    """

    def __init__(self, folder: Path, variant: str = "lac") -> None:
        self.variant = variant
        first, second = folder / f"{variant}.npz", folder / f"{variant}-more.npz"
        files = [first, second] if second.exists() else [first]
        self.crfs = [_loaded(path) for path in files]
        self.labels = self.crfs[0].labels
        self.digest = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()

    def many(
        self,
        texts: Sequence[str],
        taggings: Sequence[Mapping[str, Triples]],
        pieces: Sequence[Sequence[tuple[int, int]]],
    ) -> list[Floats]:
        """The probability of each label for each character of each folded text, [characters, labels].

        pieces: what is decoded at a time, of each text. Texts are decoded together.
        """
        keys = [hashed(text, own, self.variant) for text, own in zip(texts, taggings, strict=True) if text]
        starts = [0, *accumulate(len(text) for text in texts)]
        spans = [(at + a, at + b) for at, parts in zip(starts, pieces, strict=False) for a, b in parts]
        if not keys:
            return [np.zeros((0, len(self.labels)), dtype=np.float32) for _ in texts]
        found = [
            crf.marginals(np.concatenate([crf.emissions(some) for some in keys]), spans) for crf in self.crfs
        ]
        return np.split(np.mean(found, axis=0), starts[1:-1])


def _loaded(path: Path) -> Crf:
    try:
        return Crf.load(path)
    except (OSError, KeyError, ValueError, BadZipFile) as error:
        raise EngineError(
            f"{path}: no entity model ({error}); reinstall jianbao, or make it with `jianbao train crf`"
        ) from error
