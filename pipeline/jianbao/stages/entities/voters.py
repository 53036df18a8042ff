"""Voters: what each engine says of each character, as probabilities over one set of labels.

Engines with probabilities give their own; one that gives only spans votes with them, a little less than certain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from jianbao.engines import engine_specs, make_engine
from jianbao.engines.base import Engine, EngineSpan, is_probabilistic
from jianbao.engines.taggers import model_records
from jianbao.labels import TYPES
from jianbao.stages.entities.batch import Batch
from jianbao.tagging.arrays import FloatArray
from jianbao.tagging.labels import LABEL_NUMBER, LABELS, encode, reorder_columns

CERTAIN = 0.9  # the probability of the label that an engine without probabilities votes for


class Voter:
    """An engine that is asked, under the name by which mentions say who found them."""

    def __init__(self, name: str, engine: Engine) -> None:
        self.name, self._engine = name, engine

    @property
    def needs(self) -> frozenset[str]:
        """The taggers whose words it reads: ``lac``, ``fast``, ``jieba``, or none."""
        return self._engine.needs if is_probabilistic(self._engine) else frozenset()

    def load(self) -> None:
        """Load now what is loaded on first use; raises EngineError if that fails."""
        self._engine.load()

    def take_counts(self) -> dict[str, int]:
        """What the engine counted of its work since this was last asked; mostly nothing."""
        take: Callable[[], dict[str, int]] = getattr(self._engine, "take_counts", dict)
        return take()

    def vote(self, batch: Batch) -> list[FloatArray]:
        """One array [characters, LABELS] per text of the batch."""
        if is_probabilistic(self._engine):
            found = self._engine.marginals(batch.texts, batch.taggings(self.needs))
            return [reorder_columns(scores, self._engine.labels) for scores in found]
        analyses = self._engine.analyse(batch.texts)
        return [
            vote_by_spans(text, analysis.spans) for text, analysis in zip(batch.texts, analyses, strict=True)
        ]

    @property
    def models(self) -> list[dict[str, str]]:
        """Name, version and digest of its model and of those of the taggers it reads."""
        return model_records(self._engine, self.needs)


def make_voters(engines: str, *, allow_download: bool = False) -> list[Voter]:
    """The voters of a setting such as ``crf,hanlp:models/ner``; after the colon stands the engine's model.

    Nothing is loaded. Raises ConfigError for an engine that does not exist, or that is named twice.
    """
    return [Voter(spec, make_engine(spec, allow_download=allow_download)) for spec in engine_specs(engines)]


def vote_by_spans(text: str, spans: Iterable[EngineSpan]) -> FloatArray:
    """Spans as probabilities: nearly one for what they say of each character of ``text``.

    Spans of other types than ours are passed over, and so is what overlaps an earlier span.
    """
    kept: list[tuple[int, int, str]] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if span.type in TYPES and span.end > span.start and (not kept or span.start >= kept[-1][1]):
            kept.append((span.start, span.end, span.type))
    scores = np.full((len(text), len(LABELS)), (1 - CERTAIN) / (len(LABELS) - 1), dtype=np.float32)
    scores[np.arange(len(text)), [LABEL_NUMBER[label] for label in encode(len(text), kept)]] = CERTAIN
    return scores
