"""When and where an event took place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from jianbao.article import Article, Entity, Span, Time
from jianbao.language.word_tables import role_pattern

_TOO_WIDE = frozenset({"中国", "全国"})  # an event has a place in it
_TOO_COARSE = ("year",)  # an event has a day, or at least a month


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(role_pattern("event_words.tsv", "place") + "[^,。;]{0,4}$")


def leads_to_place(text: str, start: int, floor: int) -> bool:
    """Whether 在, 到, 来到 ... stands before ``start`` of ``text``, not before ``floor``.

    >>> leads_to_place("会议在云岭县召开", 3, 0), leads_to_place("会议由云岭县承办", 3, 0)
    (True, False)
    """
    return bool(_leads().search(text, floor, start))


@cache
def _resident() -> re.Pattern[str]:
    return re.compile(role_pattern("event_words.tsv", "resident"))


def find_place(text: str, entities: Sequence[Entity], spans: Sequence[Span], trigger: int) -> Entity | None:
    """The first place in ``spans`` that something happens in or goes to; None if there is none.

    Else the nearest before ``trigger`` in its clause, unless it says where somebody is from.
    """
    for span in spans:
        for entity in entities:
            inside = (
                entity.type == "LOC"
                and entity.text not in _TOO_WIDE
                and span.start <= entity.start
                and entity.end <= span.end
            )
            if inside and leads_to_place(text, entity.start, max(span.start, entity.start - 8)):
                return entity
    floor = max((text.rfind(mark, 0, trigger) for mark in ",。;:!?\n"), default=-1) + 1
    before = [e for e in entities if e.type == "LOC" and floor <= e.start and e.end <= trigger]
    fitting = [e for e in before if e.text not in _TOO_WIDE and not _resident().match(text, e.end)]
    return fitting[-1] if fitting else None


def find_date(article: Article, spans: Iterable[Span], trigger: int) -> Time | None:
    """The dated time nearest before ``trigger`` in its sentence, else the first of ``spans``; None if there is none.

    spans: sentences, that of the trigger first. trigger: its start.
    """
    known = [t for t in article.times or () if t.value and t.grain not in _TOO_COARSE]
    for span in spans:
        inside = [t for t in known if span.start <= t.start and t.end <= span.end]
        before = [t for t in inside if t.start < trigger]
        if before and span.start <= trigger < span.end:
            return before[-1]
        if inside:
            return inside[0]
    return None


def find_mention(entities: Sequence[Entity], spans: Iterable[Span], trigger: int) -> Span | None:
    """The time as printed nearest before ``trigger`` in its sentence, else the first of ``spans``, though undated."""
    times = [e for e in entities if e.type == "TIME"]
    for span in spans:
        inside = [e for e in times if span.start <= e.start and e.end <= span.end]
        before = [e for e in inside if e.start < trigger]
        if inside:
            found = before[-1] if before and span.start <= trigger < span.end else inside[0]
            return Span(found.start, found.end)
    return None
