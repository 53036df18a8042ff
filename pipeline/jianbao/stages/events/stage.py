"""Events: what an article reports, with its date, place and those who take part."""

from __future__ import annotations

from jianbao.article import Article, Event, Span
from jianbao.language.width import fold
from jianbao.stage import ArticleStage, StageConfig
from jianbao.stages.events.participants import date, newsmakers, participants, place
from jianbao.stages.events.triggers import Trigger, triggers

_ENOUGH = 0.5  # a trigger in the second sentence of the lead, where nothing speaks louder


class EventsConfig(StageConfig, frozen=True):
    """``lead``: how many sentences at the head of the body are read; ``most``: events an article at most."""

    lead: int = 3
    most: int = 3


class EventsStage(ArticleStage):
    """Writes ``events``. Reads ``sentences`` and ``entities``; ``times`` for the date, ``persons`` for who reports.

    News tells its event in the headline and the lead: triggers are looked for there, one event a type.

    >>> article = Article.from_text("5月7日,全县安全生产会议召开。", date="2021-05")
    >>> article.sentences, article.entities = [Span(0, 15)], []
    >>> [(e.type, e.trigger) for e in next(EventsStage()([article])).events]
    [('会议', '会议')]
    """

    name = "events"
    requires = frozenset({"sentences", "entities"})
    uses = frozenset({"times", "persons"})
    provides = frozenset({"events"})
    Config = EventsConfig
    config: EventsConfig

    def annotate(self, article: Article) -> None:
        text = fold(article.text)
        heads = [Span(b.start, b.end) for b in article.blocks_of("headline")]
        inner = [(b.start, b.end) for b in article.blocks if b.kind == "paragraph"]
        body = [
            s for s in article.sentences or () if not inner or any(a <= s.start < b for a, b in inner[:8])
        ]
        chosen = _choose(text, heads, body[: self.config.lead], self.config.most)
        article.events = [self._event(article, text, trigger, body) for trigger in chosen]

    def _event(self, article: Article, text: str, trigger: Trigger, body: list[Span]) -> Event:
        lead = body[: self.config.lead]
        near = [s for s in lead if s.start <= trigger.start < s.end]
        around = near + [s for s in lead if s not in near]
        names = newsmakers(article)
        when = date(article, around, trigger.start)
        where = place(text, article.entities or [], around)
        return Event(
            type=trigger.type,
            start=trigger.start,
            end=trigger.end,
            trigger=article.text[trigger.start : trigger.end],
            date=when.value.split("T")[0] if when and when.value else None,
            date_span=Span(when.start, when.end) if when else None,
            place=where.text if where else None,
            place_span=Span(where.start, where.end) if where else None,
            participants=participants(text, names, near or lead[:1], around),
        )


def _choose(text: str, heads: list[Span], lead: list[Span], most: int) -> list[Trigger]:
    """One trigger a type: types of the headline first, then of the lead; the trigger in the lead is shown."""
    score: dict[str, float] = {}
    first: dict[str, Trigger] = {}
    for weight, spans in ((2.0, heads), (1.0, lead)):
        for i, span in enumerate(spans):
            for trigger in triggers(text, span.start, span.end):
                score[trigger.type] = score.get(trigger.type, 0.0) + weight / (1 + i)
                if trigger.type not in first or (weight == 1.0 and first[trigger.type].start < lead[0].start):
                    first[trigger.type] = trigger
    best = max(score.values(), default=0.0)
    score = {kind: points for kind, points in score.items() if points >= best / 4}
    ranked = sorted(score, key=lambda kind: (-score[kind], first[kind].start))
    kept = [kind for kind in ranked if score[kind] >= _ENOUGH][:most]
    return sorted((first[kind] for kind in kept), key=lambda t: t.start)
