"""Sources: what each engine says of each character, as probabilities over one set of labels.

The trained models (``lac``, ``jieba``) and encoders give probabilities; an engine that gives only spans votes
with them, a little less than certain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any, Protocol

import numpy as np

from pipeline.article import Article, Tokens
from pipeline.engines import make_engine
from pipeline.engines.base import EngineSpan
from pipeline.entities.columns import Triples
from pipeline.entities.crf import Floats
from pipeline.entities.labels import LABELS, encode, pieces
from pipeline.entities.model import EntityModel, entity_model
from pipeline.errors import ConfigError

CERTAIN = 0.9  # the probability of the label that an engine without probabilities votes for
_TYPES = {
    "PER": "PER",
    "LOC": "LOC",
    "GPE": "LOC",
    "FAC": "LOC",
    "ORG": "ORG",
    "TIME": "TIME",
    "DATE": "TIME",
}
_NUMBER = {label: i for i, label in enumerate(LABELS)}


class Source(Protocol):
    """Says, of a batch of articles, how likely each label is at each character."""

    name: str

    def read(self, articles: Sequence[Article], texts: Sequence[str]) -> list[Floats]:
        """One array [characters, LABELS] a text; ``texts`` are the folded texts of ``articles``."""
        ...

    @property
    def models(self) -> list[dict[str, str]]:
        """Name, version and digest of each model in use."""
        ...

    def load(self) -> None:
        """Load the models now; raises EngineError where one is missing or broken."""
        ...


def sources(engines: str, *, allow_download: bool = False) -> list[Source]:
    """The sources of a setting such as ``lac,hanlp``; ``name:folder`` says where an engine's model lies.

    Nothing is loaded. Raises ConfigError for a name that no engine has, or has twice.
    """
    names = [part.strip() for part in engines.split(",") if part.strip()]
    if not names or len({n.partition(":")[0] for n in names}) < len(names):
        raise ConfigError(
            f"entities.engine={engines!r}: name one engine, or several different ones with commas"
        )
    return [_source(name, allow_download) for name in names]


def _source(spec: str, allow_download: bool) -> Source:
    if spec == "jieba":
        return Trained(spec)  # the article's tokens are jieba's already
    engine = make_engine(spec, allow_download=allow_download)
    return Trained("lac", engine) if engine.name == "lac" else Engine(engine.name, engine)


class Trained:
    """A trained model over the tags of LAC and of the article's own tokens (``lac``), or of these alone."""

    def __init__(self, name: str, tagger: Any = None) -> None:
        self.name, self._tagger = name, tagger

    @cached_property
    def model(self) -> EntityModel:
        """The shipped model, loaded on first use."""
        return entity_model(self.name)

    def load(self) -> None:
        _ = self.model
        if self._tagger:
            self._tagger.load()

    def read(self, articles: Sequence[Article], texts: Sequence[str]) -> list[Floats]:
        taggings: list[dict[str, Triples]] = [{"jieba": _triples(a.tokens)} for a in articles]
        if self._tagger:
            for tagging, analysis in zip(taggings, self._tagger.analyse(texts), strict=True):
                tagging["lac"] = _triples(analysis.tokens)
        found = self.model.many(texts, taggings, [pieces(text) for text in texts])
        return [in_order(scores, self.model.labels) for scores in found]

    @property
    def models(self) -> list[dict[str, str]]:
        below = [_described(self._tagger)] if self._tagger else []
        return [*below, {"name": f"entities/{self.name}", "digest": self.model.digest}]


class Engine:
    """An engine as it is: its probabilities where it has ``marginals``, else its spans."""

    def __init__(self, name: str, engine: Any) -> None:
        self.name, self._engine = name, engine

    def load(self) -> None:
        self._engine.load()

    def read(self, articles: Sequence[Article], texts: Sequence[str]) -> list[Floats]:
        marginals: Callable[[Sequence[str]], list[Floats]] | None = getattr(self._engine, "marginals", None)
        if marginals:
            return [in_order(scores, self._engine.labels) for scores in marginals(texts)]
        analyses = self._engine.analyse(texts)
        return [votes(text, analysis.spans) for text, analysis in zip(texts, analyses, strict=True)]

    @property
    def models(self) -> list[dict[str, str]]:
        return [_described(self._engine)]


def votes(text: str, spans: Iterable[EngineSpan]) -> Floats:
    """Spans as probabilities: nearly one for what they say of each character of ``text``.

    Types that are no entity of ours are passed over, and so is what overlaps an earlier span.
    """
    kept: list[tuple[int, int, str]] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        kind = _TYPES.get(span.type)
        if kind and span.end > span.start and (not kept or span.start >= kept[-1][1]):
            kept.append((span.start, span.end, kind))
    scores = np.full((len(text), len(LABELS)), (1 - CERTAIN) / (len(LABELS) - 1), dtype=np.float32)
    scores[np.arange(len(text)), [_NUMBER[label] for label in encode(len(text), kept)]] = CERTAIN
    return scores


def in_order(scores: Floats, labels: Sequence[str]) -> Floats:
    """The columns of ``scores``, named by ``labels``, in the order of LABELS; zeros for those that lack."""
    if list(labels) == LABELS:
        return scores
    out = np.zeros((len(scores), len(LABELS)), dtype=np.float32)
    out[:, [_NUMBER[label] for label in labels]] = scores
    return out


def _triples(tokens: Tokens | None) -> Triples:
    return (tokens.starts, tokens.ends, tokens.tags) if tokens else ([], [], [])


def _described(engine: Any) -> dict[str, str]:
    return {"name": engine.model, "version": engine.version, "digest": engine.digest}
