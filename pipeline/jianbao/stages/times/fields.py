"""What the words of a calendar time say: years, months and days, absolute or counted from today."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jianbao.language.calendar import Moment
from jianbao.language.numerals import parse

_DIGITS = str.maketrans("〇零○O", "0000")
_OFFSETS = dict.fromkeys("今本这当", 0) | dict.fromkeys("去上昨", -1) | dict.fromkeys("明下", 1)
_OFFSETS |= {"前": -2, "后": 2}
_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日")} | {"天": 6}
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "两": 2, "首": 1}
_AFTERNOON = ("下午", "晚", "傍晚", "夜", "午后", "深夜")


@dataclass(slots=True)
class Fields:
    """The fields of one moment; None: not said. ``*_offset``: counted from today's year, month or day."""

    year: int | None = None
    year_offset: int | None = None
    years: int = 1  # 今明两年: 2
    month: int | None = None
    month_offset: int | None = None
    months: tuple[int, int] | None = None  # 第三季度: 7 to 9
    day: int | None = None
    day_offset: int | None = None
    days: int = 1  # 今明两天: 2
    week: int | None = None  # from this week
    weekday: int | None = None  # Monday: 0; None: the whole week
    hour: int | None = None
    minute: int = 0
    lunar: bool = False
    lunar_leap: bool = False
    day_part: str = ""
    same_period: bool = False  # 去年同期
    same_day: bool = False  # 当天, 当晚
    number: int | None = None  # 22 in 22至23日

    @property
    def has_year(self) -> bool:
        """Is the year said?"""
        return self.year is not None or self.year_offset is not None

    @property
    def has_month(self) -> bool:
        """Is the month said?"""
        return self.month is not None or self.month_offset is not None or self.months is not None


def whole(text: str) -> int:
    """The whole number in ``text``: digits, Chinese digits, or 元 and 正 for one.

    >>> whole("二〇一八"), whole("3"), whole("廿五"), whole("初九"), whole("元")
    (2018, 3, 25, 9, 1)
    """
    text = text.strip().translate(_DIGITS).replace("廿", "二十").replace("初", "").replace("元", "一")
    if text.isdigit():
        return int(text)
    return int(parse(text.replace("0", "〇")) or 0)


def fields(moment: Moment) -> Fields:
    """What the atoms of ``moment`` say.

    >>> from jianbao.language.calendar import find_times
    >>> fields(find_times("去年9月1日下午3时")[0].moments[0]).hour
    15
    """
    out = Fields()
    for atom in moment.atoms:
        _READ[atom.kind](out, atom.text)
    if moment.gloss:  # what stands in brackets says it exactly
        out.day_offset = out.week = out.weekday = None
        for atom in moment.gloss:
            _READ[atom.kind](out, atom.text)
    if out.hour is not None:
        out.hour = _full_hour(out.hour, out.day_part)
    return out


def _full_hour(hour: int, day_part: str) -> int:
    if 1 <= hour < 12 and day_part.startswith(_AFTERNOON):
        return hour + 12
    if day_part == "中午" and hour in (1, 2):
        return hour + 12
    return 0 if hour == 12 and day_part in ("凌晨", "半夜", "午夜", "深夜") else hour


def _iso(out: Fields, text: str) -> None:
    out.year, out.month, out.day = (int(n) for n in re.split(r"[-/.]", text))


def _century(out: Fields, text: str) -> None:
    name, _, decade = text.rpartition("世纪")
    hundreds = 1900 if not name or "上" in name else (whole(name) - 1) * 100
    decade = decade.removesuffix("年代").rstrip("0") or "0"
    tens = int(decade) if decade.isdigit() else whole(decade.removesuffix("十"))
    out.year, out.years = hundreds + tens * 10, 10


def _year(out: Fields, text: str) -> None:
    number = whole(re.split(r"[ 年财学]", text, maxsplit=1)[0])
    out.year = number + (2000 if number < 50 else 1900) if number < 100 else number


def _rel_year(out: Fields, text: str) -> None:
    out.year_offset = _OFFSETS[text[0]]
    out.years = 2 if "两" in text else 1


def _month(out: Fields, text: str) -> None:
    out.month = whole(text.partition("月")[0])


def _pair(out: Fields, text: str) -> None:
    first, second = re.findall(r"\d+", text)
    out.months = (int(first), int(second))


def _rel_month(out: Fields, text: str) -> None:
    out.month_offset = 0 if text[0] == "月" else _OFFSETS[text[0]]


def _lunar_month(out: Fields, text: str) -> None:
    name = text.removesuffix("月").lstrip("农阴旧古历")
    out.lunar, out.lunar_leap = True, name.startswith("闰")
    name = name.lstrip("闰")
    out.month = _LUNAR_MONTHS.get(name) or whole(name)


def _lunar_day(out: Fields, text: str) -> None:
    out.lunar, out.day = True, whole(text)


def _year_part(out: Fields, text: str) -> None:
    if text == "同期":
        out.same_period = True
    elif text.endswith("半年"):
        out.months = (1, 6) if text[0] == "上" else (7, 12)
    elif text.endswith("个月"):  # 前10个月
        out.months = (1, 2 if text[1] == "两" else whole(text[1:-2]))
    elif text.endswith("季度"):
        number = next(int(c) if c.isdigit() else _QUARTERS[c] for c in text if c.isdigit() or c in _QUARTERS)
        out.months = (1, 3 * number) if text[0] == "前" else (3 * number - 2, 3 * number)
    elif text[0] == "年":
        out.year_offset = 0 if out.year is None and out.year_offset is None else out.year_offset


def _day(out: Fields, text: str) -> None:
    out.day = whole(text[:-1])


def _rel_day(out: Fields, text: str) -> None:
    if text[0] == "当":
        out.same_day = True
    elif inside := re.search(r"\d+", text):
        out.day = int(inside.group())
    else:
        out.day_offset = -3 if text[0] == "大" else _OFFSETS[text[0]]
        out.days = 2 if "两" in text else 1


def _week(out: Fields, text: str) -> None:
    out.week = _OFFSETS.get(text[0], 0)
    out.weekday = _WEEKDAYS.get(text[-1])


def _festival(out: Fields, text: str) -> None:
    out.month, out.day = (whole(text[0]), 1)


def _ago(out: Fields, text: str) -> None:
    out.year_offset = -whole(text.removesuffix("年前"))


def _day_part(out: Fields, text: str) -> None:
    out.day_part = text


def _clock(out: Fields, text: str) -> None:
    hour, minute = [*re.split(r"[:时点]", text)[:2], ""][:2]
    out.hour = whole(hour)
    if minute.strip():
        fixed = {"半": 30, "整": 0, "一刻": 15, "三刻": 45}
        out.minute = fixed[minute] if minute in fixed else whole(minute.partition("分")[0])


def _number(out: Fields, text: str) -> None:
    out.number = int(text)


_READ = {
    "iso": _iso, "century": _century, "ago": _ago, "year": _year, "bare_year": _year, "rel_year": _rel_year,
    "num": _number, "pair": _pair, "month": _month, "rel_month": _rel_month, "lunar_month": _lunar_month,
    "lunar_day": _lunar_day, "year_part": _year_part, "month_part": lambda out, text: None, "day": _day,
    "rel_day": _rel_day, "week": _week, "festival": _festival, "day_part": _day_part, "clock": _clock,
}  # fmt: skip
