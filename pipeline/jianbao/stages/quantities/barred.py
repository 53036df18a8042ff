"""Where no figure opens: inside names, dates, times that recur, titles of works, and slogans in quotation marks."""

from __future__ import annotations

import re

from jianbao.article import Article, Entity
from jianbao.language.calendar import recurring_times
from jianbao.language.numerals import NUMERAL

_TITLES = re.compile(r"[《«][^《》«»\n]{0,120}[》»]")
_QUOTED = re.compile(r"[“「『‘][^“”「」『』‘’\n。!?;,]{1,24}[”」』’]")  # longer ones and sentences are speech
# 1小时, 10年至11年; not 2021年 or 5月, which are dates.
_DURATION = re.compile(
    rf"(?:{NUMERAL}[多余]?个?(?:小时|分钟|天|周|星期|月|季度|年)(?<!\d{{4}}年)(?:[至到-](?=\d))?){{1,3}}"
    r"(?<!\d月)(?<![一二三四五六七八九十]月)"
)


def barred_characters(article: Article, text: str) -> bytearray:
    """One byte per character of ``text`` (the article's, folded): 1 where no figure may open."""
    barred = bytearray(len(text))
    spans = [m.span() for pattern in (_TITLES, _QUOTED) for m in pattern.finditer(text)]
    spans += [(e.start, e.end) for e in article.entities or () if not _is_duration(text, e)]
    spans += recurring_times(text)
    for start, end in spans:
        barred[start:end] = b"\1" * (end - start)
    return barred


def _is_duration(text: str, entity: Entity) -> bool:
    """Whether what was taken for a calendar time is a length of time."""
    return entity.type == "TIME" and _DURATION.fullmatch(text, entity.start, entity.end) is not None
