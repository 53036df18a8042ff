"""The crf engine: conditional random fields over the words of LAC and jieba (``jianbao train crf``)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from zipfile import BadZipFile

from jianbao.article import Tokens
from jianbao.engines.base import OURS, Analysis
from jianbao.engines.crf.model import NEEDS, CrfModel
from jianbao.engines.model_folder import ModelFolder
from jianbao.engines.spans import entity_spans
from jianbao.engines.taggers import load_taggers, tag_texts
from jianbao.errors import ConfigError
from jianbao.language.width import fold
from jianbao.models import find_model
from jianbao.tagging.arrays import FloatArray
from jianbao.tagging.labels import LABELS, split_pieces
from jianbao.tagging.words import TaggedWords, Taggings

VARIANTS = tuple(NEEDS)  # over the words of LAC and jieba; over those of jieba alone
_DAMAGE = (OSError, EOFError, KeyError, ValueError, BadZipFile)  # what numpy raises for a damaged .npz


class CrfEngine:
    """Entities in the conventions of the gold pages, with the words of LAC or, in the variant, of jieba.

    model: ``jieba`` for the variant over jieba's words alone; or a folder with ``lac.npz`` or ``jieba.npz`` and
    their card, or the name of an installed model; by default the shipped CRFs over the words of LAC and jieba.

    >>> [analysis] = CrfEngine().analyse(["5月7日,张红军到中牟县调研。"])
    >>> [(s.start, s.end, s.type) for s in analysis.spans]
    [(0, 4, 'TIME'), (5, 8, 'PER'), (9, 12, 'LOC')]
    """

    name = "crf"

    def __init__(self, model: str | Path | None = None) -> None:
        self.folder = find_model(self.name if model in (None, *VARIANTS) else str(model))
        self.variant = str(model) if model in VARIANTS else self._held_variant()
        self._files = ModelFolder(self.name, self.folder, (f"{self.variant}.npz",))
        self._lock = Lock()

    def _held_variant(self) -> str:
        """The variant that the folder holds; of both, the one over LAC and jieba."""
        return next((v for v in VARIANTS if (self.folder / f"{v}.npz").is_file()), VARIANTS[0])

    @property
    def model(self) -> str:
        """The model's name, by its card, with the variant."""
        return f"{self._files.card['name']}/{self.variant}"

    @property
    def version(self) -> str:
        """The model's version, by its card."""
        return str(self._files.card["version"])

    @cached_property
    def digest(self) -> str:
        """SHA-256 of its one or two files, end to end."""
        return hashlib.sha256(b"".join(self._contents())).hexdigest()

    @property
    def needs(self) -> frozenset[str]:
        """LAC and jieba, or jieba alone."""
        return NEEDS[self.variant]

    @property
    def labels(self) -> list[str]:
        """The labels of ``marginals``: those of ``jianbao.tagging.labels``, in that order."""
        return LABELS

    @property
    def conventions(self) -> Mapping[str, Sequence[str]]:
        """The labels of the one convention that it knows."""
        return {OURS: LABELS}

    def load(self) -> None:
        """Load the model and the taggers it reads now; raises EngineError for one that is missing or damaged."""
        _ = self._model
        load_taggers(self.needs)

    def analyse(self, texts: Sequence[str]) -> list[Analysis]:
        """One analysis per text."""
        folded = [fold(text) for text in texts]
        taggings = tag_texts(folded, self.needs)
        found = entity_spans(folded, self.marginals(folded, taggings))
        return [
            Analysis(_tokens(tagging[self.variant]), spans)
            for tagging, spans in zip(taggings, found, strict=True)
        ]

    def marginals(
        self, texts: Sequence[str], taggings: Sequence[Taggings] | None = None, head: str = OURS
    ) -> list[FloatArray]:
        """The probability of each label for each character: one array [characters, LABELS] per text.

        texts: folded (``jianbao.language.width.fold``). taggings: of each text, the words (starts, ends, tags) by
        the taggers that ``needs`` names, ``lac`` first, if the caller has them already. head: ``ours``.
        """
        if head != OURS:
            raise ConfigError(f"engine {self.name} has no convention {head!r}: it has {OURS}")
        if taggings is None:
            taggings = tag_texts(texts, self.needs)
        return self._model.marginals(texts, taggings, [split_pieces(text) for text in texts])

    def _contents(self) -> list[bytes]:
        """Its files: the variant's, and the one trained on more texts, if there is one."""
        names = [f"{self.variant}.npz", f"{self.variant}-more.npz"]
        return [self._files.read(name) for name in names if name in self._files.card["files"]]

    @property
    def _model(self) -> CrfModel:
        with self._lock:
            return self._loaded_model

    @cached_property
    def _loaded_model(self) -> CrfModel:
        contents = self._contents()
        try:
            return CrfModel(contents, self.variant)
        except _DAMAGE as error:
            raise self._files.error(f"cannot load {self.folder}/{self.variant}.npz: {error}") from error


def _tokens(words: TaggedWords) -> Tokens:
    starts, ends, tags = words
    return Tokens(list(starts), list(ends), list(tags))
