"""Normalisation for search: width, case, traditional and simplified; character by character."""

from __future__ import annotations

from functools import cache

from jianbao.language.width import fold
from jianbao.resources import rows


def normalise(text: str) -> str:
    """``text`` in the form that is indexed and searched; offsets stay the same.

    Traditional characters become simplified by OpenCC's table of single characters (the first of several choices;
    ``data/traditional.tsv`` and ``data/traditional_in_search.tsv``), full-width characters half-width, capitals
    lower case.

    >>> normalise("臺灣會議，ＡＢＣ")
    '台湾会议,abc'
    """
    return fold(text).translate(_table())


def normalise_word(word: str) -> str:
    """The normal form of a word that somebody gives to be looked for, without blanks."""
    return normalise("".join(word.split()))


def changed_characters() -> tuple[str, str]:
    """The characters of the basic plane that ``normalise`` changes, and their normal forms in the same order."""
    plane = (chr(c) for c in range(0x21, 0x10000) if not 0xD800 <= c < 0xE000)
    changed = [(c, normalise(c)) for c in plane if normalise(c) != c and ord(normalise(c)) < 0x10000]
    return "".join(c for c, _ in changed), "".join(n for _, n in changed)


@cache
def _table() -> dict[int, int]:
    lower = {ord(c): ord(c.lower()) for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    return lower | {ord(old): ord(new) for old, new in rows("traditional_in_search.tsv")}
