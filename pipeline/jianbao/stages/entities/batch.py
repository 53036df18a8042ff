"""Batch: articles with their folded texts and the words of each tagger, which is asked once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

from jianbao.article import Article
from jianbao.engines.taggers import TAGGERS, join_taggings, tag_words
from jianbao.language.width import fold
from jianbao.tagging.labels import Piece, split_pieces
from jianbao.tagging.words import TaggedWords, Taggings, tagged_words


class Batch:
    """Some articles, read together; their own tokens are jieba's words.

    plain: ask jieba itself, because the articles' tokens have the user's words. The models were trained on jieba's
    plain words: with others they find less beside an entry than without it.
    """

    def __init__(self, articles: Sequence[Article], *, plain: bool = False) -> None:
        self.articles, self._plain = articles, plain
        self._tagged: dict[str, list[TaggedWords]] = {}

    @cached_property
    def texts(self) -> list[str]:
        """The folded texts."""
        return [fold(article.text) for article in self.articles]

    @cached_property
    def pieces(self) -> list[list[Piece]]:
        """What is decoded at a time, of each text."""
        return [split_pieces(text) for text in self.texts]

    def taggings(self, needs: Collection[str]) -> list[Taggings]:
        """The words (starts, ends, tags) of each text by the taggers that are named, in the order of ``TAGGERS``."""
        return join_taggings(self.texts, {name: self._words(name) for name in TAGGERS if name in needs})

    def _words(self, tagger: str) -> list[TaggedWords]:
        if tagger not in self._tagged:
            own = tagger == "jieba" and not self._plain
            self._tagged[tagger] = (
                [tagged_words(article.tokens) for article in self.articles]
                if own
                else tag_words(self.texts, tagger)
            )
        return self._tagged[tagger]
