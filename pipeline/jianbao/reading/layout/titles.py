"""Titles without the marks that files put around them: 《title》, 1. title, ● title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jianbao.article import Article
from jianbao.language.numerals import parse

_WRAPPED = re.compile(r"《([^《》]+)》|【([^【】]+)】|\*\*(.+)\*\*")
_NUMBER = re.compile(
    r"[(（]?(?P<n>\d{1,4})\s*[.、．)）]\s*(?=\D)"
    r"|(?:[(（](?P<in>[一二三四五六七八九十]{1,3})[)）]|(?P<zh>[一二三四五六七八九十]{1,3})、)\s*"
)
_MARK = re.compile(r"[●○◎◆◇■□▲△★☆•]\s*(?=.{2})")


def clean_titles(articles: Sequence[Article]) -> None:
    """Take the marks off the titles, in place; numbers only where the articles of a page are counted through."""
    for article in articles:
        title = article.title.strip()
        if match := _WRAPPED.fullmatch(title):
            title = next(group for group in match.groups() if group).strip()
        article.title = _MARK.sub("", title, count=1) if _MARK.match(title) else title
    numbers = [_number(article.title) for article in articles]
    if (
        len(numbers) > 1
        and numbers[0] is not None
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    ):
        for article in articles:
            article.title = _NUMBER.sub("", article.title, count=1)


def _number(title: str) -> int | None:
    """The number that a title begins with: 1. or （一）."""
    match = _NUMBER.match(title)
    if match is None:
        return None
    value = parse(match["n"] or match["in"] or match["zh"])
    return None if value is None else int(value)
