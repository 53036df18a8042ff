"""Summaries: the article in its own clauses, and as who, what, when, where, figures and demands."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from jianbao.article import Article, Summary
from jianbao.models import model_record
from jianbao.stage import ArticleStage, StageConfig
from jianbao.stages.summary.body import Body
from jianbao.stages.summary.bulletin import bulletin_model, is_bulletin
from jianbao.stages.summary.choice_model import choice_model
from jianbao.stages.summary.clause_summary import (
    BRIEF_MOST,
    choose_clauses,
    clause_spans,
    clause_text,
)
from jianbao.stages.summary.fields import fill_fields
from jianbao.stages.summary.headline import headline_model
from jianbao.stages.summary.headlines import fit_lines, fitting_title, story_lines
from jianbao.stages.summary.lead import lead_spans, lead_text, words_up_to
from jianbao.stages.summary.ranker import cut_model
from jianbao.stages.summary.router import story_models
from jianbao.stages.summary.word_choice import TYPICAL

Method = Literal["auto", "lead"]


class SummaryConfig(StageConfig, frozen=True):
    """``max_chars``: the longest summary, in characters.

    ``method``: ``auto`` takes the headlines of several stories, the lead of a bulletin, and of other stories the
    clauses that say most; ``lead`` always takes the lead.
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
        """Load the six files of the model; raises EngineError for one that is missing or damaged."""
        headline_model(), story_models(), cut_model(), choice_model(), bulletin_model()

    def annotate(self, article: Article) -> None:
        """Write ``summary`` into ``article``."""
        body = Body(article)
        article.summary = summarize(body, self.config.max_chars, self.config.method)
        fill_fields(body, article.summary)


def summarize(body: Body, max_chars: int, method: Method = "auto") -> Summary:
    """The summary of an article without its fields: of several stories their headlines, of a bulletin its lead.

    Of any other story the clauses that say most; where none can stand alone within ``max_chars``, the lead too.
    """
    if method != "lead" and len(body.stories) > 1:
        return _headlines_summary(body, max_chars)
    if method == "lead" or is_bulletin(body):
        return _lead_summary(body, max_chars)
    chosen = choose_clauses(body, max_chars)
    if not chosen.units:
        return _lead_summary(body, max_chars)
    text, spans = clause_text(body, chosen.units), clause_spans(body, chosen.units)
    return Summary(
        text=text, method="clauses", spans=spans, brief=_brief(body, clause_text(body, chosen.brief))
    )


def _headlines_summary(body: Body, max_chars: int) -> Summary:
    lines = story_lines(body)
    texts = fit_lines(lines, max_chars)
    spans = [s for line in lines for s in line.pieces(max_chars, TYPICAL)]
    first = choose_clauses(body, BRIEF_MOST, body.stories[0][-1].end)
    return Summary(
        text="".join(texts),
        method="headlines",
        spans=spans,
        brief=_brief(body, clause_text(body, first.brief)),
    )


def _lead_summary(body: Body, max_chars: int) -> Summary:
    spans = lead_spans(body, max_chars)
    text = lead_text(body.article, spans) or fitting_title(body.title, max_chars)
    line = ""
    if spans:
        line = text if len(text) <= BRIEF_MOST else ""
        for end in (spans[-1].end, None):
            line = line or clause_text(body, choose_clauses(body, BRIEF_MOST, end).brief)
    return Summary(text=text, method="lead", spans=spans, brief=_brief(body, line))


def _brief(body: Body, line: str) -> str:
    """``line``; without one the title, and without a title the words that open the body."""
    return line or fitting_title(body.title, BRIEF_MOST) or words_up_to(body, BRIEF_MOST)
