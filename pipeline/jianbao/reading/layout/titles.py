"""Titles without the marks that files put around them: 《title》, 1. title, ● title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jianbao.article import Article

_WRAPPED = re.compile(r"《([^《》]+)》|【([^【】]+)】|\*\*(.+)\*\*")
_NUMBER = re.compile(r"[(（]?(\d{1,4})\s*[.、．)）]\s*(?=\D)")
_MARK = re.compile(r"[●○◎◆◇■□▲△★☆•]\s*(?=.{2})")


def clean_titles(articles: Sequence[Article]) -> None:
    """Take the marks off the titles, in place; numbers only where the articles of a page are counted through."""
    for article in articles:
        title = article.title.strip()
        if match := _WRAPPED.fullmatch(title):
            title = next(group for group in match.groups() if group).strip()
        article.title = _MARK.sub("", title, count=1) if _MARK.match(title) else title
    numbers = [m and int(m[1]) for m in (_NUMBER.match(article.title) for article in articles)]
    if (
        len(numbers) > 1
        and numbers[0] is not None
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    ):
        for article in articles:
            article.title = _NUMBER.sub("", article.title, count=1)
