"""Dates of issue: from options, columns, file names and page headers, never from the clock."""

from __future__ import annotations

import datetime
import email.utils
import re
from contextlib import suppress

_LABEL = re.compile(r"\A(?:发布|发表|出版|刊登|更新)?(?:时间|日期)?\s*[:：]?\s*(?=\d{4})")
_WEEKDAY = re.compile(r"[\s,，]*[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?")
_NOTHING = frozenset(("", "nan", "none", "null", "nat", "n/a", "-", "--", "无", "不详", "未知"))
_CHINESE_TIME = datetime.timezone(datetime.timedelta(hours=8))
_FORMS = (
    re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ]{1,2}\d{1,2}:\d{2}[\d:.,+Z ]*)?"),
    re.compile(r"(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?(?: +\d{1,2}:\d{2}\S*)?"),
    re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?.{0,12}"),
    re.compile(r"(\d{4})(\d{2})(\d{2})?(?:\.0)?"),
)
_IN_NAME = re.compile(
    r"(?<!\d)((?:18|19|20)\d{2})(?P<sep>[-._/]?)(0[1-9]|1[0-2])(?:(?:(?P=sep)|(?<=-\d\d)/)(0[1-9]|[12]\d|3[01]))?(?!\d)"
    r"|(?<!\d)((?:18|19|20)\d{2})年(?:\D{0,6}?(\d{1,2})月(?:/?\d{0,2}(\d{2})(?!\d)|(\d{1,2})日)?)?"
    r"|(?<!\d)((?:18|19|20)\d{2})([-./])(\d{1,2})\10(\d{1,2})(?!\d)"
    r"|(?<=[A-Za-z])((?:18|19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{2}(?!\d)"
)


def parse_date(value: object) -> str | None:
    """``value`` as YYYY, YYYY-MM or YYYY-MM-DD; None for an empty one.

    Raises ValueError if it is not a date.

    >>> parse_date("2021年5月8日"), parse_date("2021-05"), parse_date(20210508), parse_date("")
    ('2021-05-08', '2021-05', '2021-05-08', None)
    """
    if value is None or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, dict) and len(value) == 1 and str(next(iter(value))).startswith("$"):
        return parse_date(next(iter(value.values())))  # as MongoDB exports it: {"$date": ...}
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else repr(value)
    if text.lower() in _NOTHING:
        return None
    if re.fullmatch(r"1[0-9]{9}|1[0-9]{12}", text):  # seconds or milliseconds since 1970
        return datetime.datetime.fromtimestamp(int(text[:10]), _CHINESE_TIME).date().isoformat()
    text = _WEEKDAY.sub(" ", _LABEL.sub("", text)).strip()
    for form in _FORMS:
        if m := form.fullmatch(text):
            return _checked(m[1], m[2], m[3])
    if re.match(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4}", text):
        with suppress(ValueError):
            return email.utils.parsedate_to_datetime(text).date().isoformat()
    raise ValueError(f"{text[:40]!r} is not a date")


def date_in_name(name: str) -> str | None:
    """The date in a file name or path, partial where it is: ``2021-05_x`` gives 2021-05.

    >>> date_in_name("2021-05-08_01"), date_in_name("page20210508a"), date_in_name("2021-05_12"), date_in_name("A01")
    ('2021-05-08', '2021-05-08', '2021-05', None)
    >>> date_in_name("html/2021-03/07/content_1234"), date_in_name("rmrb2017101601"), date_in_name("1957-6-8")
    ('2021-03-07', '2017-10-16', '1957-06-08')
    """
    for m in _IN_NAME.finditer(name):
        year, month, day = _parts(m)
        try:
            return _checked(year, month, day)
        except ValueError:
            continue
    return None


def _parts(m: re.Match[str]) -> tuple[str, str | None, str | None]:
    """Year, month and day of whichever form of ``_IN_NAME`` was found."""
    if m[1]:
        return m[1], m[3], m[4]
    if m[5]:
        return m[5], m[6], m[7] or m[8]
    return (m[9], m[11], m[12]) if m[9] else (m[13], m[14], m[15])


def _checked(year: str, month: str | None, day: str | None) -> str:
    """The parts as one date; raises ValueError for the 30th of February."""
    try:
        datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise ValueError(
            f"{'-'.join(part for part in (year, month, day) if part)} is not a date: {error}"
        ) from None
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])
