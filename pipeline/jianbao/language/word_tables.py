"""Tables of words by role: what several rules of one layer know of Chinese, in one readable file of ``data/``.

Each row is a role and its words, separated by blanks; a role may have several rows. The words may be regular
expressions over folded text (jianbao.language.width.fold), without blanks; the file says so.
"""

from __future__ import annotations

from functools import cache

from jianbao.resources import word_lists


def role_pattern(name: str, *roles: str) -> str:
    """The words of ``roles`` in ``name`` as one group of a regular expression; the first that fits counts.

    >>> role_pattern("change_words.tsv", "compared")
    '(?:同比|环比)'
    """
    table = word_lists(name)
    return f"(?:{'|'.join(word for role in roles for word in table[role])})"


@cache
def word_values(name: str, role: str) -> dict[str, int]:
    """The words of a role whose words have values (``word=number``), with these.

    >>> word_values("calendar_words.tsv", "lunar_month")
    {'正': 1, '大年': 1, '冬': 11, '腊': 12}
    """
    pairs = (word.rpartition("=") for word in word_lists(name)[role])
    return {word: int(number) for word, _, number in pairs}
