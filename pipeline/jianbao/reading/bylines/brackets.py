"""Bylines in brackets: behind the dateline, behind an outlet, and at the end of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from jianbao.language.patterns import HAN_ANY, SENTENCE_ENDS
from jianbao.reading.bylines.claims import Claim, Passage
from jianbao.reading.bylines.credits import parse
from jianbao.reading.bylines.datelines import find_head, outlet_in

_BRACKETS = re.compile(
    r"\(([^()\n]{2,80})\)|【([^【】\n]{2,60})】|〔([^〔〕\n]{2,60})〕|\[([^\[\]\n]{2,60})\]"
)
_WIRE = re.compile(r"[讯电]\s*\Z")
_STATION = re.compile(rf"{HAN_ANY}{{2,4}}(?:记者)?站\Z")
_CLOSED = re.compile(rf"[{SENTENCE_ENDS}…”)】》:\s]\s*\Z")
_LOOK_BACK = 30  # characters before a bracket
_LONGEST_NAMES = 40  # characters of names in brackets at the end that nothing marks as a byline


class _Before(NamedTuple):
    """What stands before a bracket: an outlet, and whether a byline is due there."""

    outlet: str | None
    announces: bool


def in_brackets(passage: Passage) -> Iterator[Claim]:
    """Brackets that hold a byline: with a role, or names behind a dateline or at the end of a paragraph."""
    for m in _BRACKETS.finditer(passage.folded, passage.start, passage.end):
        group = m.lastindex or 1
        text = passage.folded[max(passage.start, m.start() - _LOOK_BACK) : m.start()].rstrip()
        before = _before(passage, m.start(), text)
        credits = parse(m[group], before.outlet)
        if credits is None or not credits.people:
            continue
        signs = _signs(passage, m.end(), text) and len(m[group]) <= _LONGEST_NAMES
        if (
            credits.has_role
            or (before.announces and not credits.units)
            or (signs and (credits.surnames_only or credits.units))
        ):
            yield Claim(credits, m.start(), m.end(), m.start(group))


def _before(passage: Passage, at: int, text: str) -> _Before:
    """The dateline, another dateline, a station or an outlet before a bracket at ``at``, where ``text`` ends."""
    head = passage.head
    if head and not passage.folded[head.end : at].strip(" :,"):
        return _Before(head.outlet, True)
    word = re.split(r"[。!?;:,()\s]", text)[-1]
    if not word:
        return _Before(None, False)
    if _WIRE.search(text) and (inner := find_head(word)):
        return _Before(inner.outlet, True)
    plain = word.removesuffix("发").removesuffix("消息")
    named = outlet_in(plain)
    if named and _STATION.fullmatch(word, len(named)):
        return _Before(word, True)
    if named and named == plain:
        opens = not passage.folded[passage.start : at - len(word)].strip()
        return _Before(named, opens or word.endswith("发"))
    return _Before(None, False)


def _signs(passage: Passage, end: int, before: str) -> bool:
    """Whether a bracket stands where a story is signed: behind its last sentence, before nothing but credits."""
    if not passage.ends_story or (before and not _CLOSED.search(before)):
        return False
    behind = passage.folded[end : passage.end].strip(" 。")
    return not behind or _is_credit(behind)


def _is_credit(text: str) -> bool:
    credits = parse(text)
    return credits is not None and (credits.has_editor or credits.has_role or credits.has_source)
