"""Years counted in eras: 民国二十六年, 光绪二十九年, 昭和十二年."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from jianbao.resources import rows


class Era(NamedTuple):
    """An era: its first year in the Gregorian calendar, and whether its months are those of the lunar one."""

    first: int
    lunar: bool


@cache
def eras() -> dict[str, Era]:
    """The eras by name.

    >>> eras()["民国"]
    Era(first=1912, lunar=False)
    """
    return {name: Era(int(first), calendar == "lunar") for name, first, calendar in rows("eras.tsv")}


def era_in(text: str) -> str:
    """The name of the era in ``text``, or "".

    >>> era_in("清光绪二十九年")
    '光绪'
    """
    return next((name for name in eras() if name in text), "")
