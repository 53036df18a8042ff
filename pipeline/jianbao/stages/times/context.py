"""What is known while the times of an article are read, and what a resolved time is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jianbao.categories import TimeAnchor, TimeGrain

PartialDate = tuple[int, ...]  # year, month, day, hour, minute: as many as are known


@dataclass(slots=True)
class Context:
    """What has been read so far: the paper's date, and the last dates said.

    ``today``: the paper's date, as far as it is known. ``year``: the last year said with a month;
    ``local_year``, ``local_month``: the same within the paragraph, ``said`` the last date with a month there,
    ``last_year`` the last year.
    ``day``: the last full date. ``period``: the last months or year, ``local_period`` whether the paragraph said it.
    """

    today: PartialDate = ()
    year: int | None = None
    month: int | None = None
    local_year: int | None = None
    local_month: int | None = None
    local_day: bool = False  # was that month said with a day?
    said: PartialDate = ()
    last_year: int | None = None
    day: PartialDate = ()
    period: tuple[PartialDate, PartialDate] | None = None
    local_period: bool = False
    evening: bool = False  # was the last date said an evening? Then 半夜2点 is the day after

    def start_paragraph(self) -> None:
        """A new paragraph starts: its months belong to no year yet."""
        self.local_year = self.local_month = None
        self.local_day = self.local_period = False
        self.said, self.last_year = (), None


@dataclass(slots=True)
class Resolution:
    """A value with its grain, and what fixed it."""

    value: str | None
    grain: TimeGrain = ""
    anchor: TimeAnchor = ""


def iso(when: PartialDate) -> str:
    """A date as ISO 8601, as far as it is known.

    >>> iso((2021, 5)), iso((2021, 5, 7, 9, 30))
    ('2021-05', '2021-05-07T09:30')
    """
    day = "-".join(f"{n:04d}" if i == 0 else f"{n:02d}" for i, n in enumerate(when[:3]))
    return f"{day}T{when[3]:02d}:{when[4]:02d}" if len(when) == 5 else day


def valid_date(year: int, month: int, day: int | None) -> PartialDate | None:
    """The date, or None where the calendar has no such day.

    >>> valid_date(2020, 2, 29), valid_date(2021, 2, 29), valid_date(2021, 2, None)
    ((2020, 2, 29), None, (2021, 2))
    """
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return None
    if day is None:
        return (year, month)
    try:
        date(year, month, day)
    except ValueError:
        return None
    return (year, month, day)
