"""The words that calendar times are built of: years, months, days, parts of the day, clock times.

One regular expression, put together from ``data/calendar.tsv``, finds them all in one pass;
``jianbao.language.calendar`` joins neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from jianbao.language.eras import eras
from jianbao.resources import rows

SEPARATOR = r"(?:至|到|-{1,2}|—{1,2}|~|～|―|–|─{1,2})"  # between the two ends of an interval
_PIECES = {
    "SEPARATOR": SEPARATOR,
    "MONTH": r"(?:1[0-2]|0?[1-9])",
    "HAN_MONTH": r"(?:十[一二]?|[一二三四五六七八九元])",
    "DAY": r"(?:3[01]|[12]\d|0?[1-9])",
    "HAN_DAY": r"(?:三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])",
    "YEAR": r"(?:(?:1[89]|20)\d{2}|[一二][九〇零○O][〇零○O一二三四五六七八九]{2})",
    "HAN_YEARS": r"(?:\d{1,2}|十[一二三四五六七八九]?|[一二两三四五六七八九]十?)",
    "HAN_HOUR": r"(?:十[一二]?|[一二两三四五六七八九零])",
    "MINUTES": r" ?(?:[0-5]?\d ?|[一二三四五]?十?[一二三四五六七八九]|[二三四五]?十)分"
    r"(?:[0-5]?\d秒)?|半|整|[一三]刻",
}

# The characters that atoms begin with, besides those of eras: the expression is not tried elsewhere.
_FIRST = (
    "0-9今去明前后昨当上下本这再大次翌农阴旧古闰正腊冬一二两三四五六七八九十〇零○元廿初首头第周星礼月年底末中晚夜晨早凌清"
    "傍深午半白全春夏秋同最北南宋唐日伪"
)


class Atom(NamedTuple):
    """One word of a calendar time: its kind, its span, its text."""

    kind: str
    start: int
    end: int
    text: str


@cache
def _first() -> re.Pattern[str]:
    """A character that an atom may begin with."""
    return re.compile(f"[{_FIRST}{''.join(name[0] for name in eras())}]")


@cache
def _pattern() -> re.Pattern[str]:
    """All rows as one expression; the group names are the kinds with a running number."""
    pieces = _PIECES | {"ERA": f"(?:{'|'.join(eras())})"}
    groups = []
    for i, (kind, pattern) in enumerate(rows("calendar.tsv")):
        for name, piece in pieces.items():
            pattern = pattern.replace(f"<{name}>", piece)
        groups.append(f"(?P<{kind}__{i}>{pattern})")
    return re.compile("|".join(groups))


def atoms(folded: str) -> Iterator[Atom]:
    """The atoms of a folded text, in order.

    >>> [(a.kind, a.text) for a in atoms("去年9月1日上午8时")]
    [('rel_year', '去年'), ('month', '9月'), ('day', '1日'), ('day_part', '上午'), ('clock', '8时')]
    """
    find, match, at = _first().search, _pattern().match, 0
    while first := find(folded, at):
        start = first.start()
        found = match(folded, start)
        if found is None:
            at = start + 1
            continue
        at = found.end()
        yield Atom((found.lastgroup or "").partition("__")[0], start, at, found.group())
