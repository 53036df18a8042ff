"""What a line of a page shows by itself: what it looks like, how it ends, how long it is.

Both the features of the line model (``line_features``) and the repairs of its labels (``line_repairs``) are made
from these facts. The model was trained on short codes; ``KIND_CODES`` and the values of ``Ending`` are those codes,
and docs/layers/layout.md has a table of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from jianbao.language.expressions import any_of
from jianbao.language.narration import narration
from jianbao.language.patterns import SENTENCE_ENDS
from jianbao.reading.bylines.credits import is_credit_line
from jianbao.reading.bylines.datelines import opens_story
from jianbao.reading.layout.furniture import is_header, is_link
from jianbao.reading.layout.lines import Line

Kind = Literal["plain", "header", "link", "byline", "dateline", "item", "note", "caption", "lead", "edge"]
"""What a line looks like. plain: like none of the others; header: a page header or folio; link: leads away from the
page; byline: credits and nothing else; dateline: begins with one; item: begins like an item of a list; note: begins
like a note of the editors or the web page; caption: of a picture; lead: begins with a day, a date, 记者 or 据, as the
lead of a story does; edge: stands for the line before the first and behind the last one."""

Ending = Literal[".", "!", "(", ",", "、", ";", ":", "9", "”", "x", "^"]
"""How a line ends. ``.``: a full stop, also before closing marks; ``!``: another end of a sentence, or a bracket
behind one; ``(``: inside a bracket that is still open; a mark: itself; ``9``: a digit; ``”``: a closing mark without
a stop; ``x``: anything else; ``^``: the edge of the page."""

KIND_CODES: dict[Kind, str] = {
    "plain": "-",
    "header": "F",
    "link": "L",
    "byline": "Y",
    "dateline": "D",
    "item": "N",
    "note": "O",
    "caption": "G",
    "lead": "T",
    "edge": "^",
}

SHORT = 64  # characters: longer lines are no headlines, bylines or furniture
SIZES = (3, 6, 9, 13, 18, 25, 34, 46, 64)  # characters: a line of size k has at most SIZES[k], of size 9 more
_LOOKS = ",:“ !?—、。%"  # marks that headlines hold, or do not
_CLOSED = re.compile(r"(?:[。!?…]|\.\.)[”’」』》)\]】\"]*(?:\s*\([^()]{1,40}\))?\Z")
_OPEN_BRACKET = re.compile(r"[(《【〔][^)》】〕]{0,40}\Z")
_ITEM = (
    r"[一二三四五六七八九十]{1,3}[、是]|第[一二三四五六七八九十][、,]"
    r"|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.](?!\d)|[①-⑳]"
)
_DATE = r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|份|底|初)?|\d{1,2}日"
_MARKS: tuple[Ending, ...] = (",", "、", ";", ":")
_DATA = "layout_words.tsv"


@dataclass(slots=True, frozen=True)
class LineFacts:
    """What one line shows, whatever stands around it."""

    kind: Kind
    ending: Ending
    size: int  # 0 (up to 3 characters) to 9 (more than 64); -1 at the edge of the page
    looks: str  # which of the marks ,:“ !?—、。% and the blank it holds
    last: str  # its last character
    last_two: str
    is_signed: bool  # a byline is glued to its end, behind the last stop
    signed_at_start: bool  # 记者, 通讯员, 讯 or 电 near its start: a dateline or byline
    dated: bool  # a day or date near its start
    goes_on: bool  # begins as later paragraphs of a story do: 会议要求, 据介绍

    @property
    def kind_code(self) -> str:
        """The letter that stands for its kind in features."""
        return KIND_CODES[self.kind]

    @property
    def size_code(self) -> str:
        """The digit that stands for its size in features; ``^`` at the edge of the page."""
        return str(self.size) if self.size >= 0 else "^"

    @property
    def opening_code(self) -> str:
        """``s`` signed, ``t`` dated, ``r`` goes on with the story, in this order; ``-`` for none, ``^`` at the edge."""
        if self.kind == "edge":
            return "^"
        marks = (("s", self.signed_at_start), ("t", self.dated), ("r", self.goes_on))
        return "".join(mark for mark, holds in marks if holds) or "-"


EDGE = LineFacts("edge", "^", -1, "", "^", "^", False, False, False, False)
"""Before the first line of a page, and behind its last one."""


def line_facts(lines: Sequence[Line]) -> list[LineFacts]:
    r"""The facts of each line of a page.

    >>> from jianbao.reading.layout.lines import physical_lines
    >>> [(f.kind, f.ending, f.size) for f in line_facts(physical_lines("石桥镇厂房起火\n本报讯 6月3日,火被扑灭。"))]
    [('plain', 'x', 2), ('dateline', '.', 4)]
    """
    return [_facts(line.text, first=i == 0) for i, line in enumerate(lines)]


def _facts(text: str, *, first: bool) -> LineFacts:
    return LineFacts(
        kind=_kind(text, first=first),
        ending=_ending(text),
        size=next((k for k, most in enumerate(SIZES) if len(text) <= most), len(SIZES)),
        looks="".join(mark for mark in _LOOKS if mark in text[:SHORT]),
        last=text[-1],
        last_two=text[-2:],
        is_signed=_is_signed(text),
        signed_at_start=bool(_sign().search(text[:40])),
        dated=bool(_day().search(text[:24])),
        goes_on=bool(_onward().match(text)),
    )


def _kind(text: str, *, first: bool) -> Kind:
    """What a line looks like: the first of the kinds whose form it has, in this order."""
    short = len(text) <= SHORT
    if short and is_header(text, first=first):
        return "header"
    if short and is_link(text):
        return "link"
    if short and is_credit_line(text):
        return "byline"
    if opens_story(text[:60]):
        return "dateline"
    if _item().match(text):
        return "item"
    if _note().match(text):
        return "note"
    if short and _caption().search(text):
        return "caption"
    return "lead" if _lead().match(text) else "plain"


def _ending(text: str) -> Ending:
    tail, last = text[-60:], text[-1]
    if _OPEN_BRACKET.search(tail):
        return "("
    if _CLOSED.search(tail):
        return "." if last == "。" or tail[-2:-1] == "。" else "!"
    for mark in _MARKS:
        if last == mark:
            return mark
    if last.isdigit():
        return "9"
    return "”" if last in "”’》)】" else "x"


def _is_signed(text: str) -> bool:
    """Whether a byline stands behind the last stop of a line."""
    if _CLOSED.search(text[-60:]):
        return False
    tail = re.split(f"[{SENTENCE_ENDS}]", text[-50:])[-1].strip()
    return 0 < len(tail) <= 40 and tail != text and is_credit_line(tail, glued=True)


@cache
def _sign() -> re.Pattern[str]:
    return re.compile(any_of(_DATA, "line.sign"))


@cache
def _day() -> re.Pattern[str]:
    return re.compile(rf"\d{{1,2}}月|\d{{1,2}}日|{any_of(_DATA, 'line.day')}")


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"{_DATE}|{any_of(_DATA, 'line.day', 'line.lead')}")


@cache
def _onward() -> re.Pattern[str]:
    """How later paragraphs begin, and the first ones of a story do not."""
    return re.compile(narration("layout.onward"))


@cache
def _item() -> re.Pattern[str]:
    return re.compile(rf"{_ITEM}|{any_of(_DATA, 'line.list')}")


@cache
def _note() -> re.Pattern[str]:
    return re.compile(any_of(_DATA, "line.note"))


@cache
def _caption() -> re.Pattern[str]:
    return re.compile(rf"{any_of(_DATA, 'caption.mark')}|(?:{any_of(_DATA, 'caption.end')}|摄)\Z")
