"""Which year a time belongs to that does not say it: that of the text before, or the paper's."""

from __future__ import annotations

from datetime import date

from jianbao.categories import TimeAnchor
from jianbao.stages.times.context import Context, PartialDate, valid_date
from jianbao.stages.times.fields import Fields

# A day of the year said before is taken for one of the paper's own where it lies so near to the paper's date: days
# before and after it, where the date said before was a day, and where it was a month.
_NEWS_AFTER_DAY = (10, 3)
_NEWS_AFTER_MONTH = (45, 10)
_NEWS_AFTER_NEXT_MONTH = 14
_FAR = 60  # days from the paper's date: what is farther may go on with a story of another year
_SAME_STORY = 31  # days: what is so close to the date said before goes on with its story


def year_of(f: Fields, context: Context) -> tuple[int | None, TimeAnchor]:
    """The year of a time, and what fixed it: the words, the paragraph, or the paper's date."""
    if f.year is not None:
        return f.year, "text"
    today = context.today
    if f.years_on is not None and context.last_year is not None:
        return context.last_year + f.years_on, "context"
    if f.year_before and context.period and context.local_period:
        return context.period[0][0] - 1, "context"
    if f.year_offset is not None:
        return (today[0] + f.year_offset, "publish_date") if today else (None, "")
    if context.local_year is not None:
        return _year_after_said(f, context, context.local_year)
    return _year_of_paper(f, context)


def _year_of_paper(f: Fields, context: Context) -> tuple[int | None, TimeAnchor]:
    today = context.today
    if not today:
        return context.year, "context"
    if f.month is None or f.lunar or len(today) < 2:
        return today[0], "publish_date"
    return _nearest_year(f.month, f.day, today), "publish_date"


def _year_after_said(f: Fields, context: Context, said: int) -> tuple[int | None, TimeAnchor]:
    """The year ``said`` in the paragraph, as long as the story goes on in it.

    Writers leave out no year but the paper's: what would go back in time is mostly of that one.
    """
    if f.lunar or (f.month is None and f.months is None):
        return said, "context"
    news, same_story = _is_news(f, context, said), _is_of_story(f, context.said, said)
    if _goes_back(f, context.said) and (news or not same_story):
        return _next_year(f, context, said)
    return _year_of_paper(f, context) if news and not same_story else (said, "context")


def _next_year(f: Fields, context: Context, said: int) -> tuple[int | None, TimeAnchor]:
    """The year of a date that would go back behind the one said: the paper's, or the next of a story told by days."""
    if not context.today:
        return None, ""
    year, anchor = _year_of_paper(f, context)
    distance = _days_after_paper(f, year, context.today)
    told_by_days = context.local_day and f.day is not None
    if told_by_days and distance is not None and abs(distance) > _FAR and said + 1 < (year or 0):
        return said + 1, "context"
    return year, anchor


def _goes_back(f: Fields, said: PartialDate) -> bool:
    """Whether the month, or the day of the same month, comes before the date said last."""
    month = f.months[1] if f.months else f.month or 1
    if len(said) < 2 or month != said[1]:
        return len(said) > 1 and month < said[1]
    return f.day is not None and len(said) > 2 and f.day < said[2]


def _is_news(f: Fields, context: Context, said: int) -> bool:
    """Whether a day is so near to the paper's date that it may be news, and not of the year ``said``."""
    year, _ = _year_of_paper(f, context)
    distance = _days_after_paper(f, year, context.today)
    if distance is None or year == said:
        return False
    before, after = _NEWS_AFTER_DAY if context.local_day else _NEWS_AFTER_MONTH
    said_month = context.said[1] if len(context.said) == 2 else None
    if said_month is not None and (f.month or 0) == said_month + 1:
        before = _NEWS_AFTER_NEXT_MONTH  # 2020年3月......4月2日: the story may go on
    return -before <= distance <= after


def _is_of_story(f: Fields, last: PartialDate, said: int) -> bool:
    """Whether the day of the year ``said`` is of the month said last, or lies close to the day said last."""
    day = valid_date(said, f.month or 1, f.day)
    if f.day is None or day is None or len(last) < 3:
        anew = f.day is not None and len(last) == 2  # 2009年4月......4月28日: who goes on says 28日
        return len(last) > 1 and f.month == last[1] and not anew
    return abs((date(*day) - date(*last)).days) <= _SAME_STORY


def _days_after_paper(f: Fields, year: int | None, today: PartialDate) -> int | None:
    """How many days after the paper's date a day of ``year`` is; None where one of them is not known."""
    day = valid_date(year or 0, f.month or 0, f.day)
    return (date(*day) - date(*today)).days if day and f.day and len(today) == 3 else None


def _nearest_year(month: int, day: int | None, today: PartialDate) -> int:
    """The year of a month without one: a paper of January writes of last December, one of May plans for June."""
    here = (today[2] if len(today) > 2 else 15) if day else 15
    days_behind = (today[1] - month) * 30 + here - (day or 15)
    if days_behind > 240:
        return today[0] + 1
    return today[0] - 1 if days_behind < -120 else today[0]
