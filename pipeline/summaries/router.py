"""Stories: where a text without headlines passes from one story to the next."""

from __future__ import annotations

from pipeline.article import Article, Span
from pipeline.summaries.clauses import paragraphs


def stories(article: Article) -> list[list[Span]]:
    """The paragraphs of each story of ``article``; most articles are one story."""
    spans = paragraphs(article)
    return [spans] if spans else []
