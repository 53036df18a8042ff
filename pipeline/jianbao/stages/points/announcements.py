"""The number of items that a sentence announces before its list: 提出四点要求."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from jianbao.article import Span
from jianbao.language.numerals import parse
from jianbao.language.word_tables import role_pattern

_REACH = 80  # an announcement stands at most this many characters before its list


class Announcement(NamedTuple):
    """A number announced, and where the numeral stands."""

    number: int
    span: Span


@cache
def _pattern() -> re.Pattern[str]:
    """A numeral with what is counted, then the rest of its clause and at most one more, up to the list."""
    counted = role_pattern("enumeration_words.tsv", "counted")
    return re.compile(
        rf"(?<!第)(?P<n>\d{{1,2}}|[两二三四五六七八九十]{{1,3}}){counted}"
        r"[^,。;:!?]{0,16}[,。:!]?[^。;:!?]{0,40}[。:]?[ 　\n]*$"
    )


def announcement_before(text: str, start: int) -> Announcement | None:
    """What is announced right before ``start`` of ``text`` (folded), where a list opens.

    >>> announcement_before("提出四点要求:一是", 7).number
    4
    """
    found = _pattern().search(text, max(0, start - _REACH), start)
    return Announcement(int(parse(found["n"]) or 0), Span(*found.span("n"))) if found else None
