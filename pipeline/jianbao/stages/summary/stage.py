"""Summaries: the article in its own clauses, and as who, what, when, where, figures and demands."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from jianbao.article import Article, Summary
from jianbao.config import StageConfig
from jianbao.stage import ArticleStage, require
from jianbao.stages.summary.boilerplate import clean_title
from jianbao.stages.summary.clauses import paragraphs
from jianbao.stages.summary.fields import fill
from jianbao.stages.summary.headline import TYPICAL, headline_text, opening_of
from jianbao.stages.summary.headlines import fitting_title, lines, share
from jianbao.stages.summary.lead import lead, wording


class SummaryConfig(StageConfig, frozen=True):
    """``max_chars``: the longest summary, in characters. ``method``: auto, lead or clauses."""

    max_chars: Annotated[int, Meta(ge=10)] = 90
    method: str = "auto"


class SummaryStage(ArticleStage):
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
        article.summary = summarize(article, self.config.max_chars, self.config.method)
        fill(article, article.summary)


def summarize(article: Article, max_chars: int, method: str = "auto") -> Summary:
    """The summary of ``article`` without its fields: the lead of one story, the headlines of several."""
    found = lines(article) if method != "lead" else []
    if len(found) > 1:
        texts = share(found, max_chars)
        spans = [s for line in found for s in line.pieces(max_chars, TYPICAL)]
        return Summary(text="".join(texts), method="headlines", spans=spans, brief=texts[0] if texts else "")
    body = paragraphs(article)
    spans = lead(article, body, max_chars)
    brief = headline_text(article, opening_of(article, body[0]).pieces(_BRIEF, 24.0)) if body else ""
    text = wording(article, spans) or fitting_title(clean_title(article.title), max_chars)
    return Summary(text=text, method="lead", spans=spans, brief=brief or text[:_BRIEF])


_BRIEF = 40  # characters
