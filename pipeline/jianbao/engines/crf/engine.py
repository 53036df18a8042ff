"""The crf engine: conditional random fields over the words of LAC and jieba (``jianbao train crf``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock

from jianbao.engines import make_engine
from jianbao.engines.base import Analysis
from jianbao.engines.crf.model import VERSION, EntityModel
from jianbao.engines.spans import spans_of
from jianbao.language.width import fold
from jianbao.models import find_model
from jianbao.tagging.labels import Floats, in_order, pieces
from jianbao.tagging.words import Triples, triples

VARIANTS = ("lac", "jieba")  # over the words of LAC and jieba; over those of jieba alone


class CrfEngine:
    """Entities in the conventions of the gold pages, with the words of LAC or, in the variant, of jieba.

    model: ``jieba`` for the variant over jieba's words alone, or a folder with ``lac.npz`` or ``jieba.npz``, or the
    name of an installed model; by default the shipped CRFs over the words of LAC and jieba.

    >>> [analysis] = CrfEngine().analyse(["5月7日,张红军到中牟县调研。"])
    >>> [(s.start, s.end, s.type) for s in analysis.spans]
    [(0, 4, 'TIME'), (5, 8, 'PER'), (9, 12, 'LOC')]
    """

    name = "crf"

    def __init__(self, model: str | Path | None = None) -> None:
        self.folder = find_model("crf" if model in (None, *VARIANTS) else str(model))
        self.variant = str(model) if model in VARIANTS else self._found()
        self._lock = Lock()
        self._model: EntityModel | None = None

    def _found(self) -> str:
        return next((v for v in VARIANTS if (self.folder / f"{v}.npz").is_file()), VARIANTS[0])

    @property
    def model(self) -> str:
        return f"{self.folder.name}/{self.variant}"

    @property
    def version(self) -> str:
        return VERSION

    @property
    def digest(self) -> str:
        return self._loaded.digest

    @property
    def labels(self) -> list[str]:
        """The labels of ``marginals``."""
        return self._loaded.labels

    def load(self) -> None:
        """Load the model now; raises EngineError where it is missing or damaged."""
        _ = self._loaded

    def analyse(self, texts: Sequence[str]) -> list[Analysis]:
        """One analysis per text."""
        folded = [fold(text) for text in texts]
        analyses = make_engine(self.variant).analyse(folded)
        shares = [in_order(scores, self.labels) for scores in self.marginals(folded)]
        for analysis, spans in zip(analyses, spans_of(folded, shares), strict=True):
            analysis.spans = spans
        return analyses

    def marginals(
        self, texts: Sequence[str], taggings: Sequence[Mapping[str, Triples]] | None = None
    ) -> list[Floats]:
        """The probability of each label for each character: one array [characters, labels] per text.

        texts: folded (``jianbao.language.width.fold``). taggings: of each text, the words by ``lac`` and by ``jieba``.
        """
        if taggings is None:
            taggings = self._taggings(texts)
        return self._loaded.many(texts, taggings, [pieces(text) for text in texts])

    def _taggings(self, texts: Sequence[str]) -> list[dict[str, Triples]]:
        names = VARIANTS if self.variant == "lac" else (self.variant,)
        analyses = [make_engine(name).analyse(texts) for name in names]
        return [
            {name: triples(analysis.tokens) for name, analysis in zip(names, own, strict=True)}
            for own in zip(*analyses, strict=True)
        ]

    @property
    def _loaded(self) -> EntityModel:
        with self._lock:
            self._model = self._model or EntityModel(self.folder, self.variant)
            return self._model
