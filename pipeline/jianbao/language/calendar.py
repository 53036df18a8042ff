"""Calendar times in running text: dates, parts of the day, clock times, and intervals of them.

A grammar of two layers: atoms (年, 月, 日, 上午, 8时 ...) found by one regular expression, and the rule that
neighbours join from large to small. What lasts (两年, 10天) or recurs (每周二) is no calendar time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from jianbao.language.calendar_atoms import SEPARATOR, Atom, atoms
from jianbao.language.word_tables import role_pattern

_SHORT, _LONG = 60, 4_000  # characters: the times of texts between are remembered
_RANK = {
    "iso": 3, "century": 1, "ago": 1, "era": 1, "num": 0, "pair": 2, "year": 1, "bare_year": 1, "rel_year": 1,
    "lunar_month": 2, "month": 2, "rel_month": 2, "year_part": 2, "rel_quarter": 2, "month_part": 3,
    "lunar_day": 3, "day": 3, "rel_day": 3, "next_day": 3, "week": 3, "festival": 3, "day_part": 4, "clock": 5,
}  # fmt: skip
_CLOSED = frozenset({"century", "bare_year", "festival"})  # nothing joins on
# What these kinds say alone is not certain to be a calendar time: 上午, 2点, 2018, 周二, 22号.
_WEAK = frozenset({"day_part", "clock", "bare_year", "week"})
_TITLE = re.compile(r"《[^《》\n]{1,60}》|<[^<>\n]{1,60}>")
_JOINT = re.compile(f"(?:许|左右)?{SEPARATOR}")  # 7时|许至|10时
_OF = frozenset({"rel_year", "year", "ago", "era"})  # 去年的9月, 三年前的今天
_DAYS = "一二三四五六日天"
# Before a time that recurs: 每天9时, 每周六上午, 周一至周五的9时, 每月15日. 每年6月5日 is left as a day.
_EACH = re.compile(
    rf"每[逢到]?(?:[天日晚早]|(?:个?周末|周|星期|个?工作日)[{_DAYS}至到和、周星期~-]*|个?月)?的?[晚早]?$"
)
_WEEKDAYS = re.compile(rf"(?:周|星期)[{_DAYS}][至到~-]$")
_WEEKDAY = re.compile(rf"(?:周|星期|礼拜)[{_DAYS}]")
_AND = frozenset({"", "、", "和", "及"})


class Moment(NamedTuple):
    """One end of a time: its atoms, from large to small, and the date that explains it in brackets."""

    atoms: tuple[Atom, ...]
    gloss: tuple[Atom, ...] = ()  # 11月14日 in 今天(11月14日)

    @property
    def start(self) -> int:
        """Where it starts."""
        return self.atoms[0].start

    def get(self, kind: str) -> str:
        """The text of its atom of this kind, or ""."""
        return next((a.text for a in (*self.gloss, *self.atoms) if a.kind == kind), "")


class CalendarSpan(NamedTuple):
    """A calendar time: its span, its one or two ends, and whether the words alone prove it to be one.

    recurs: it happens again and again (9时 in 每天9时), and so falls on no day of the calendar.
    """

    start: int
    end: int
    moments: tuple[Moment, ...]
    strong: bool
    recurs: bool = False


def find_times(folded: str) -> list[CalendarSpan]:
    """The calendar times of a folded text, in order, longest spans, by the words alone.

    ``strong`` ones can be taken as they are; the others (上午, 2点, 2018, 周二) need a second opinion.

    >>> [(folded[s.start:s.end], s.strong) for folded in ["今天(3月2日)上午,历时10天,5月3日至6日,2点"]
    ...  for s in find_times(folded)]
    [('今天(3月2日)上午', True), ('5月3日至6日', True), ('2点', False)]
    """
    return [span for span in _times(folded) if not span.recurs]


def recurring_times(folded: str) -> list[tuple[int, int]]:
    """Where what would be a time happens again and again.

    >>> recurring_times("每天上午9时至11时,下午2时;5月3日")
    [(2, 10), (11, 15)]
    """
    return [(span.start, span.end) for span in _times(folded) if span.recurs]


def _times(folded: str) -> Sequence[CalendarSpan]:
    """All times, those that recur too."""
    return _known(folded) if _SHORT < len(folded) < _LONG else _read(folded)


@lru_cache(maxsize=128)
def _known(folded: str) -> tuple[CalendarSpan, ...]:
    """Two stages ask for the texts of a batch."""
    return tuple(_read(folded))


def _read(folded: str) -> list[CalendarSpan]:
    words = _outside_titles(folded)
    spans: list[CalendarSpan] = []
    at = 0
    recurs = -2  # where the last time that recurs ends
    served = -2  # where the last number of days ends: 拘留7日
    while at < len(words):
        moment, end, after = _moment(folded, words, at)
        moments: tuple[Moment, ...] = (moment,)
        joint = _JOINT.match(folded, end)
        if joint and after < len(words) and words[after].start == joint.end():
            second, second_end, second_after = _moment(folded, words, after)
            if _fits(moment, second):
                moments, end, after = (moment, second), second_end, second_after
        again = is_recurring(folded, moment.start) or _goes_on(folded, recurs, moment)
        recurs = end if again else recurs
        whole = len(moments) == 2 or moment.atoms[-1].kind not in ("num", "next_day")
        lasting = _is_duration(folded, moments, end) or _is_served(folded, moments, served)
        served = end if lasting else -2
        if whole and not lasting:
            strong = _is_strong(moments) or _is_weekday_alone(folded, moment, end)
            spans.append(CalendarSpan(moment.start, end, moments, strong, again))
        at = after
    return spans


def _moment(folded: str, words: list[Atom], at: int) -> tuple[Moment, int, int]:
    """The moment that starts with the atom ``at``, the offset where it ends, and the next atom."""
    taken = [words[at]]
    gloss: list[Atom] = []
    end = words[at].end
    at += 1
    while at < len(words) and taken[-1].kind not in _CLOSED and taken[-1].kind != "num":
        gap = folded[end : words[at].start] if words[at].start <= end + 1 else None
        if (_is_of(gap, taken[-1], words[at]) or gap in ("", " ")) and _may_follow(taken[-1], words[at]):
            taken.append(words[at])
            end, at = words[at].end, at + 1
        elif gap == "(" and not gloss and _takes_gloss(taken[-1]):
            inside, inner_end, after = _moment(folded, words, at)
            if not folded.startswith(")", inner_end) or inside.atoms[-1].kind != _gloss_of(taken[-1]):
                break
            gloss, end, at = list(inside.atoms), inner_end + 1, after
        else:
            break
    return Moment(tuple(taken), tuple(gloss)), end, at


def _outside_titles(folded: str) -> list[Atom]:
    """The atoms that stand outside 《》."""
    titles = [m.span() for m in _TITLE.finditer(folded)]
    if not titles:
        return list(atoms(folded))
    kept, i = [], 0
    for atom in atoms(folded):
        while i < len(titles) and titles[i][1] <= atom.start:
            i += 1
        if i == len(titles) or atom.start < titles[i][0]:
            kept.append(atom)
    return kept


def is_recurring(folded: str, start: int) -> bool:
    """Whether what starts at ``start`` happens again and again: 9时 in 每天9时.

    >>> is_recurring("每周六上午9时", 3), is_recurring("周六上午9时", 2)
    (True, False)
    """
    near = max(0, start - 12)
    weekdays = folded.startswith(("周", "星期"), start) and _WEEKDAYS.search(folded, near, start)
    return bool(weekdays or _EACH.search(folded, near, start))


def _goes_on(folded: str, end: int, moment: Moment) -> bool:
    """Whether a time goes on with one that recurs and ends at ``end``: 14时 in 每天9时、14时."""
    gap = folded[end : moment.start] if moment.start <= end + 1 else None
    of_a_day = all(atom.kind in ("day_part", "clock") for atom in moment.atoms)
    return gap in _AND or (gap == "," and of_a_day)


def _is_of(gap: str | None, before: Atom, atom: Atom) -> bool:
    """Whether 的 joins the two: 去年的9月, 三年前的今天, 2018年的上半年."""
    if gap != "的" or before.kind not in _OF:
        return False
    return atom.kind == "month" or _is_today(atom) or atom.text.endswith(("季度", "半年"))


def _is_today(atom: Atom) -> bool:
    return atom.text in ("今天", "今日")


def _gloss_of(atom: Atom) -> str:
    """What explains it in brackets: a day for 昨天(8日), a weekday for 29日(周二), a year for 民国二十六年(1937年)."""
    return {"era": "year", "day": "week"}.get(atom.kind, "day")


def _takes_gloss(atom: Atom) -> bool:
    return atom.kind in ("rel_day", "day_part", "era", "day") or (
        atom.kind == "week" and atom.text[0] in "本上下这"
    )


def _may_follow(before: Atom, atom: Atom) -> bool:
    if atom.kind == "num":
        return before.kind in ("year", "rel_year", "month")
    if _is_today(atom):
        return before.kind in _OF or before.text in ("上月", "上个月")
    if before.kind == "ago":
        return atom.kind == "month"
    if before.kind == atom.kind == "day_part":  # 今早|凌晨5时
        return len(before.text) == 1 and len(atom.text) == 2
    if atom.kind in _CLOSED or atom.kind in ("iso", "rel_day", "next_day", "week", "rel_quarter"):
        return False
    if atom.kind == "lunar_day":
        return before.kind in ("lunar_month", "month")
    if atom.kind in ("month_part", "day") and before.kind not in ("month", "rel_month", "lunar_month"):
        return False
    return _RANK[atom.kind] > _RANK[before.kind]


def _fits(first: Moment, second: Moment) -> bool:
    """Whether the two can be the ends of one interval: 22至23日, 5月1日至7日, 21时至22时."""
    kind, other = first.atoms[-1].kind, second.atoms[0].kind
    if kind == "num":
        return other in ("year", "month", "day")
    if "num" in (kind, other) or kind in _CLOSED:
        return False
    return _RANK[second.atoms[-1].kind] >= 2 or _RANK[first.atoms[-1].kind] == 1


@cache
def _lasts() -> re.Pattern[str]:
    return re.compile(role_pattern("calendar_words.tsv", "lasts"))


def _is_duration(folded: str, moments: tuple[Moment, ...], end: int) -> bool:
    """Whether it is a number of days rather than a day of the month: 10日内, 3日游, 5日后."""
    last = moments[-1].atoms
    bare = all(m.atoms[0].kind in ("num", "day") for m in moments)
    return bare and len(last) == 1 and last[0].kind == "day" and bool(_lasts().match(folded, end))


@cache
def _serves() -> re.Pattern[str]:
    return re.compile(role_pattern("calendar_words.tsv", "serves") + r" ?$")


def _is_served(folded: str, moments: tuple[Moment, ...], before: int) -> bool:
    """Whether it is a number of days by the words before it: 拘留7日、10日.

    before: where the number of days before it ends.
    """
    first = moments[0].atoms
    if len(moments) > 1 or len(first) > 1 or first[0].kind != "day":
        return False
    start = first[0].start
    joined = before <= start <= before + 1 and folded[before:start] in _AND
    return joined or _serves().search(folded, max(0, start - 8), start) is not None


def _is_weekday_alone(folded: str, moment: Moment, end: int) -> bool:
    """Whether a weekday opens a clause of prose by itself: 周日,公园举行灯会; a programme names several."""
    if [a.kind for a in moment.atoms] != ["week"] or len(folded) <= end or folded[end] in "(\n 　":
        return False
    others = _WEEKDAY.findall(folded, max(0, moment.start - 40), end + 40)
    opens = moment.start == 0 or folded[moment.start - 1] in ",。;"
    return opens and len(others) == 1


def _is_strong(moments: tuple[Moment, ...]) -> bool:
    if len(moments) == 2:
        return not all(a.kind == "day_part" for m in moments for a in m.atoms)
    kinds = [a.kind for a in moments[0].atoms]
    if len(kinds) == 1 and moments[0].atoms[0].text.endswith("号"):
        return False
    word = moments[0].atoms[0].text
    if word.startswith(("上上", "下下")) or (
        kinds[0] == "week" and word[0] in "本上下这" and word[-1] in _DAYS
    ):
        return True
    if kinds == ["clock"] and re.search("[时:分半整刻]", word):
        return True
    return not (set(kinds) <= _WEAK) or kinds == ["day_part", "clock"] or kinds == ["week", "day_part"]
