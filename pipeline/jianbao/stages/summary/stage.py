"""Summaries: the article in its own clauses, and as who, what, when, where, figures and demands."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from jianbao.article import Article, Summary
from jianbao.models import model_record
from jianbao.stage import ArticleStage, StageConfig
from jianbao.stages.summary.boilerplate import clean_title
from jianbao.stages.summary.clauses import paragraphs
from jianbao.stages.summary.fields import fill
from jianbao.stages.summary.headline import TYPICAL, headline_model, headline_text, opening_of
from jianbao.stages.summary.headlines import fitting_title, lines, share
from jianbao.stages.summary.lead import lead, wording
from jianbao.stages.summary.ranker import cut_model
from jianbao.stages.summary.router import story_models

Method = Literal["auto", "lead"]


class SummaryConfig(StageConfig, frozen=True):
    """``max_chars``: the longest summary, in characters.

    ``method``: ``auto`` takes the headlines of several stories, the lead of one; ``lead`` always takes the lead.
    """

    max_chars: Annotated[int, Meta(ge=10)] = 90
    method: Method = "auto"


class SummaryStage(ArticleStage):
    """Writes ``summary``: text of at most ``max_chars`` with its spans, a one-line brief, and cited fields.

    The fields are read from what the stages before it found; of a layer that is not there they are empty.
    """

    name = "summary"
    requires = frozenset({"sentences", "tokens"})
    uses = frozenset({"entities", "times", "persons", "quantities", "quotes", "events"})
    provides = frozenset({"summary"})
    Config = SummaryConfig
    config: SummaryConfig

    @property
    def models(self) -> list[dict[str, str]]:
        """The summary model."""
        return [model_record("summary")]

    def load(self) -> None:
        """Load the four files of the model; raises EngineError for one that is missing or damaged."""
        headline_model(), story_models(), cut_model()

    def annotate(self, article: Article) -> None:
        """Write ``summary`` into ``article``."""
        article.summary = summarize(article, self.config.max_chars, self.config.method)
        fill(article, article.summary)


def summarize(article: Article, max_chars: int, method: Method = "auto") -> Summary:
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
