"""Entities: people, places, organisations and calendar times, in newspaper conventions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import Any, cast

import numpy as np

from pipeline.article import Article, Entity, EntityType, Tokens
from pipeline.config import StageConfig
from pipeline.entities.columns import Triples
from pipeline.entities.crf import viterbi
from pipeline.entities.labels import Mention, decode, forbidden, pieces
from pipeline.entities.model import EntityModel, entity_model
from pipeline.registry import engine_class
from pipeline.width import fold

_BATCH = 32


class EntitiesConfig(StageConfig, frozen=True):
    """``engine``: who tags, several parted by commas: lac, jieba, hanlp, spacy."""

    engine: str = "lac"


class Entities:
    """Writes ``entities``: mentions that do not overlap, in order, never across a line of the layout.

    >>> article = next(Entities()([Article.from_text("5月7日,张红军到中牟县调研。")]))
    >>> [(e.text, e.type) for e in article.entities]
    [('5月7日', 'TIME'), ('张红军', 'PER'), ('中牟县', 'LOC')]
    """

    name = "entities"
    requires: frozenset[str] = frozenset({"tokens"})
    provides = frozenset({"entities"})
    Config = EntitiesConfig

    def __init__(self, config: EntitiesConfig | None = None) -> None:
        self.config = config or EntitiesConfig()

    @cached_property
    def _model(self) -> EntityModel:
        return entity_model("lac")

    @cached_property
    def _engine(self) -> Any:
        return engine_class("lac")()

    def __call__(self, articles: Iterable[Article]) -> Iterator[Article]:
        source = iter(articles)
        while batch := list(islice(source, _BATCH)):
            self._annotate(batch)
            yield from batch

    def _annotate(self, batch: Sequence[Article]) -> None:
        texts = [fold(article.text) for article in batch]
        parts = [pieces(text) for text in texts]
        taggings: list[dict[str, Triples]] = []
        for article, analysis in zip(batch, self._engine.analyse(texts), strict=True):
            tokens = article.tokens
            second = _triples(tokens) if tokens else ([], [], [])
            taggings.append({"lac": _triples(analysis.tokens), "jieba": second})
        for article, scores, part in zip(batch, self._model.many(texts, taggings, parts), parts, strict=True):
            best = viterbi(np.log(scores + 1e-6), part, forbidden(self._model.labels))
            found = decode([self._model.labels[i] if i >= 0 else "O" for i in best])
            article.entities = [
                _entity(article, mention, scores[mention[0], best[mention[0]]]) for mention in found
            ]


def _triples(tokens: Tokens) -> Triples:
    return tokens.starts, tokens.ends, tokens.tags


def _entity(article: Article, mention: Mention, score: float) -> Entity:
    start, end, kind = mention
    text = article.text[start:end]
    return Entity(
        start=start,
        end=end,
        type=cast(EntityType, kind),
        text=text,
        score=round(float(score), 4),
        reason="model",
    )
