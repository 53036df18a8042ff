"""The words around figures (``data/figure_words.tsv``), as patterns."""

from __future__ import annotations

import re
from functools import cache

from jianbao.language.patterns import HAN
from jianbao.language.word_tables import role_pattern
from jianbao.resources import word_lists

_TABLE = "figure_words.tsv"
_UP_TO_FOUR_CHARACTERS = rf"(?:{HAN}{{0,4}})?"


@cache
def before_figure(role: str) -> re.Pattern[str]:
    """What ends right before a figure: search it in the few characters before."""
    return re.compile(f"{role_pattern(_TABLE, role)}$")


@cache
def after_figure(role: str) -> re.Pattern[str]:
    """What opens right after a figure: match it there."""
    return re.compile(role_pattern(_TABLE, role))


@cache
def counted_points() -> re.Pattern[str]:
    """What is counted in 四点要求, after 点."""
    return re.compile(_UP_TO_FOUR_CHARACTERS + role_pattern(_TABLE, "points"))


@cache
def figure_words(role: str) -> frozenset[str]:
    """The words of a role that are plain strings.

    >>> sorted(figure_words("vague"))
    ['几', '数']
    """
    return frozenset(word_lists(_TABLE)[role])


def qualifier(text: str, start: int, more: str, end: int, *, bare: bool = False) -> str:
    """What qualifies the figure ``text[start:end]``: 约 before it, 多 inside it (``more``), 以上 after it; or "".

    ``bare``: its numeral has no digit, as in 上万名.

    >>> qualifier("约3人以上", 1, "", 3), qualifier("3人以上", 0, "", 2), qualifier("30余人", 0, "余", 4)
    ('约', '以上', '余')
    """
    if before := before_figure("before").search(text, max(0, start - 4), start):
        return before.group()
    if (
        bare
        and text[start] != "十"
        and (before := before_figure("before_bare").search(text, max(0, start - 2), start))
    ):
        return before.group()
    after = after_figure("after").match(text, end)
    return more or (after.group() if after else "")
