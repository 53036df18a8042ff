"""Times in the Extended Date/Time Format (EDTF, ISO 8601-2), those without a year among them."""

from __future__ import annotations

from jianbao.article import Time
from jianbao.language.calendar import Moment, find_times
from jianbao.language.width import fold
from jianbao.stages.times.fields import Fields, read_fields
from jianbao.stages.times.intervals import share_fields

_NO_YEAR = "XXXX"


def edtf(time: Time) -> str:
    """The value of ``time`` in EDTF; "" where not even a month is known.

    A value becomes what EDTF has for it: minutes get their seconds, the ends of an interval are dates. A month or a
    day that the text gives no year has ``XXXX`` for it.

    >>> edtf(Time(0, 5, "5月23日")), edtf(Time(0, 10, "5月7日9时30分", "2021-05-07T09:30", "minute"))
    ('XXXX-05-23', '2021-05-07T09:30:00')
    >>> edtf(Time(0, 8, "5月30日至6月2日")), edtf(Time(0, 2, "近日"))
    ('XXXX-05-30/XXXX-06-02', '')
    """
    if not time.value:
        return _without_year(time.text)
    ends = time.value.split("/")
    if len(ends) == 1:
        return f"{time.value}:00" if "T" in time.value else time.value
    days = [end.partition("T")[0] for end in ends]
    return days[0] if days[0] == days[1] else "/".join(days)


def _without_year(text: str) -> str:
    moments: tuple[Moment, ...] = max((span.moments for span in find_times(fold(text))), key=len, default=())
    parts = [read_fields(moment) for moment in moments]
    ends = share_fields(parts) if len(parts) == 2 else parts
    dates = [_date(end) for end in ends]
    return "/".join(dates) if all(dates) else ""


def _date(said: Fields) -> str:
    """A month, or a day of one; "" where a year or another calendar is meant, or nothing of the kind is said."""
    if not said.month or said.has_year or said.lunar or not 1 <= said.month <= 12:
        return ""
    if said.day is None:
        return f"{_NO_YEAR}-{said.month:02d}"
    return f"{_NO_YEAR}-{said.month:02d}-{said.day:02d}" if 1 <= said.day <= 31 else ""
