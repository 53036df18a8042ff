"""Times: TIME spans to ISO 8601, against the text before and the paper's date."""

from __future__ import annotations

import re

from jianbao.article import Article, Block, Entity, Time
from jianbao.language.calendar import Moment, find_times
from jianbao.language.numerals import parse
from jianbao.language.width import fold
from jianbao.stage import ArticleStage
from jianbao.stages.times.fields import Fields, fields
from jianbao.stages.times.lunar import festival_at_end, festival_date
from jianbao.stages.times.values import Context, Resolved, resolve

_PLAN = re.compile(r"[“\"']?(十[一二三四五六七八九]?|[一二六七八九])五[”\"']?(?:规划)?(?:期间|时期|末|初)")
_DOTTED = re.compile(r"(1[0-2]|[1-9])\.(3[01]|[12]\d|[1-9])")
_HOUR = re.compile(r"([一二两三四五六七八九十]{1,3})[时点](半?)")


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
        context = Context(today=_today(article))
        starts = [b.start for b in article.blocks or [Block("paragraph", 0, len(article.text))]]
        times, block = [], -1
        spans = [e for e in article.entities or () if e.type == "TIME"]
        for entity in sorted(spans, key=lambda e: e.start):
            while block + 1 < len(starts) and starts[block + 1] <= entity.start:
                block += 1
                context.paragraph()
            times.append(_time(entity, context))
        taken = {(t.start, t.end) for t in times}
        times += [t for t in _plans(article.text) if (t.start, t.end) not in taken]
        article.times = sorted(times, key=lambda t: (t.start, t.end))


def _parse_date(value: str | None) -> tuple[int, ...]:
    parts = (value or "").split("-")
    return tuple(int(p) for p in parts) if all(p.isdecimal() for p in parts) and len(parts) <= 3 else ()


def _today(article: Article) -> tuple[int, ...]:
    """The day that 今天 means: the one a dispatch was filed on (5月7日电), or else the paper's."""
    paper = _parse_date(article.date)
    if article.dateline and article.dateline.date:
        printed = fold(article.dateline.date)
        filed = _parse_date(printed) or _parse_date(_value(printed, Context(today=paper)).value)
        if len(filed) == 3:
            return filed
    return paper


def _value(surface: str, context: Context) -> Resolved:
    return resolve([fields(m) for s in find_times(surface)[:1] for m in s.moments], context)


def _time(entity: Entity, context: Context) -> Time:
    surface = fold(entity.text)
    spans = find_times(surface)
    moments: tuple[Moment, ...] = max((s.moments for s in spans), key=_width, default=())
    parts = [fields(m) for m in moments]
    found = _festival(surface, parts, context) or resolve(parts or _special(surface), context)
    day_part = next((p.day_part for p in parts if p.day_part), "")
    return Time(
        entity.start, entity.end, entity.text, value=found.value, grain=found.grain, anchor=found.anchor,
        day_part=day_part,
    )  # fmt: skip


def _width(moments: tuple[Moment, ...]) -> int:
    return sum(len(a.text) for m in moments for a in m.atoms)


def _special(surface: str) -> list[Fields]:
    """Forms that are a time only because the span says so: 12.4, 四点, and bare numbers."""
    if match := _DOTTED.fullmatch(surface):
        return [Fields(month=int(match[1]), day=int(match[2]))]
    if match := _HOUR.match(surface):
        return [Fields(hour=int(parse(match[1]) or 0), minute=30 if match[2] else 0)]
    return []


def _festival(surface: str, parts: list[Fields], context: Context) -> Resolved | None:
    name = festival_at_end(surface)
    if not name or any(p.month or p.day for p in parts):
        return None
    said = parts[0] if parts else Fields()
    offset = said.year_offset or 0
    year = said.year if said.year is not None else context.today[0] + offset if context.today else None
    day = festival_date(name, year) if year else None
    if day is None:
        return Resolved(None)
    anchor = "text" if said.year else "publish_date"
    return Resolved("-".join((f"{day[0]:04d}", f"{day[1]:02d}", f"{day[2]:02d}")), "day", anchor)


def _plans(text: str) -> list[Time]:
    """“十四五”期间: the fourteenth five-year plan, 2021 to 2025 (the third began in 1966)."""
    found = []
    for match in _PLAN.finditer(text):
        number = int(parse(match[1]) or 0)
        first = 1966 + 5 * (number - 3) if number > 2 else 1953 + 5 * (number - 1)
        value = f"{first + 4}" if match[0].endswith("末") else f"{first}/{first + 4}"
        value = f"{first}" if match[0].endswith("初") else value
        found.append(Time(match.start(), match.end(), match[0], value=value, grain="plan", anchor="text"))
    return found
