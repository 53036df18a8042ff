"""Times as the calendar grammar finds them, with their values: what the tables of these tests compare."""

from __future__ import annotations

from jianbao.article import Article, Entity
from jianbao.language.calendar import find_times
from jianbao.language.width import fold
from jianbao.stages.times.stage import TimesStage


def read(text: str, date: str | None) -> list[tuple[str, str | None]]:
    """The times of a text with their values, the calendar's spans taken as entities."""
    article = Article.from_text(text, date=date)
    spans = [(s.start, s.end) for s in find_times(fold(article.text))]
    article.entities = [Entity(a, b, "TIME", article.text[a:b]) for a, b in spans]
    return [(t.text, t.value) for t in next(TimesStage()([article])).times or []]
