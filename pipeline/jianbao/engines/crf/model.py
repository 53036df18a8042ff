"""The model of the crf engine: from a text and its taggings to the probability of each label."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from jianbao.engines.crf import feature_templates
from jianbao.engines.crf.character_features import Ints, text_columns, word_columns
from jianbao.engines.crf.crf import Crf
from jianbao.engines.crf.list_features import list_columns
from jianbao.tagging.arrays import FloatArray
from jianbao.tagging.hashing import Keys
from jianbao.tagging.labels import LABELS, Piece, reorder_columns
from jianbao.tagging.words import Taggings

PREFIX = {"lac": "l", "jieba": "j"}  # of the columns of each tagger
TEMPLATES: dict[str, tuple[str, ...]] = {
    "lac": feature_templates.CHARACTERS
    + feature_templates.TAGGED
    + feature_templates.SECOND
    + feature_templates.LISTS,
    "jieba": feature_templates.CHARACTERS
    + feature_templates.of_jieba(feature_templates.TAGGED + feature_templates.LISTS),
}
NEEDS = {"lac": frozenset({"lac", "jieba"}), "jieba": frozenset({"jieba"})}  # the taggers a variant reads


def columns(text: str, tagging: Taggings) -> dict[str, Ints]:
    """All columns of a folded text that has been tagged by lac and jieba (in this order), or by one of them."""
    out = text_columns(text)
    for name, words in tagging.items():
        out.update(word_columns(text, words, PREFIX[name]))
    first = next(iter(tagging.values()))
    return out | list_columns(text, first)


def hash_features(text: str, tagging: Taggings, variant: str) -> Keys:
    """The hashed features of a folded text, one row per character, by the templates of ``variant``."""
    return feature_templates.hash_templates(columns(text, tagging), TEMPLATES[variant])


class CrfModel:
    """One or two CRFs over the same templates; of two, the probabilities are averaged.

    variant: the taggers they read: ``lac`` (and jieba) or ``jieba`` alone. files: ``lac.npz`` was trained on
    annotated pages; ``lac-more.npz``, if there is one, on these and on texts that the product read itself.
    Raises ValueError, KeyError or OSError for a file that is not such a model.
    """

    def __init__(self, files: Sequence[bytes], variant: str = "lac") -> None:
        self.variant = variant
        self.crfs = [Crf.load(io.BytesIO(data)) for data in files]
        if any(set(crf.labels) != set(LABELS) for crf in self.crfs):
            raise ValueError("its labels are not PER, LOC, ORG and TIME as B, I, E, S")

    def marginals(
        self, texts: Sequence[str], taggings: Sequence[Taggings], pieces: Sequence[Sequence[Piece]]
    ) -> list[FloatArray]:
        """The probability of each label for each character of each folded text, [characters, LABELS].

        taggings: of each text, the words by the taggers of the variant, ``lac`` first. pieces: what is decoded at a
        time, of each text. Texts are decoded together.
        """
        keys = [
            hash_features(text, own, self.variant) for text, own in zip(texts, taggings, strict=True) if text
        ]
        starts = [0, *accumulate(len(text) for text in texts)]
        spans = [(at + a, at + b) for at, parts in zip(starts, pieces, strict=False) for a, b in parts]
        if not keys:
            return [np.zeros((0, len(LABELS)), dtype=np.float32) for _ in texts]
        found = [self._run(crf, keys, spans) for crf in self.crfs]
        return np.split(np.mean(found, axis=0), starts[1:-1])

    def _run(self, crf: Crf, keys: Sequence[Keys], spans: Sequence[Piece]) -> FloatArray:
        emissions = np.concatenate([crf.emissions(some) for some in keys])
        return reorder_columns(crf.marginals(emissions, spans), crf.labels)
