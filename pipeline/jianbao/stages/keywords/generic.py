"""Words that name no theme: those of every page, and those of who reports."""

from __future__ import annotations

from functools import cache

from jianbao.resources import word_lists

_FILE = "generic_words.txt"


@cache
def press_words() -> frozenset[str]:
    """Words of those who report: never keywords."""
    return frozenset(word_lists(_FILE)["press"])


@cache
def generic_words() -> frozenset[str]:
    """Words of every page."""
    return frozenset(word for kind, listed in word_lists(_FILE).items() if kind != "press" for word in listed)
