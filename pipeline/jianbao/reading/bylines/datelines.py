"""Datelines: 本报讯, 新华社北京5月7日电, 齐鲁网5月23日讯."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jianbao.resources import rows

_ENDS = sorted((w for k, w in rows("outlets.tsv") if k == "end"), key=len, reverse=True)
_NAMES = [w for k, w in rows("outlets.tsv") if k == "name"]
_SELF = frozenset(w for k, w in rows("outlets.tsv") if k == "self")
_OWN = tuple(sorted(word for word in _SELF if word.startswith("本")))
_OUTLET_END = re.compile("|".join(r"台(?![州湾])" if end == "台" else re.escape(end) for end in _ENDS))
_DATE = r"(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:\d{1,2}[时:]\d{0,2}分?)?|\d{1,2}日"
_HEAD = re.compile(
    rf"[\s□■⊙●◎▲△◆★☆※(【\[—-]*(?P<who>[^\s,。!?;:()【】“”\[\]]{{1,24}}?)(?:\s?(?P<date>{_DATE})(?P<place>[^\s,。!?;:()【】“”\d]{{0,8}}?))?"
    rf"(?P<kind>专电|电讯|快讯|体育电|综合讯|讯|电|消息|综合报道|综合|报道)(?=[\s(【:,)】\]“]|(?:{_DATE})|\Z|(?P<glued>.))"
)
_WIRE = ("讯", "电", "专电", "电讯", "快讯", "体育电", "综合讯")


@dataclass(slots=True)
class Head:
    """A dateline at the head of a paragraph; offsets into the folded text it was found in."""

    start: int
    end: int
    outlet: str | None
    place: str | None
    date: str | None


def outlet_in(text: str) -> str | None:
    """The outlet that ``text`` begins with, to its last word that ends a masthead; None where there is none.

    >>> outlet_in("新华社北京"), outlet_in("大众网东营·海报新闻"), outlet_in("会议")
    ('新华社', '大众网东营·海报新闻', None)
    """
    ends = [m.end() for m in _OUTLET_END.finditer(text) if m.end() > 1]
    if ends:
        return text[: ends[-1]]
    return next((name for name in _NAMES if text.startswith(name)), None)


def find_head(text: str, start: int = 0) -> Head | None:
    """The dateline at ``start`` of a folded text.

    >>> find_head("新华社北京5月7日电 (记者张红军)")
    Head(start=0, end=11, outlet='新华社', place='北京', date='5月7日')
    """
    m = _HEAD.match(text, start)
    if not m or "记者" in m["who"] or "通讯员" in m["who"]:  # 大河报记者张红军报道 is a byline
        return None
    who, wire = m["who"].removeprefix("据").removeprefix("摄"), m["kind"] in _WIRE
    own = next((word for word in _SELF if who.startswith(word)), None)
    if wire and (glued := next((word for word in _OWN if who.endswith(word)), None)):
        own = who[: -len(glued)] + glued  # a headline or caption stands right before
    name = own or outlet_in(who) or (who if m["date"] and wire and not who[0].isdigit() else None)
    if name is None or (not wire and (own or m["glued"])):
        return None
    place = (who[len(name) :] or m["place"] or "").strip("·-") or None
    return Head(m.start("who"), m.end("kind"), None if own else name, place, m["date"])


def opens_story(text: str) -> bool:
    """Whether a folded line begins as only the first paragraph of a story does."""
    return find_head(text[:60]) is not None
