"""Entities: people, places, organisations and calendar times, in newspaper conventions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from jianbao.article import Article
from jianbao.dictionary import Dictionary, read_dictionary
from jianbao.stage import BatchStage, StageConfig
from jianbao.stages.entities.assembly import assemble
from jianbao.stages.entities.batch import Batch
from jianbao.stages.entities.user_terms import apply_dictionary
from jianbao.stages.entities.voters import make_voters
from jianbao.stages.entities.voting import ALONE, make_entity
from jianbao.tagging.decoding import certainty, decode_texts


class EntitiesConfig(StageConfig, frozen=True):
    """Which engines tag, and the user's terms.

    ``engine``: who tags, several separated by commas: auto, accurate, fast, crf, lac, jieba, spacy, hanlp;
    ``name:folder`` for a model of your own. ``auto`` has ``accurate`` read what ``fast`` is unsure of; ``fast`` alone
    is faster and a little less accurate, ``accurate`` alone several times slower.

    ``allow_download``: let hanlp fetch a model that it knows by name. ``user_dict``: a user dictionary whose
    entries win over what was found (jianbao.stages.entities.user_terms).
    """

    engine: str = "auto"
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
        self._voters = make_voters(self.config.engine, allow_download=self.config.allow_download)

    @cached_property
    def _dictionary(self) -> Dictionary | None:
        return read_dictionary(self.config.user_dict) if self.config.user_dict else None

    @property
    def models(self) -> list[dict[str, str]]:
        """The models of all engines, with those of the taggers they read, and the user's dictionary; each once."""
        found = [model for voter in self._voters for model in voter.models]
        if self._dictionary:
            found.append(self._dictionary.record)
        return [model for i, model in enumerate(found) if model not in found[:i]]

    def load(self) -> None:
        """Load the models and the dictionary now; raises EngineError or ConfigError for one that is wrong."""
        _ = self._dictionary
        for voter in self._voters:
            voter.load()

    def take_counts(self) -> dict[str, int]:
        """What the engines counted of their work since this was last asked."""
        counts: Counter[str] = Counter()
        for voter in self._voters:
            counts.update(voter.take_counts())
        return dict(counts)

    def annotate_batch(self, articles: Sequence[Article]) -> None:
        """Write ``entities`` into ``articles``."""
        self._annotate(Batch(articles, plain=self._dictionary is not None))
        if self._dictionary:
            for article in articles:
                apply_dictionary(article, self._dictionary)

    def _annotate(self, batch: Batch) -> None:
        votes = {voter.name: voter.vote(batch) for voter in self._voters}
        means = [np.mean(opinions, axis=0) for opinions in zip(*votes.values(), strict=True)]
        readings = assemble(batch.texts, means, batch.pieces)
        found = {name: decode_texts(own, batch.pieces) for name, own in votes.items() if len(votes) > 1}
        for i, (article, reading) in enumerate(zip(batch.articles, readings, strict=True)):
            opinions = {name: mentions[i] for name, mentions in found.items()} | {ALONE: reading.alone}
            article.entities = [
                make_entity(article, m, certainty(reading.scores, m), reason, opinions)
                for m, reason in reading.mentions
            ]
