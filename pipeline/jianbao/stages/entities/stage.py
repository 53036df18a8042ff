"""Entities: people, places, organisations and calendar times, in newspaper conventions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from jianbao.article import Article
from jianbao.dictionary import Dictionary, read_dictionary
from jianbao.engines import make_engine
from jianbao.stage import BatchStage, StageConfig
from jianbao.stages.entities.assembly import assemble
from jianbao.stages.entities.batch import Batch
from jianbao.stages.entities.user_terms import apply_dictionary
from jianbao.stages.entities.voters import sources
from jianbao.stages.entities.voting import ALONE, entity
from jianbao.tagging.decoding import certainty, many_mentions


class EntitiesConfig(StageConfig, frozen=True):
    """``engine``: who tags, several separated by commas: accurate, fast, crf, lac, jieba, spacy, hanlp;
    ``name:folder`` for a model of your own. ``crf`` and ``fast`` are several times faster and a little less accurate
    than the default.

    ``allow_download``: let hanlp fetch a model that it knows by name. ``user_dict``: a user dictionary whose
    entries win over what was found (jianbao.stages.entities.user_terms).
    """

    engine: str = "accurate"
    allow_download: bool = False
    user_dict: str = ""


class EntitiesStage(BatchStage):
    """Writes ``entities``: mentions that do not overlap, in order, never across a line of the layout.

    Several engines vote: their probabilities are averaged, and each mention says who found it and what the
    others saw in its place.

    >>> from jianbao.stages.tokens.stage import TokensStage
    >>> tokens = TokensStage()([Article.from_text("5月7日,张红军到中牟县调研。")])
    >>> article = next(EntitiesStage()(tokens))
    >>> [(e.text, e.type) for e in article.entities]
    [('5月7日', 'TIME'), ('张红军', 'PER'), ('中牟县', 'LOC')]
    """

    name = "entities"
    requires = frozenset({"tokens"})
    provides = frozenset({"entities"})
    Config = EntitiesConfig
    config: EntitiesConfig

    def __init__(self, config: EntitiesConfig | None = None) -> None:
        super().__init__(config)
        self._sources = sources(self.config.engine, allow_download=self.config.allow_download)

    @cached_property
    def _lac(self) -> Any:
        return make_engine("lac")

    @cached_property
    def _dictionary(self) -> Dictionary | None:
        return read_dictionary(self.config.user_dict) if self.config.user_dict else None

    @property
    def models(self) -> list[dict[str, str]]:
        """The engines' models, LAC where one of them goes by its words, and the user's dictionary."""
        found = [model for source in self._sources for model in source.models]
        if any(source.hears_lac for source in self._sources):
            lac = self._lac
            found.append({"name": lac.model, "version": lac.version, "digest": lac.digest})
        return found + ([self._dictionary.record] if self._dictionary else [])

    def load(self) -> None:
        """Load the models and the dictionary now; raises EngineError or ConfigError for one that is wrong."""
        _ = self._dictionary
        if any(source.hears_lac for source in self._sources):
            self._lac.load()
        for source in self._sources:
            source.load()

    def annotate_batch(self, articles: Sequence[Article]) -> None:
        """Write ``entities`` into ``articles``."""
        self._annotate(Batch(articles, self._lac, make_engine("jieba") if self._dictionary else None))
        if self._dictionary:
            for article in articles:
                apply_dictionary(article, self._dictionary)

    def _annotate(self, batch: Batch) -> None:
        read = {source.name: source.read(batch) for source in self._sources}
        whole = [np.mean(opinions, axis=0) for opinions in zip(*read.values(), strict=True)]
        readings = assemble(batch.texts, whole, batch.parts)
        said = {name: many_mentions(scores, batch.parts) for name, scores in read.items() if len(read) > 1}
        for i, (article, reading) in enumerate(zip(batch.articles, readings, strict=True)):
            opinions = {name: found[i] for name, found in said.items()} | {ALONE: reading.alone}
            article.entities = [
                entity(article, m, certainty(reading.scores, m), reason, opinions)
                for m, reason in reading.settled
            ]
