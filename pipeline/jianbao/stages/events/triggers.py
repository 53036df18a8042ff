"""Event triggers: the words that report an event (``data/event_triggers.tsv``)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple, cast

from msgspec import Struct, field

from jianbao.article import Span, Tokens
from jianbao.categories import EventType
from jianbao.language.word_tables import role_pattern
from jianbao.resources import rows

_NEAR = 3  # characters before a trigger that say that it has not happened
_REACH = 8  # characters before it that say that it was kept from happening
_FAR = 60  # characters of a clause on either side that are looked at
_GROUP = re.compile(r"\(\?:([^()]*)\)(?![?*{])")
_OPENING = re.compile(r"(?:\w|\\d)(?![?*{])")
_CLAUSE_ENDS = ",。;:!?\n"
_TERM = re.compile(r"[^“”‘’\",。]{1,8}[”’\"]")  # goes on to the end of a term in quotation marks: “车祸男孩”
_SINCE = re.compile(r"了?[近约]?(?:\d+|[一二两三四五六七八九十半几数]+)(?:余|多)?(?:年|个多?月|周年|天)")


class Trigger(NamedTuple):
    """A trigger found: the type of event, and its span."""

    type: EventType
    start: int
    end: int


class Grounds(Struct):
    """Where no trigger counts: in ``barred`` spans (names, speech), sorted and apart, and inside words.

    ``starts``, ``ends``: of words; empty where they are not known.
    """

    barred: list[tuple[int, int]] = field(default_factory=list)
    starts: frozenset[int] = frozenset()
    ends: frozenset[int] = frozenset()

    def allow(self, start: int, end: int) -> bool:
        """Whether ``start:end`` is of whole words, in no barred span and across no end of one."""
        if self.starts and not (start in self.starts and end in self.ends):
            return False
        for at in (start, end):
            i = bisect_right(self.barred, at, key=lambda span: span[0]) - 1
            if i < 0:
                continue
            a, b = self.barred[i]
            if a < at < b or (a == start and end <= b) or (at == end == b and a <= start):
                return False
        return True


def read_grounds(tokens: Tokens | None, barred: Iterable[Span]) -> Grounds:
    """The grounds of an article with its words, if it has them."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted((span.start, span.end) for span in barred):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    if tokens is None:
        return Grounds(spans)
    return Grounds(spans, frozenset(tokens.starts), frozenset(tokens.ends))


class _Triggers(NamedTuple):
    first: re.Pattern[str]  # a character that a trigger may begin with
    pattern: re.Pattern[str]  # one named group per type and row
    types: dict[str, EventType]
    thing_after: re.Pattern[str]
    not_yet_before: re.Pattern[str]
    averted_before: re.Pattern[str]
    aim: re.Pattern[str]
    aim_anywhere: re.Pattern[str]


@cache
def _triggers() -> _Triggers:
    groups, types, first = [], {}, set()
    for i, (kind, triggers) in enumerate(rows("event_triggers.tsv")):
        types[f"t{i}"] = cast(EventType, kind)
        groups.append(f"(?P<t{i}>{'|'.join(triggers.split())})")
        first |= {opening for trigger in triggers.split() for opening in _openings(trigger)}
    return _Triggers(
        re.compile(f"[{''.join(sorted(first))}]"),
        re.compile("|".join(groups)),
        types,
        re.compile(role_pattern("event_words.tsv", "thing")),
        re.compile(role_pattern("event_words.tsv", "not_yet") + "$"),
        re.compile(role_pattern("event_words.tsv", "averted") + "[^,。;]{0,6}$"),
        re.compile(role_pattern("event_words.tsv", "aim")),
        re.compile(role_pattern("event_words.tsv", "aim_anywhere")),
    )


def _openings(trigger: str) -> list[str]:
    r"""What a trigger, an expression, may begin with, as parts of a set of characters.

    >>> _openings("开班仪式"), _openings("(?:暴雨|寒潮)来袭"), _openings(r"\d级地震")
    (['开'], ['暴', '寒'], ['\\d'])
    """
    group = _GROUP.match(trigger)
    found = [_OPENING.match(each) for each in (group[1].split("|") if group else [trigger])]
    if not all(found):
        raise ValueError(
            f"event_triggers.tsv: {trigger}: begin with a character, or with (?:...|...) of such"
        )
    return [match[0] for match in found if match]


def _search(text: str, at: int, end: int) -> re.Match[str] | None:
    """The first trigger in ``text[at:end]``: the expression is tried only where one may begin."""
    known = _triggers()
    while first := known.first.search(text, at, end):
        at = first.start()
        if found := known.pattern.match(text, at, end):
            return found
        at += 1
    return None


def find_triggers(text: str, start: int, end: int, grounds: Grounds | None = None) -> Iterator[Trigger]:
    """The triggers in ``text[start:end]`` (folded), in order; where several fit, the first of the table.

    Of a verb and a head of one type in a clause (召开座谈会, 培训班开班) the longer one counts.

    >>> [t.type for t in find_triggers("昨日县里召开工作会议,随后到乡村调研。", 0, 19)]
    ['会议', '调研']
    """
    known, grounds = _triggers(), grounds or Grounds()
    at, waiting = start, None
    while found := _search(text, at, end):
        first, last = found.span()
        at = first + 1
        if found.lastgroup and grounds.allow(first, last) and _happened(text, start, first, last, end):
            trigger = Trigger(known.types[found.lastgroup], first, last)
            at = last
            if waiting and waiting.type == trigger.type and _one_clause(text, waiting.end, first):
                waiting = max(waiting, trigger, key=lambda t: t.end - t.start)
                continue
            if waiting:
                yield waiting
            waiting = trigger
    if waiting:
        yield waiting


def _one_clause(text: str, start: int, end: int) -> bool:
    return end - start <= _FAR and not any(text[i] in _CLAUSE_ENDS for i in range(start, end))


def _happened(text: str, floor: int, start: int, end: int, stop: int) -> bool:
    """Whether the trigger ``start:end`` tells what happened, rather than a thing, a plan or an aim."""
    known = _triggers()
    if known.thing_after.match(text, end, stop) or _SINCE.match(text, end, stop):
        return False
    if text[start - 1 : start] in ("“", "‘", '"') and _TERM.match(text, end, stop):
        return False
    if known.not_yet_before.search(text, max(floor, start - _NEAR), start):
        return False
    if known.averted_before.search(text, max(floor, start - _REACH), start):
        return False
    return not _in_aim(text, floor, start, stop)


def _in_aim(text: str, floor: int, at: int, stop: int) -> bool:
    """Whether ``at`` lies in a clause that only says what for, on what ground or while what, before its main clause.

    >>> _in_aim("为推进整治,镇里开会。", 0, 3, 11), _in_aim("镇里开展整治。", 0, 4, 7)
    (True, False)
    """
    begin, floor = at, max(floor, at - _FAR)
    while begin > floor and text[begin - 1] not in _CLAUSE_ENDS:
        begin -= 1
    begin = max(begin, text.rfind(")", begin, at) + 1)  # past a byline in brackets
    while begin < at and text[begin].isspace():
        begin += 1
    known = _triggers()
    aims = "为" in text[begin:at] and known.aim_anywhere.search(text, begin, at)
    if not (aims or known.aim.match(text, begin, at)):
        return False
    after, stop = at, min(stop, at + _FAR)
    while after < stop and text[after] not in _CLAUSE_ENDS:
        after += 1
    return after < stop and text[after] == ","
