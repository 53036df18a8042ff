"""Summaries: the article in its own clauses, and as who, what, when, where, figures and demands."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pipeline.article import Article, Summary
from pipeline.config import StageConfig
from pipeline.stage import ArticleStage, require
from pipeline.summaries.fields import fill
from pipeline.summaries.lead import lead, wording
from pipeline.summaries.router import stories


class SummaryConfig(StageConfig, frozen=True):
    """``max_chars``: the longest summary, in characters. ``method``: auto, lead or clauses."""

    max_chars: Annotated[int, Meta(ge=10)] = 90
    method: str = "auto"


class Summarize(ArticleStage):
    """Writes ``summary``: text of at most ``max_chars`` with its spans, a one-line brief, and cited fields.

    Of the layers it is not bound to (entities, times, persons, quantities, quotes, points, events) it uses
    those that are there.
    """

    name = "summary"
    requires = frozenset({"sentences", "tokens"})
    provides = frozenset({"summary"})
    Config = SummaryConfig

    def __init__(self, config: SummaryConfig | None = None) -> None:
        self.config = config or SummaryConfig()

    def annotate(self, article: Article) -> None:
        require(article, "sentences", self.name)
        require(article, "tokens", self.name)
        found = stories(article)
        spans = lead(article, found[0], self.config.max_chars) if found else []
        summary = Summary(text=wording(article, spans), method="lead", spans=spans)
        summary.brief = wording(article, lead(article, found[0], 40)) if found else article.title
        fill(article, summary)
        article.summary = summary
