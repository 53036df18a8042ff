"""Sentences: split at 。！？ and their kin with the closing marks that follow, never across blocks."""

from __future__ import annotations

from jianbao.article import Article
from jianbao.stage import ArticleStage
from jianbao.stages.sentences.split import split_sentences


class SentencesStage(ArticleStage):
    """Writes ``sentences``: spans that tile each block except for blanks at their ends.

    >>> article = Article.from_text("他说：“办好实事。”会议结束！")
    >>> next(SentencesStage()([article])).sentences
    [Span(start=0, end=10), Span(start=10, end=15)]
    """

    name = "sentences"
    provides = frozenset({"sentences"})

    def annotate(self, article: Article) -> None:
        """Write ``sentences``."""
        article.sentences = split_sentences(article)
