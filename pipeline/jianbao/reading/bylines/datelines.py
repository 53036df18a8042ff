"""Datelines: 本报讯, 新华社北京5月7日电, 齐鲁网5月23日讯."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from jianbao.language.expressions import any_of, expressions

_DATE = r"(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:\d{1,2}[时:]\d{0,2}分?)?|\d{1,2}日"
_WORD = r"[^\s,。!?;:()【】“”\[\]{not_in}]"
_BEFORE = r"[\s□■⊙●◎▲△◆★☆※(【\[—-]*"
_LONGEST = 60  # characters of a line in which a dateline is looked for
_OUTLETS, _WORDS = "outlets.tsv", "bylines.tsv"


@dataclass(slots=True)
class Head:
    """A dateline at the head of a paragraph; offsets into the folded text it was found in."""

    start: int
    end: int
    outlet: str | None  # None for 本报 and its like
    place: str | None
    date: str | None  # as printed


def outlet_in(text: str) -> str | None:
    """The outlet that ``text`` begins with, to its last word that ends a masthead; None where there is none.

    >>> outlet_in("新华社北京"), outlet_in("大众网东营·海报新闻"), outlet_in("会议")
    ('新华社', '大众网东营·海报新闻', None)
    """
    ends = [m.end() for m in _outlet_end().finditer(text) if m.end() > 1]
    if ends:
        return text[: ends[-1]]
    return next((name for name in expressions(_OUTLETS, "name") if text.startswith(name)), None)


def find_head(text: str, start: int = 0) -> Head | None:
    """The dateline at ``start`` of a folded text; None where it has none.

    >>> find_head("新华社北京5月7日电 (记者张红军)")
    Head(start=0, end=10, outlet='新华社', place='北京', date='5月7日')
    """
    m = _head().match(text, start)
    if not m or "记者" in m["who"] or "通讯员" in m["who"]:  # 大河报记者张红军报道 is a byline
        return None
    who, wire = m["who"].removeprefix("据").removeprefix("摄"), m["wire"] is not None
    own = next((word for word in expressions(_OUTLETS, "self") if who.startswith(word)), None)
    if wire and (glued := next((word for word in _own_words() if who.endswith(word)), None)):
        own = who[: -len(glued)] + glued  # a headline or caption stands right before
    name = own or outlet_in(who) or _dated_name(who, m["date"] if wire else None)
    if name is None or (not wire and (own or m["glued"])):
        return None
    place = (who[len(name) :] or m["place"] or "").strip("·-") or None
    end = m.end("wire") if wire else m.end("report")
    return Head(m.start("who"), end, None if own else name, place, m["date"])


def _dated_name(who: str, date: str | None) -> str | None:
    """What stands before the date of a dateline is its outlet, known or not, unless it is nothing or a number."""
    return who if date and who and not who[0].isdigit() else None


def opens_story(text: str) -> bool:
    """Whether a folded line begins as only the first paragraph of a story does: with a dateline.

    >>> opens_story("本报讯 6月3日,全县教育工作会议召开。"), opens_story("会议要求,要抓好落实。")
    (True, False)
    """
    return find_head(text[:_LONGEST]) is not None


def opens_with_own_dateline(text: str) -> bool:
    """Whether a folded line opens with the paper's own dateline, which no paragraph inside a story does.

    >>> opens_with_own_dateline("本报讯 6月3日,会议召开。"), opens_with_own_dateline("新华社北京5月7日电 会议召开。")
    (True, False)
    """
    head = find_head(text[:_LONGEST])
    return head is not None and head.outlet is None and "讯" in text[head.start : head.end]


@cache
def _head() -> re.Pattern[str]:
    """A dateline: who, perhaps date and place, and 讯, 电 (``wire``) or 消息, 报道 (``report``)."""
    who, place = _WORD.format(not_in=""), _WORD.format(not_in=r"\d")
    return re.compile(
        rf"{_BEFORE}(?P<who>{who}{{1,24}}?)(?:\s?(?P<date>{_DATE})(?P<place>{place}{{0,8}}?))?"
        rf"(?:(?P<wire>{any_of(_WORDS, 'wire')})|(?P<report>{any_of(_WORDS, 'report')}))"
        rf"(?=[\s(【:,)】\]“]|(?:{_DATE})|\Z|(?P<glued>.))"
    )


@cache
def _outlet_end() -> re.Pattern[str]:
    """A word that ends the name of an outlet, longer ones first."""
    ends = sorted(expressions(_OUTLETS, "end"), key=len, reverse=True)
    return re.compile("|".join(r"台(?![州湾])" if end == "台" else re.escape(end) for end in ends))


@cache
def _own_words() -> tuple[str, ...]:
    """How a paper speaks of itself: 本报, 本网."""
    return tuple(sorted(word for word in expressions(_OUTLETS, "self") if word.startswith("本")))
