"""Dates of issue: from options, columns, file names and page headers, never from the clock."""

from __future__ import annotations

import datetime
import re

_FORMS = (
    re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ]\d{1,2}:\d{2}\S*)?"),
    re.compile(r"(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?(?: \d{1,2}:\d{2}\S*)?"),
    re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?.{0,12}"),
    re.compile(r"(\d{4})(\d{2})(\d{2})?"),
)
_IN_NAME = re.compile(
    r"(?<!\d)((?:18|19|20)\d{2})(?P<sep>[-._/]?)(0[1-9]|1[0-2])(?:(?P=sep)(0[1-9]|[12]\d|3[01]))?(?!\d)"
    r"|(?<!\d)((?:18|19|20)\d{2})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?"
)


def parse_date(value: object) -> str | None:
    """``value`` as YYYY, YYYY-MM or YYYY-MM-DD; None for an empty one.

    Raises ValueError if it is not a date.

    >>> parse_date("2021年5月8日"), parse_date("2021-05"), parse_date(20210508), parse_date("")
    ('2021-05-08', '2021-05', '2021-05-08', None)
    """
    if value is None:
        return None
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else repr(value)
    if not text:
        return None
    for form in _FORMS:
        if m := form.fullmatch(text):
            return _checked(m[1], m[2], m[3])
    raise ValueError(f"{text[:40]!r} is not a date")


def date_in_name(name: str) -> str | None:
    """The date in a file name or path, partial where it is: ``2021-05_x`` gives 2021-05.

    >>> date_in_name("2021-05-08_01"), date_in_name("page20210508a"), date_in_name("2021-05_12"), date_in_name("A01")
    ('2021-05-08', '2021-05-08', '2021-05', None)
    """
    for m in _IN_NAME.finditer(name):
        year, month, day = (m[1], m[3], m[4]) if m[1] else (m[5], m[6], m[7])
        try:
            return _checked(year, month, day)
        except ValueError:
            continue
    return None


def _checked(year: str, month: str | None, day: str | None) -> str:
    """The parts as one date; raises ValueError for the 30th of February."""
    try:
        datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise ValueError(
            f"{'-'.join(part for part in (year, month, day) if part)} is not a date: {error}"
        ) from None
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])
