"""Summaries: the article in its own clauses, and as who, what, when, where, figures and demands."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from jianbao.article import Article, Summary
from jianbao.models import model_record
from jianbao.stage import ArticleStage, StageConfig
from jianbao.stages.summary.body import Body
from jianbao.stages.summary.brief_line import MOST, brief_line
from jianbao.stages.summary.fields import fill_fields
from jianbao.stages.summary.headline import headline_model
from jianbao.stages.summary.headlines import fit_lines, fitting_title, story_lines
from jianbao.stages.summary.lead import lead_spans, lead_text
from jianbao.stages.summary.ranker import cut_model
from jianbao.stages.summary.router import story_models
from jianbao.stages.summary.word_choice import TYPICAL

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
        body = Body(article)
        article.summary = summarize(body, self.config.max_chars, self.config.method)
        fill_fields(body, article.summary)


def summarize(body: Body, max_chars: int, method: Method = "auto") -> Summary:
    """The summary of an article without its fields: the lead of one story, the headlines of several."""
    if method != "lead" and len(body.stories) > 1:
        return _headlines_summary(body, max_chars)
    return _lead_summary(body, max_chars)


def _headlines_summary(body: Body, max_chars: int) -> Summary:
    lines = story_lines(body)
    texts = fit_lines(lines, max_chars)
    spans = [s for line in lines for s in line.pieces(max_chars, TYPICAL)]
    brief = brief_line(body, body.stories[0][0])
    return Summary(text="".join(texts), method="headlines", spans=spans, brief=brief)


def _lead_summary(body: Body, max_chars: int) -> Summary:
    spans = lead_spans(body, max_chars)
    text = lead_text(body.article, spans) or fitting_title(body.title, max_chars)
    brief = brief_line(body, body.paragraphs[0]) if body.paragraphs else fitting_title(body.title, MOST)
    return Summary(text=text, method="lead", spans=spans, brief=brief)
