"""Times: TIME spans to ISO 8601, against the text before and the paper's date."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from jianbao.article import Article, Block, Entity, Time
from jianbao.language.calendar import Moment, find_times, is_recurring
from jianbao.language.width import fold
from jianbao.resources import word_lists
from jianbao.stage import ArticleStage
from jianbao.stages.times.context import Context
from jianbao.stages.times.festivals import resolve_festival
from jianbao.stages.times.fields import Fields, read_fields, special_fields
from jianbao.stages.times.plans import plan_times
from jianbao.stages.times.today import reference_date
from jianbao.stages.times.values import resolve

_JOINS = frozenset({"", "的", "“", "的“", '"', "‘"})  # between a year and what is of it: 去年“五一”


class TimesStage(ArticleStage):
    """Writes ``times``: one for every TIME entity, and one for every five-year plan that is a period.

    ``value`` is ISO 8601, as exact as the words are, with ``/`` between two ends; 上午 and 晚 are kept in
    ``day_part``. What cannot be told from the text and the paper's date has the value None.

    >>> article = Article.from_text("去年9月,会议召开。", date="2021-05")
    >>> article.entities = [Entity(0, 4, "TIME", "去年9月")]
    >>> next(TimesStage()([article])).times[0].value
    '2020-09'
    """

    name = "times"
    requires = frozenset({"entities"})
    provides = frozenset({"times"})

    def annotate(self, article: Article) -> None:
        """Write ``times``."""
        times = _entity_times(article)
        taken = {(t.start, t.end) for t in times}
        times += [t for t in plan_times(article.text) if (t.start, t.end) not in taken]
        article.times = sorted(times, key=lambda t: (t.start, t.end))


def _entity_times(article: Article) -> list[Time]:
    """The TIME entities resolved in order: each may complete those after it, months only within their block."""
    context = Context(today=reference_date(article))
    starts = [b.start for b in article.blocks or [Block("paragraph", 0, len(article.text))]]
    folded = fold(article.text)
    known = {(s.start, s.end): s.moments for s in find_times(folded)}
    times, block = [], 0
    before = (0, Fields())  # where the time before ends, and what its last words say
    spans = [e for e in article.entities or () if e.type == "TIME"]
    for entity in sorted(spans, key=lambda e: e.start):
        if (number := bisect_right(starts, entity.start)) > block:
            block = number
            context.start_paragraph()
        parts = [_said(m) for m in known.get((entity.start, entity.end)) or _moments(entity)]
        if parts:
            parts[0] = _with_year(parts[0], before[1], folded[before[0] : entity.start])
        if _recurs(folded, entity.start):
            times.append(Time(entity.start, entity.end, entity.text))
            continue
        times.append(_time(entity, parts, context))
        before = (entity.end, parts[-1] if parts else Fields())
    return times


def _recurs(folded: str, start: int) -> bool:
    """Whether a time is of no single day: 每月15日, 每年6月5日."""
    return is_recurring(folded, start) or folded.endswith(("每年", "每年的"), max(0, start - 3), start)


def _said(moment: Moment) -> Fields:
    """What a moment says; a festival is resolved by its name alone."""
    out = read_fields(moment)
    return replace(out, month=None, day=None) if moment.get("festival") else out


def _with_year(said: Fields, before: Fields, gap: str) -> Fields:
    """``said`` in the year that stands right before it, ``gap`` being the text between: 去年“五一”, 同年9月."""
    if said.has_year:
        return said
    for role, years in (("years_on_0", 0), ("years_on_1", 1)):
        if said.month and gap.endswith(word_lists("calendar_words.tsv")[role]):
            return replace(said, years_on=years)
    if gap not in _JOINS or before.has_month or before.day is not None:
        return said
    return replace(said, year=before.year, year_offset=before.year_offset)


def _moments(entity: Entity) -> tuple[Moment, ...]:
    """The ends of the longest calendar time in an entity that is not one itself."""
    return max((s.moments for s in find_times(fold(entity.text))), key=_length, default=())


def _time(entity: Entity, parts: list[Fields], context: Context) -> Time:
    """One entity resolved: by its longest calendar time, as a festival, or as a form that only the entity proves."""
    surface = fold(entity.text)
    found = resolve_festival(surface, parts, context) or resolve(parts or special_fields(surface), context)
    day_part = next((p.day_part for p in parts if p.day_part), "")
    return Time(entity.start, entity.end, entity.text, found.value, found.grain, found.anchor, day_part)


def _length(moments: tuple[Moment, ...]) -> int:
    return sum(len(atom.text) for moment in moments for atom in moment.atoms)
