"""Five-year plans that stand for their years: “十四五”期间."""

from __future__ import annotations

import re

from jianbao.article import Time
from jianbao.language.numerals import parse

_PLAN = re.compile(r"[“\"']?(十[一二三四五六七八九]?|[一二六七八九])五[”\"']?(?:规划)?(?:期间|时期|末|初)")
_FIRST, _THIRD = 1953, 1966  # the third plan began three years after the second ended; all last five years


def plan_times(text: str) -> list[Time]:
    """The times that a five-year plan stands for, in order; 末 is its last year and 初 its first.

    >>> [(t.text, t.value) for t in plan_times("“十四五”期间,一五末")]
    [('“十四五”期间', '2021/2025'), ('一五末', '1957')]
    """
    return [
        Time(m.start(), m.end(), m[0], value=_years(m[0], int(parse(m[1]) or 0)), grain="plan", anchor="text")
        for m in _PLAN.finditer(text)
    ]


def _years(surface: str, number: int) -> str:
    first = _THIRD + 5 * (number - 3) if number > 2 else _FIRST + 5 * (number - 1)
    if surface.endswith("初"):
        return f"{first}"
    return f"{first + 4}" if surface.endswith("末") else f"{first}/{first + 4}"
