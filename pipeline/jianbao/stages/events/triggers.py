"""Event triggers: the words that report an event (``data/event_triggers.tsv``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, cast

from jianbao.categories import EventType
from jianbao.language.word_tables import role_pattern
from jianbao.resources import rows


class Trigger(NamedTuple):
    """A trigger found: the type of event, and its span."""

    type: EventType
    start: int
    end: int


class _Triggers(NamedTuple):
    pattern: re.Pattern[str]  # one named group per type and row
    types: dict[str, EventType]
    thing_after: re.Pattern[str]
    not_yet_before: re.Pattern[str]


@cache
def _triggers() -> _Triggers:
    groups, types = [], {}
    for i, (kind, triggers) in enumerate(rows("event_triggers.tsv")):
        types[f"t{i}"] = cast(EventType, kind)
        groups.append(f"(?P<t{i}>{'|'.join(triggers.split())})")
    return _Triggers(
        re.compile("|".join(groups)),
        types,
        re.compile(role_pattern("event_words.tsv", "thing")),
        re.compile(role_pattern("event_words.tsv", "not_yet") + "$"),
    )


def find_triggers(text: str, start: int, end: int) -> Iterator[Trigger]:
    """The triggers in ``text[start:end]`` (folded), in order; where several fit, the first of the table.

    >>> [t.type for t in find_triggers("昨日县里召开工作会议,随后到乡村调研。", 0, 19)]
    ['会议', '调研']
    """
    known = _triggers()
    for found in known.pattern.finditer(text, start, end):
        group = found.lastgroup
        if group is None or known.thing_after.match(text, found.end(), end):
            continue
        if known.not_yet_before.search(text, max(start, found.start() - 3), found.start()):
            continue
        yield Trigger(known.types[group], found.start(), found.end())
