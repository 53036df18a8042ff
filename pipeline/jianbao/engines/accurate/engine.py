"""The accurate engine: our own character encoder, which hears what LAC and jieba say of each character.

A BERT encoder (the first layers of multilingual-e5-small, MIT; Wang et al. 2024) fine-tuned on annotated
newspaper pages by ``jianbao train accurate``, in ONNX with 8-bit weights; words and tags are LAC's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jianbao.engines.accurate.vocabulary import BEGIN, END, Vocabulary, heard
from jianbao.engines.base import Analysis
from jianbao.engines.jieba.engine import JiebaEngine
from jianbao.engines.lac.engine import LacEngine
from jianbao.engines.model_folder import ModelFolder
from jianbao.engines.spans import spans_of
from jianbao.engines.windows import chunks
from jianbao.language.width import fold
from jianbao.models import find_model
from jianbao.tagging.labels import LABELS
from jianbao.tagging.words import Triples

Floats = NDArray[np.float32]
FILES = ("tagger.onnx", "characters.txt")
REMEDY = "reinstall jianbao, or make it anew with `jianbao train accurate`"


class AccurateEngine:
    """Entities in the conventions of the gold pages, with tokens by LAC.

    model: a folder with ``model.json``, or the name of a shipped or installed model; ``accurate`` by default.
    hints: let LAC and jieba have their say, which is more accurate; without, the encoder goes by the characters
    alone. threads: of one window.

    >>> [analysis] = AccurateEngine().analyse(["5月7日,张红军到中牟县调研。"])
    >>> [(s.start, s.end, s.type) for s in analysis.spans]
    [(0, 4, 'TIME'), (5, 8, 'PER'), (9, 12, 'LOC')]
    """

    name = "accurate"

    def __init__(self, model: str | Path | None = None, *, hints: bool = True, threads: int = 1) -> None:
        self.folder = find_model(model or "accurate")
        self.hints, self.threads = hints, threads
        self._files = ModelFolder(self.name, self.folder, FILES, ("window", "tags"), REMEDY)
        self._lac, self._jieba = LacEngine(), JiebaEngine()
        self._lock = Lock()

    @property
    def model(self) -> str:
        return str(self._card["name"])

    @property
    def version(self) -> str:
        return str(self._card["version"])

    @property
    def digest(self) -> str:
        return str(self._card["files"]["tagger.onnx"])

    @property
    def labels(self) -> list[str]:
        """The labels of ``marginals``: those of ``jianbao.tagging.labels``, in that order."""
        return LABELS

    @property
    def conventions(self) -> Mapping[str, Sequence[str]]:
        """The labels of each convention that ``marginals`` knows by ``head``."""
        found: Mapping[str, Sequence[str]] = self._card["labels"]
        return found

    def load(self) -> None:
        """Load the model now; raises EngineError where it is missing, broken or of another kind."""
        _ = self._session
        if self.hints:
            self._jieba.load()
        self._lac.load()

    def analyse(self, texts: Sequence[str]) -> list[Analysis]:
        """One analysis a text."""
        folded = [fold(text) for text in texts]
        analyses = self._lac.analyse(folded)
        shares = self.marginals(folded, self._taggings(folded, analyses))
        for analysis, spans in zip(analyses, spans_of(folded, shares), strict=True):
            analysis.spans = spans
        return analyses

    def marginals(
        self,
        texts: Sequence[str],
        taggings: Sequence[Mapping[str, Triples]] | None = None,
        head: str = "ours",
    ) -> list[Floats]:
        """How likely each label is at each character: one array [characters, labels] a text, rows sum to 1.

        texts: folded (``jianbao.language.width.fold``). taggings: of each text, the words (starts, ends, tags) by
        ``lac`` and by ``jieba``, where somebody has them already; a tagger that is not in it is not asked.
        head: ``ours`` with the labels of ``jianbao.tagging.labels``, or another of ``conventions``.
        """
        if taggings is None:
            taggings = self._taggings(texts, self._lac.analyse(texts)) if self.hints else [{}] * len(texts)
        return [self._shares(text, tagging, head) for text, tagging in zip(texts, taggings, strict=True)]

    def _taggings(self, texts: Sequence[str], analyses: Sequence[Analysis]) -> list[dict[str, Triples]]:
        if not self.hints:
            return [{} for _ in texts]
        return heard(texts, analyses, self._jieba)

    def _shares(self, text: str, tagging: Mapping[str, Triples], head: str) -> Floats:
        """Window by window: one is long enough for full speed, and nothing is spent on padding."""
        ids, hints = self._vocabulary.ids(text), self._vocabulary.hints(text, tagging)
        parts = []
        for start, end in chunks(text, self._window):
            feed = {"ids": np.concatenate(([BEGIN], ids[start:end], [END])).astype(np.int64)[None]}
            for column, name in enumerate(self._vocabulary.tags):
                feed[name] = np.pad(hints[start:end, column], 1).astype(np.int64)[None]
            parts.append(self._session.run([head], feed)[0][0, 1:-1])
        empty = np.zeros((0, len(self.conventions[head])), np.float32)
        return np.concatenate([empty, *parts])

    @property
    def _card(self) -> Mapping[str, Any]:
        return self._files.card

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        characters = self._files.read("characters.txt").decode("utf-8")
        return Vocabulary(characters, self._card["tags"])

    @property
    def _window(self) -> int:
        return int(self._card["window"])

    @property
    def _session(self) -> Any:
        with self._lock:
            return self._made_session

    @cached_property
    def _made_session(self) -> Any:
        return self._files.network("tagger.onnx", self.threads)
