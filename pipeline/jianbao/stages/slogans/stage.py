"""Slogans: families of parallel terms (痛点/堵点/卡点), and what the quoted strings of an article are."""

from __future__ import annotations

from jianbao.article import Article
from jianbao.stage import ArticleStage
from jianbao.stages.slogans.families import find_families
from jianbao.stages.slogans.quoted import quoted_terms
from jianbao.stages.slogans.words import words_of


class SlogansStage(ArticleStage):
    """Writes ``slogans``, the families, and ``quoted``, the strings in quotation and book-title marks.

    >>> from jianbao.stages.tokens.stage import TokensStage
    >>> article = next(TokensStage()([Article.from_text("聚焦群众反映的“痛点”“堵点”“卡点”。")]))
    >>> [family.family for family in next(SlogansStage()([article])).slogans]
    ['痛点/堵点/卡点']
    """

    name = "slogans"
    requires = frozenset({"tokens"})
    provides = frozenset({"slogans", "quoted"})

    def annotate(self, article: Article) -> None:
        """Write ``slogans`` and ``quoted`` into ``article``."""
        words = words_of(article)
        article.slogans = find_families(words)
        article.quoted = quoted_terms(article, words, article.slogans)
