"""The places of an article where bylines stand, each a function from a passage to the claims on it.

What is right of a place is written in its function; what comes first where places overlap, in ``bylines``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from jianbao.language.expressions import any_of, expressions
from jianbao.language.patterns import HAN_ANY, SENTENCE_ENDS
from jianbao.reading.bylines.claims import Claim, Passage
from jianbao.reading.bylines.credit_reader import Credits
from jianbao.reading.bylines.credits import MAX_LENGTH, parse

_STOP = re.compile(rf"[{SENTENCE_ENDS}…;\n]")
_SENTENCE_END = re.compile(rf"[{SENTENCE_ENDS}…][”’」』)\]】]*|完\)|\.\.+")
_REPORTED = re.compile(
    rf"(?:(?<=[。!?”)\s])|\A)(?:本[报台网社刊]|{HAN_ANY}{{2,8}}[报网台社])?记者[^,。!?:;()\n]{{2,30}}?报道(?=[\s:\d]|\Z)"
)
_LONGEST_NAMES = 8  # characters of names at the end of a paragraph that nothing marks as a byline
_DATA = "bylines.tsv"


def whole_block(passage: Passage) -> Iterator[Claim]:
    """A block that is nothing but a byline; of names alone only at the end of the article."""
    start, end = passage.start, passage.end
    if end - start > MAX_LENGTH:
        return
    credits = parse(passage.folded[start:end], passage.outlet)
    if not credits or (credits.units and passage.block.kind != "byline"):
        return
    marked = credits.has_role or credits.has_outlet or credits.has_editor
    if marked or (passage.is_last and credits.surnames_only):
        yield Claim(credits, start, end, start)


def head_of_block(passage: Passage) -> Iterator[Claim]:
    """Names at the head without brackets: 本报讯 张红军报道: first, then 本报记者李明 近日."""
    start = passage.head.end if passage.head else passage.start
    while start < passage.end and passage.folded[start] in " :":
        start += 1
    yield from _reporting(passage, start)
    yield from _leading(passage, start)


def _reporting(passage: Passage, start: int) -> Iterator[Claim]:
    m = _signed().match(passage.folded, start, min(passage.end, start + 50))
    credits = parse(m[0], passage.outlet) if m else None
    if m and credits and (credits.has_role or (passage.head and credits.surnames_only)):
        yield Claim(credits, start, m.end(), start)


def _leading(passage: Passage, start: int) -> Iterator[Claim]:
    m = _led().match(passage.folded, start, min(passage.end, start + 70))
    if not m:
        return
    end = m.start("names") + len(_cut().split(m["names"], maxsplit=1)[0])
    credits = parse(passage.folded[start:end], passage.outlet)
    bounded = (
        end == passage.end or end < m.end() or passage.folded[end] in " ,:。" or passage.folded[end].isdigit()
    )
    if credits and credits.has_role and bounded and _are_sure(credits, passage.folded[end - 1]):
        yield Claim(credits, start, end, start)


def _are_sure(credits: Credits, last: str) -> bool:
    """Whether names at the head are names: by their surnames, a blank behind them, or an outlet among them."""
    return credits.surnames_only or last == " " or (credits.has_outlet and len(credits.people) > 1)


def reported(passage: Passage) -> Iterator[Claim]:
    """A reporter named inside a paragraph, where a caption or a lead is glued before: 本台记者张红军报道:."""
    for m in _REPORTED.finditer(passage.folded, passage.start, passage.end):
        credits = parse(m[0])
        if credits and _name_people(credits):
            yield Claim(credits, m.start(), m.end(), m.start())


def tail_of_block(passage: Passage) -> Iterator[Claim]:
    """What follows the last full stop of a paragraph; bare names only where the story ends."""
    tail = passage.folded[max(passage.start, passage.end - MAX_LENGTH - 2) : passage.end]
    stops = [m.end() for m in _SENTENCE_END.finditer(tail)]
    if not stops or stops[-1] == len(tail):
        return
    start = passage.end - len(tail) + stops[-1]
    credits = parse(passage.folded[start : passage.end])
    if credits is None:
        return
    length = len(re.sub(r"\s", "", passage.folded[start : passage.end]))
    plain = length <= _LONGEST_NAMES and credits.surnames_only and not credits.units
    if credits.has_role or credits.has_editor or credits.has_outlet or (passage.is_last_text and plain):
        yield Claim(credits, start, passage.end, start)


def pictures(passage: Passage) -> Iterator[Claim]:
    """Credits of pictures in running text: 新华社记者 张红军 摄."""
    for m in _shot().finditer(passage.folded, passage.start, passage.end):
        for start in _picture_starts(passage, m.start()):
            credits = parse(passage.folded[start : m.end()])
            if credits and credits.people and _name_people(credits):
                yield Claim(credits, start, m.end(), start)
                break


def _picture_starts(passage: Passage, end: int) -> Iterator[int]:
    """Where the credit before a 摄 may begin: at the sentence, or behind one of its blanks and marks."""
    start = max(passage.start, end - 40)
    for stop in _STOP.finditer(passage.folded, start, end):
        start = stop.end()
    yield start
    for m in re.finditer(r"[\s,():]+(?=\S)|(?=记者|通讯员)", passage.folded[start:end]):
        yield start + m.end()


def _name_people(credits: Credits) -> bool:
    """Whether credits hold a role and names that are surely those of people."""
    return credits.has_role and credits.surnames_only and not credits.units


@cache
def _signed() -> re.Pattern[str]:
    """A piece of text up to 报道 where the report begins."""
    return re.compile(rf"[^,。!?:;()\n]{{1,40}}?报道(?=[:,\s]|(?:[^\w\s]|{any_of(_DATA, 'news')}|\d))")


@cache
def _led() -> re.Pattern[str]:
    """A role, perhaps with an outlet before it, and what may be names."""
    guard = "".join(expressions(_DATA, "led.guard"))
    return re.compile(
        rf"(?P<who>[\s□■⊙●◎▲△◆★☆]*[^\s,。!?;:()\n]{{0,12}}?{any_of(_DATA, 'led')}(?![{guard}]))[\s:/]*"
        rf"(?P<names>{HAN_ANY}[^,。!?:;()“\n\d]{{1,40}})"
    )


@cache
def _cut() -> re.Pattern[str]:
    return re.compile(any_of(_DATA, "cut"))


@cache
def _shot() -> re.Pattern[str]:
    """A photographer's mark: not 拍摄, 摄像."""
    guard = "".join(expressions(_DATA, "shot.guard"))
    return re.compile(rf"(?<!拍){any_of(_DATA, 'shot')}(?![{guard}])")
