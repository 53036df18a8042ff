"""What stands before a numeral and belongs to its figure: minus signs, 零下, and signs of currencies."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from jianbao.language.word_tables import role_pattern
from jianbao.resources import rows
from jianbao.stages.quantities.figure_words import before_figure, figure_words

_LONGEST = 4  # characters of a sign
_HYPHENS = "-−"


class Sign(NamedTuple):
    """A sign before a numeral: where it opens, and how it is printed."""

    start: int
    text: str

    @property
    def is_frost(self) -> bool:
        """Whether it is 零下, which two ends of a range may share."""
        return self.text in figure_words("below")


@cache
def _sign() -> re.Pattern[str]:
    return re.compile(f"{role_pattern('figure_words.tsv', 'minus', 'below')}$")


def sign_before(text: str, start: int, previous: int) -> Sign | None:
    """The sign of the numeral at ``start``; none where a hyphen ties it to the figure that ends at ``previous``.

    >>> sign_before("气温-5℃", 3, 0), sign_before("3元-5%", 3, 2)
    (Sign(start=2, text='-'), None)
    """
    found = _sign().search(text, max(0, start - _LONGEST), start)
    if found is None or found.start() == previous > 0:
        return None
    joined = text[max(0, found.start() - 1) : found.start()]
    if (
        found.group() in _HYPHENS
        and joined
        and (joined in _HYPHENS or (joined.isascii() and joined.isalnum()))
    ):
        return None
    return Sign(found.start(), found.group())


def takes_sign(text: str, sign: Sign, unit: str) -> bool:
    """Whether the figure may be negative: degrees and shares always, others where a word before says so (利润-3亿)."""
    if unit in figure_words("signed_units"):
        return True
    is_told = before_figure("before_minus").search(text, max(0, sign.start - _LONGEST), sign.start)
    return sign.text in _HYPHENS and bool(is_told)


def factor(sign: str | None, first: Sign | None, unit_between: str) -> int:
    """1 or -1 for the second end of a range: 零下8到3摄氏度 shares its sign, -1到5℃ does not."""
    if sign:
        return 1 if sign in figure_words("above") else -1
    return -1 if first and first.is_frost and not unit_between else 1


@cache
def _currencies() -> dict[str, str]:
    return dict(rows("currencies.tsv"))


@cache
def _currency() -> re.Pattern[str]:
    signs = sorted(_currencies(), key=lambda sign: (-len(sign), sign))
    return re.compile(rf"(?<![A-Za-z])({'|'.join(map(re.escape, signs))}) ?$")


def currency_before(text: str, start: int) -> tuple[int, str] | None:
    """Where the sign of a currency before ``start`` opens, and its unit.

    >>> currency_before("票价HK$80", 5), currency_before("票价80", 2)
    ((2, '港元'), None)
    """
    found = _currency().search(text, max(0, start - _LONGEST - 1), start)
    return (found.start(), _currencies()[found[1]]) if found else None
