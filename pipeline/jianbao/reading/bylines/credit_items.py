"""The items between the words of a credit: outlets, names, units. What is one by itself, whatever stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jianbao.language.patterns import HAN_ANY
from jianbao.reading.bylines.credit_words import running_word
from jianbao.reading.bylines.datelines import outlet_in
from jianbao.reading.bylines.person_names import is_name, name_cost, split_run

Item = tuple[int, int]  # a span of the text that is parsed

_ITEM = re.compile(r"[^\s、,;|/\\?·•]+(?:[·•][^\s、,;|/\\?·•]+)*")
_COLUMN = re.compile(r"[“\"《][^”\"》]{1,12}[”\"》]")
_MARKS = re.compile(r"[\s\u200b\ufeff□■⊙●◎▲△◆★☆※>:()【】\[\]]+")
_MASTHEAD = re.compile(rf"{HAN_ANY}{{1,6}}[报网社]\Z")  # what no personal name ends in
_LONGEST_OUTLET = 14  # characters of an outlet that is not known


def items(text: str, start: int, end: int, *, before_staff: bool) -> list[Item]:
    """The items of ``text[start:end]``; a name set as 杨 淇 is one.

    before_staff: a role like 记者 follows, so that a quoted word is the name of a column and not an item.
    """
    piece = text[start:end]
    if before_staff:
        piece = _blank(_COLUMN, piece)
    found = [(start + m.start(), start + m.end()) for m in _ITEM.finditer(_blank(_MARKS, piece))]
    return list(_spaced_names_joined(found))


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda m: " " * len(m[0]), text)


def _spaced_names_joined(found: list[Item]) -> Iterator[Item]:
    i = 0
    while i < len(found):
        start, end = found[i]
        if end - start == 1 and i + 1 < len(found) and found[i + 1][1] - found[i + 1][0] == 1:
            end = found[i + 1][1]
            i += 1
        yield start, end
        i += 1


def is_outlet(item: str) -> bool:
    """Whether an item is the name of an outlet by itself.

    >>> is_outlet("云岭日报"), is_outlet("周启明")
    (True, False)
    """
    first = item.split("·")[0]
    if first != item and len(first) > 3:
        return is_outlet(first)
    return outlet_in(item) == item and bool(len(item) > 3 or _MASTHEAD.match(item) or not is_name(item, 2.0))


def may_be_outlet(item: str) -> bool:
    """Whether an item right before 记者 may be an outlet that is not known: no name, no names, no running text."""
    if len(item) > _LONGEST_OUTLET or is_name(item, 3.0):
        return False
    if running_word().search(item) or not re.search(HAN_ANY, item):
        return False
    return glued_names(item, 2.5) is None


def without_place(outlet: str) -> str:
    """An outlet without the place of its reporter: 大河网洛阳 of 大河网洛阳记者.

    >>> without_place("大河网洛阳"), without_place("云岭日报")
    ('大河网', '云岭日报')
    """
    named = outlet_in(outlet)
    return named if named and re.fullmatch(rf"(?!.*站){HAN_ANY}{{2,3}}", outlet[len(named) :]) else outlet


def glued_names(run: str, limit: float) -> list[str] | None:
    """The names of a run of characters, if there are several and each costs less than ``limit`` (``name_cost``).

    >>> glued_names("林晓峰何静", 2.5)
    ['林晓峰', '何静']
    """
    names = split_run(run)
    return names if names and len(names) > 1 and all(name_cost(name) < limit for name in names) else None
