"""What the words of a calendar time say: years, months and days, absolute or counted from today."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from jianbao.language.calendar import Moment
from jianbao.language.eras import era_in, eras
from jianbao.language.numerals import parse
from jianbao.language.word_tables import word_values
from jianbao.resources import word_lists

_DIGITS = str.maketrans("〇零○O", "0000")
_DOTTED = re.compile(r"(1[0-2]|[1-9])\.(3[01]|[12]\d|[1-9])")
_HOUR = re.compile(r"([一二两三四五六七八九十]{1,3})[时点](半?)")
_values = partial(word_values, "calendar_words.tsv")


@dataclass(slots=True)
class Fields:
    """The fields of one moment; None: not said. ``*_offset``: counted from the year, month or day of the paper."""

    year: int | None = None
    year_offset: int | None = None
    years: int = 1  # 今明两年: 2
    month: int | None = None
    month_offset: int | None = None
    quarter_offset: int | None = None
    months: tuple[int, int] | None = None  # 第三季度: 7 to 9
    day: int | None = None
    day_offset: int | None = None
    days: int = 1  # 今明两天: 2
    week: int | None = None  # from this week; None with a weekday: the one of this week
    weekday: int | None = None  # Monday: 0; None: the whole week
    hour: int | None = None
    minute: int = 0
    lunar: bool = False
    lunar_leap: bool = False
    day_part: str = ""
    same_period: bool = False  # 去年同期
    same_day: bool = False  # 当天, 当晚
    next_day: bool = False  # 次日
    year_before: bool = False  # 上年: the one before the year in question
    next_year: bool = False  # 次年
    years_on: int | None = None  # from the year in question: 0 for 同年9月, 1 for 次年2月
    number: int | None = None  # 22 in 22至23日

    @property
    def has_year(self) -> bool:
        """Whether the year is said."""
        return self.year is not None or self.year_offset is not None

    @property
    def has_date(self) -> bool:
        """Whether a date is said, however exact, and not only a part of the day or a clock time."""
        near = (self.day, self.day_offset, self.week, self.weekday, self.quarter_offset)
        return self.has_year or self.has_month or self.same_day or any(n is not None for n in near)

    @property
    def has_month(self) -> bool:
        """Whether the month is said."""
        return self.month is not None or self.month_offset is not None or self.months is not None


def parse_whole(text: str) -> int:
    """The whole number in ``text``: digits, Chinese digits, or 元 and 正 for one.

    >>> parse_whole("二〇一八"), parse_whole("3"), parse_whole("廿五"), parse_whole("初九"), parse_whole("元")
    (2018, 3, 25, 9, 1)
    """
    text = text.strip().translate(_DIGITS).replace("廿", "二十").replace("初", "").replace("元", "一")
    if text.isdigit():
        return int(text)
    return int(parse(text.replace("0", "〇")) or 0)


def read_fields(moment: Moment) -> Fields:
    """What the atoms of ``moment`` say.

    >>> from jianbao.language.calendar import find_times
    >>> read_fields(find_times("去年9月1日下午3时")[0].moments[0]).hour
    15
    """
    out = Fields()
    for atom in moment.atoms:
        _READ[atom.kind](out, atom.text)
    if moment.gloss and not (
        out.day and moment.gloss[0].kind == "week"
    ):  # what stands in brackets says it exactly
        out.day_offset = out.week = out.weekday = None
        for atom in moment.gloss:
            _READ[atom.kind](out, atom.text)
    if out.hour is not None:
        out.hour = full_hour(out.hour, out.day_part)
    return out


def special_fields(surface: str) -> list[Fields]:
    """Forms that are a time only because a TIME entity says so: 12.4 (a date), 四点半; [] for any other.

    >>> [(f.month, f.day) for f in special_fields("12.4")], [(f.hour, f.minute) for f in special_fields("四点半")]
    ([(12, 4)], [(4, 30)])
    """
    if match := _DOTTED.fullmatch(surface):
        return [Fields(month=int(match[1]), day=int(match[2]))]
    if match := _HOUR.match(surface):
        return [Fields(hour=int(parse(match[1]) or 0), minute=30 if match[2] else 0)]
    return []


def full_hour(hour: int, day_part: str) -> int:
    """The hour of 24: 3 is 15 in the afternoon; 12 in the evening is 24, and 2 at night 26, of the next day.

    >>> full_hour(3, "下午"), full_hour(2, "深夜"), full_hour(12, "晚上"), full_hour(12, "凌晨")
    (15, 26, 24, 0)
    """
    words = word_lists("calendar_words.tsv")
    if hour in (0, 12) and day_part.startswith(words["night"]):
        return 24
    if 1 <= hour < 5 and day_part.startswith(words["deep_night"]):
        return hour + (0 if day_part in words["every_night"] else 24)
    if 1 <= hour < 12 and day_part.startswith(words["afternoon"]):
        return hour + 12
    if day_part in words["noon"] and hour in (1, 2):
        return hour + 12
    return 0 if hour == 12 and day_part in words["midnight"] else hour


def _iso(out: Fields, text: str) -> None:
    out.year, out.month, out.day = (int(n) for n in re.split(r"[-/.]", text))


def _century(out: Fields, text: str) -> None:
    name, _, decade = text.rpartition("世纪")
    if not decade.endswith("年代"):
        return  # 20世纪末: no years of its own
    hundreds = 1900 if not name or "上" in name else (parse_whole(name) - 1) * 100
    decades = [int(n) for n in re.findall(r"\d+", decade)] or [
        10 * parse_whole(n) for n in decade.removesuffix("年代").removesuffix("十").replace("、", "")
    ]
    first = decades[0] + (hundreds if decades[0] < 100 else 0)  # 1990年代 has its century
    out.year, out.years = first, decades[-1] - decades[0] + 10


def _year(out: Fields, text: str) -> None:
    number = parse_whole(re.split(r"[ /年财学]", text, maxsplit=1)[0])
    out.years = 2 if "/" in text else 1  # 2018/2019年度
    out.year = number + (2000 if number < 50 else 1900) if number < 100 else number


def _era(out: Fields, text: str) -> None:
    name = era_in(text)
    number = text.rpartition(name)[2].removesuffix("年")
    out.year, out.lunar = eras()[name].first + parse_whole(number) - 1, eras()[name].lunar


def _rel_year(out: Fields, text: str) -> None:
    if text[0] in "次翌":
        out.next_year = True
        return
    out.year_before = text in ("上年", "上一年")
    further = text[0] == "大"  # 大前年: the year before 前年
    out.year_offset = _values("offset")[text[further]] - further
    out.years = 2 if "两" in text else 1


def _month(out: Fields, text: str) -> None:
    out.month = parse_whole(text.partition("月")[0])


def _pair(out: Fields, text: str) -> None:
    named = text.partition("月")[0].split("、")
    words = named if len(named) > 1 else text[:2]
    first, second = (re.findall(r"\d+", text) or [parse_whole(word) for word in words])[:2]
    out.months = (int(first), int(second))


def _rel_month(out: Fields, text: str) -> None:
    out.month_offset = 0 if text[0] == "月" else _steps(text)


def _steps(text: str) -> int:
    """How far 上月, 上上周, 再下个月 is from now."""
    again = 2 if text[0] == "再" or text[0] == text[1] else 1
    return _values("offset")[text[text[0] == "再"]] * again


def _rel_quarter(out: Fields, text: str) -> None:
    out.quarter_offset = _steps(text)


def _next_day(out: Fields, text: str) -> None:
    out.next_day = True


def _lunar_month(out: Fields, text: str) -> None:
    name = text.removesuffix("月").lstrip("农阴旧古历")
    out.lunar, out.lunar_leap = True, name.startswith("闰")
    name = name.lstrip("闰")
    out.month = _values("lunar_month").get(name) or parse_whole(name)


def _lunar_day(out: Fields, text: str) -> None:
    out.lunar, out.day = True, parse_whole(text)


def _year_part(out: Fields, text: str) -> None:
    if text == "同期":
        out.same_period = True
    elif text.endswith("半年"):
        out.months = (1, 6) if text[0] == "上" else (7, 12)
    elif text.endswith("个月"):  # 前10个月, 后三个月
        number = parse_whole(text[1:-2].removeprefix("后").replace("两", "二"))
        out.months = (13 - number, 12) if text[0] in "最后" else (1, number)
    elif text.endswith("季度"):
        last = 3 * _quarter(text)
        out.months = (1 if text[0] == "前" else last - 2, last)
    elif text[0] == "年":
        out.year_offset = 0 if out.year is None and out.year_offset is None else out.year_offset


def _quarter(text: str) -> int:
    """The number in 第三季度, 1季度, 首季度."""
    known = _values("quarter")
    return next(int(c) if c.isdigit() else known[c] for c in text if c.isdigit() or c in known)


def _day(out: Fields, text: str) -> None:
    digits = re.match(r"\d+", text)
    out.day = int(digits.group()) if digits else parse_whole(text.rstrip("日号"))


def _rel_day(out: Fields, text: str) -> None:
    if text[0] == "当":
        out.same_day = True
    elif inside := re.search(r"\d+", text):
        out.day = int(inside.group())
    else:
        beyond = text[0] == "大"  # 大前天, 大后天: a day further
        offset = _values("offset")[text[beyond]]
        out.day_offset = offset + (beyond if offset > 0 else -beyond)
        out.days = 2 if "两" in text else 1


def _week(out: Fields, text: str) -> None:
    out.week = _steps(text) if text[0] in _values("offset") else None
    out.weekday = _values("weekday").get(text[-1])
    if text[-1] == "末":
        out.weekday, out.days = 5, 2


def _festival(out: Fields, text: str) -> None:
    out.month, out.day = (parse_whole(text[0]), 1)


def _ago(out: Fields, text: str) -> None:
    amount = text.removesuffix("前").rstrip("之以")
    number = parse_whole(re.match(r"\d+|[^个年天周星半]*", amount).group() or "0")  # type: ignore[union-attr]
    if amount.endswith("年"):
        out.year_offset, out.month_offset = (None, -6) if amount[0] == "半" else (-number, None)
    elif amount.endswith("月"):
        out.day_offset, out.month_offset = (-15, None) if amount[0] == "半" else (None, -number)
    elif amount.endswith("天"):
        out.day_offset = -number
    else:
        out.week = -number


def _day_part(out: Fields, text: str) -> None:
    out.day_part = text.removeprefix("当").removeprefix("天").removeprefix("日") or text


def _clock(out: Fields, text: str) -> None:
    hour, minute = [*re.split(r"[:时点]", text)[:2], ""][:2]
    out.hour = parse_whole(hour)
    if minute.strip():
        fixed = _values("minutes").get(minute)
        out.minute = parse_whole(minute.partition("分")[0]) if fixed is None else fixed


def _number(out: Fields, text: str) -> None:
    out.number = parse_whole(text)


def _month_part(out: Fields, text: str) -> None:
    """上旬, 底, 同期: the month is as exact as values are."""


_READ: dict[str, Callable[[Fields, str], None]] = {
    "iso": _iso, "century": _century, "era": _era, "ago": _ago, "year": _year, "bare_year": _year,
    "rel_year": _rel_year, "num": _number, "pair": _pair, "month": _month, "rel_month": _rel_month,
    "rel_quarter": _rel_quarter, "lunar_month": _lunar_month, "lunar_day": _lunar_day, "year_part": _year_part,
    "month_part": _month_part, "day": _day, "rel_day": _rel_day, "next_day": _next_day, "week": _week,
    "festival": _festival, "day_part": _day_part, "clock": _clock,
}  # fmt: skip
