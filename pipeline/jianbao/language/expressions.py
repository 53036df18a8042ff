"""Words and small regular expressions of the reading room's data files, joined to patterns."""

from __future__ import annotations

from functools import cache

from jianbao.language.patterns import HAN_ANY
from jianbao.resources import rows


@cache
def expressions(name: str, role: str) -> tuple[str, ...]:
    """The expressions of ``role`` in the data file ``name`` (columns: role, expression), in the file's order.

    An expression is a word or a small regular expression over folded text; ``<HAN_ANY>`` in it is any ideograph.

    >>> expressions("layout_words.tsv", "caption.end")[:3]
    ('现场', '合影', '资料图')
    """
    return tuple(row[1].replace("<HAN_ANY>", HAN_ANY) for row in rows(name) if row[0] == role)


@cache
def any_of(name: str, *roles: str) -> str:
    """The expressions of ``roles`` as one group of a regular expression, role by role, each in the file's order.

    >>> any_of("layout_words.tsv", "line.list")
    '(?:■|●|▲|◆|★|※)'
    """
    return f"(?:{'|'.join(word for role in roles for word in expressions(name, role))})"
