"""Sources: what each engine says of each character, as probabilities over one set of labels.

The CRFs and encoders give probabilities; an engine that gives only spans votes
with them, a little less than certain.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

import numpy as np

from jianbao.engines import engine_specs, make_engine
from jianbao.engines.base import EngineSpan
from jianbao.engines.crf.engine import CrfEngine
from jianbao.stages.entities.batch import Batch
from jianbao.tagging.labels import _NUMBER, LABELS, TYPES, Floats, encode, in_order

CERTAIN = 0.9  # the probability of the label that an engine without probabilities votes for


class Source(Protocol):
    """Says, of a batch of articles, how likely each label is at each character."""

    name: str

    @property
    def hears_lac(self) -> bool:
        """Does it go by LAC's words?"""
        ...

    def read(self, batch: Batch) -> list[Floats]:
        """One array [characters, LABELS] a text of the batch."""
        ...

    def load(self) -> None:
        """Load now what is loaded on first use; raises EngineError where that fails."""
        ...

    @property
    def models(self) -> list[dict[str, str]]:
        """Name, version and digest of each model in use."""
        ...


def sources(engines: str, *, allow_download: bool = False) -> list[Source]:
    """The sources of a setting such as ``crf,hanlp:models/ner``; after the colon stands where a model lies.

    Nothing is loaded. Raises ConfigError for a name that no engine has, or that is there twice.
    """
    return [_source(spec, allow_download) for spec in engine_specs(engines)]


def _source(spec: str, allow_download: bool) -> Source:
    engine = make_engine(spec, allow_download=allow_download)
    if isinstance(engine, CrfEngine):
        return Trained(spec, engine)  # over the words that the batch brings
    return Engine(spec, engine)


class Trained:
    """A trained model over the words of LAC and of the article's own tokens (``crf``), or of these (``crf:jieba``)."""

    def __init__(self, name: str, engine: CrfEngine) -> None:
        self.name, self._engine = name, engine

    @property
    def hears_lac(self) -> bool:
        return self._engine.variant == "lac"

    def load(self) -> None:
        self._engine.load()

    def read(self, batch: Batch) -> list[Floats]:
        taggings = batch.taggings if self.hears_lac else batch.own
        found = self._engine.marginals(batch.texts, taggings)
        return [in_order(scores, self._engine.labels) for scores in found]

    @property
    def models(self) -> list[dict[str, str]]:
        of = self._engine
        return [{"name": of.model, "version": of.version, "digest": of.digest}]


class Engine:
    """An engine as it is: its probabilities where it has ``marginals``, else its spans."""

    def __init__(self, name: str, engine: Any) -> None:
        self.name, self._engine = name, engine

    @property
    def hears_lac(self) -> bool:
        return bool(getattr(self._engine, "hints", False))

    def load(self) -> None:
        self._engine.load()

    def read(self, batch: Batch) -> list[Floats]:
        if hasattr(self._engine, "marginals"):
            shares = self._engine.marginals(batch.texts, batch.taggings if self.hears_lac else None)
            return [in_order(scores, self._engine.labels) for scores in shares]
        analyses = self._engine.analyse(batch.texts)
        return [votes(text, analysis.spans) for text, analysis in zip(batch.texts, analyses, strict=True)]

    @property
    def models(self) -> list[dict[str, str]]:
        of = self._engine
        return [{"name": of.model, "version": of.version, "digest": of.digest}]


def votes(text: str, spans: Iterable[EngineSpan]) -> Floats:
    """Spans as probabilities: nearly one for what they say of each character of ``text``.

    Types that are no entity of ours are passed over, and so is what overlaps an earlier span.
    """
    kept: list[tuple[int, int, str]] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if span.type in TYPES and span.end > span.start and (not kept or span.start >= kept[-1][1]):
            kept.append((span.start, span.end, span.type))
    scores = np.full((len(text), len(LABELS)), (1 - CERTAIN) / (len(LABELS) - 1), dtype=np.float32)
    scores[np.arange(len(text)), [_NUMBER[label] for label in encode(len(text), kept)]] = CERTAIN
    return scores
