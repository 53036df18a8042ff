"""Batch: articles with their folded texts and what the taggers say of them, each tagger asked once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from jianbao.article import Article
from jianbao.language.width import fold
from jianbao.tagging.labels import pieces
from jianbao.tagging.words import Triples, triples


class Batch:
    """Some articles, read together; ``lac`` is the engine that is asked for LAC's words, if anybody needs them.

    plain: jieba without the user's words, where the articles' own tokens have them. The models were trained on
    jieba's plain words: with others they find less beside an entry than without it.
    """

    def __init__(self, articles: Sequence[Article], lac: Any, plain: Any = None) -> None:
        self.articles, self._lac, self._plain = articles, lac, plain

    @cached_property
    def texts(self) -> list[str]:
        """The folded texts."""
        return [fold(article.text) for article in self.articles]

    @cached_property
    def parts(self) -> list[list[tuple[int, int]]]:
        """What is decoded at a time, of each text."""
        return [pieces(text) for text in self.texts]

    @cached_property
    def own(self) -> list[dict[str, Triples]]:
        """The articles' own tokens (jieba's), or its plain ones."""
        if self._plain:
            return [{"jieba": triples(self._plain.tokens(text))} for text in self.texts]
        return [{"jieba": triples(article.tokens)} for article in self.articles]

    @cached_property
    def taggings(self) -> list[dict[str, Triples]]:
        """The words (starts, ends, tags) by ``lac`` and by ``jieba``."""
        analyses = self._lac.analyse(self.texts)
        return [
            {"lac": triples(analysis.tokens), **own} for analysis, own in zip(analyses, self.own, strict=True)
        ]
