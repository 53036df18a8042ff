"""The day that 今天 means in an article."""

from __future__ import annotations

from jianbao.article import Article
from jianbao.language.calendar import find_times
from jianbao.language.width import fold
from jianbao.stages.times.context import Context, PartialDate
from jianbao.stages.times.fields import read_fields
from jianbao.stages.times.values import resolve


def reference_date(article: Article) -> PartialDate:
    """The date that relative times count from: the day a dispatch was filed on (5月7日电), or else the paper's.

    >>> reference_date(Article.from_text("会议召开。", date="2021-05"))
    (2021, 5)
    """
    paper = _parse_iso(article.date)
    if article.dateline and article.dateline.date:
        printed = fold(article.dateline.date)
        filed = _parse_iso(printed) or _parse_iso(_resolve_printed(printed, paper))
        if len(filed) == 3:
            return filed
    return paper


def _parse_iso(value: str | None) -> PartialDate:
    """YYYY[-MM[-DD]] as numbers; () for anything else."""
    parts = (value or "").split("-")
    return tuple(int(p) for p in parts) if all(p.isdecimal() for p in parts) and len(parts) <= 3 else ()


def _resolve_printed(surface: str, paper: PartialDate) -> str | None:
    moments = [m for span in find_times(surface)[:1] for m in span.moments]
    return resolve([read_fields(m) for m in moments], Context(today=paper)).value
