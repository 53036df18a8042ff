"""Whether a heading names a printed page or a newspaper, and no article."""

from __future__ import annotations

import re
from functools import cache

from jianbao.language.expressions import any_of
from jianbao.language.width import fold
from jianbao.resources import words

_DATE = re.compile(r"(?:19|20)\d{2}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}")
_FOLIO = re.compile(r"第?\s*[A-Z]?\d{1,3}\s*版|[A-Z]\d{1,2}\s*$|\d{4}年\d+期|电子[版报]|数字报")


def names_page(heading: str) -> bool:
    """Whether a heading is that of a page: its date, its number, the name of a section or a newspaper.

    >>> names_page("云岭日报 2021年3月7日"), names_page("第02版：要闻"), names_page("要闻"), names_page("云岭县春耕")
    (True, True, True, False)
    """
    folded = fold(heading).strip()
    if _DATE.search(folded) or _FOLIO.search(folded) or folded in words("sections.txt"):
        return True
    return len(folded) <= 12 and bool(_newspaper().fullmatch(folded))


@cache
def _newspaper() -> re.Pattern[str]:
    return re.compile(rf"《?[^\s,。]{{0,8}}{any_of('outlets.tsv', 'end')}》?(?:电子版|数字报)?")
