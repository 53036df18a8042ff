"""Traits: what is printed of a person right after the name, gender and ethnic group."""

from __future__ import annotations

import re

from jianbao.language.patterns import HAN
from jianbao.resources import words

_GENDER = r"(?:[,、]?([男女])(?=[,、);。]))?"
_TRAITS = re.compile(rf"[(,、]?{_GENDER}[,、]?({HAN}{{1,4}}族)?{_GENDER}")


def read_traits(folded: str, end: int) -> tuple[str, str]:
    """Gender and ethnic group as printed right after the name that ends at ``end``; "" where they are not.

    folded: the text; end: an offset in code points into it.

    >>> read_traits("张三(女,回族,1970年生)", 2), read_traits("张三说", 2)
    (('女', '回族'), ('', ''))
    """
    if folded[end : end + 1] not in ("(", ","):
        return "", ""
    match = _TRAITS.match(folded, end)
    if match is None:
        return "", ""
    group = match[2] if match[2] in words("ethnic_groups.txt") else ""
    return match[1] or match[3] or "", group or ""
