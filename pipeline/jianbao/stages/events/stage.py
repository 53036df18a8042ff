"""Events: what an article reports, with its date, place and those who take part."""

from __future__ import annotations

from itertools import islice

from jianbao.article import Article, Entity, Event, Span
from jianbao.language.width import fold
from jianbao.stage import ArticleStage, StageConfig
from jianbao.stages.events.choice import choose_triggers
from jianbao.stages.events.participants import find_participants, newsmakers
from jianbao.stages.events.setting import find_date, find_mention, find_place
from jianbao.stages.events.triggers import Grounds, Trigger, read_grounds

_MAX_PARAGRAPHS = 8  # the lead is not looked for further down


class EventsConfig(StageConfig, frozen=True):
    """``lead``: how many sentences at the head of the body are read; ``most``: at most so many events per article."""

    lead: int = 3
    most: int = 3


class EventsStage(ArticleStage):
    """Writes ``events``. Uses ``times`` for their dates and ``persons`` to leave out reporters.

    News tells its event in the headline and the lead: triggers are looked for there, one event per type.

    >>> article = Article.from_text("5月7日,全县安全生产会议召开。", date="2021-05")
    >>> article.sentences, article.entities = [Span(0, 15)], []
    >>> [(e.type, e.trigger) for e in next(EventsStage()([article])).events]
    [('会议', '会议')]
    """

    name = "events"
    requires = frozenset({"sentences", "entities"})
    uses = frozenset({"tokens", "times", "persons", "quotes"})
    provides = frozenset({"events"})
    Config = EventsConfig
    config: EventsConfig

    def annotate(self, article: Article) -> None:
        """Write ``events``."""
        text = fold(article.text)
        heads = [Span(b.start, b.end) for b in article.blocks_of("headline")]
        lead = _lead(article, self.config.lead)
        chosen = choose_triggers(text, heads, lead, self.config.most, _grounds(article))
        names = newsmakers(article) if chosen else []
        article.events = [_event(article, text, trigger, lead, names) for trigger in chosen]


def _grounds(article: Article) -> Grounds:
    """Where no trigger counts: in names, in what somebody says, in what web pages add to a headline."""
    names = [Span(e.start, e.end) for e in article.entities or () if e.type != "TIME"]
    speech = [Span(q.start, q.end) for q in article.quotes or () if q.direct]
    tails = [
        Span(block.start + at, block.end)
        for block in article.blocks_of("headline")
        if (at := article.text[block.start : block.end].rfind("_")) > 0
    ]
    return read_grounds(article.tokens, [*names, *speech, *tails])


def _lead(article: Article, count: int) -> list[Span]:
    """The first ``count`` sentences of the body."""
    paragraphs = [(b.start, b.end) for b in article.blocks_of("paragraph")]
    inside = paragraphs[:_MAX_PARAGRAPHS]
    body = (s for s in article.sentences or () if not paragraphs or any(a <= s.start < b for a, b in inside))
    return list(islice(body, count))


def _event(article: Article, text: str, trigger: Trigger, lead: list[Span], names: list[Entity]) -> Event:
    near = [s for s in lead if s.start <= trigger.start < s.end]
    around = near + [s for s in lead if s not in near]
    close = [*near, *lead[: 1 if not near else 2]]
    when = find_date(article, around, trigger.start)
    mention = (
        Span(when.start, when.end) if when else find_mention(article.entities or [], close, trigger.start)
    )
    where = find_place(text, article.entities or [], close, trigger.start)
    return Event(
        type=trigger.type,
        start=trigger.start,
        end=trigger.end,
        trigger=article.text[trigger.start : trigger.end],
        date=when.value.split("T")[0] if when and when.value else None,
        date_span=mention,
        place=where.text if where else None,
        place_span=Span(where.start, where.end) if where else None,
        participants=find_participants(text, names, near or lead[:1], around),
    )
