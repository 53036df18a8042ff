"""The table of units and measure words (``data/units.tsv``), and how a unit is read off a text."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.resources import rows, words


class Unit(NamedTuple):
    """A unit as the table has it: its kind, and which numerals make a figure with it (any, two, digit)."""

    kind: str
    numerals: str


# What a unit is not when these follow: 部 before 署, 分 before 局, 天 before 津 ...
_NOT_BEFORE = {
    "人": "民大才", "元": "月旦", "天": "然津", "米": "饭兰粉", "分": "之局院别部公支",
    "成": "为立功员果熟本绩长都", "位": "于置数", "年": "级代轻度青", "周": "年边围口", "度": "假过",
    "点": "钟半半多许", "级": "别联", "面": "向积", "口": "号岸", "名": "字单", "区": "域划", "市": "场民",
    "国": "家际", "部": "署分位", "项": "目链", "包": "括容", "集": "中体团合", "班": "级", "对": "于口",
    "单": "位元", "发": "展生", "条": "例件", "场": "所馆地", "所": "谓有", "组": "织成", "步": "伐骤",
    "头": "部", "校": "长区", "村": "民", "门": "口", "层": "面级", "方": "案面便", "两": "侧岸",
    "首": "先批次", "台": "湾", "局": "面长", "里": "程面", "节": "目约", "处": "理于", "把": "手",
    "通": "过道", "针": "对", "片": "区面", "县": "城", "省": "份级", "句": "号", "户": "型籍",
}  # fmt: skip


@cache
def units() -> dict[str, Unit]:
    """Every unit of the table."""
    table: dict[str, Unit] = {}
    for kind, numerals, names in rows("units.tsv"):
        for name in names.split():
            table.setdefault(name, Unit(kind, numerals))
    return table


@cache
def unit_pattern() -> re.Pattern[str]:
    """A unit, the longest that fits, with what it may be divided by: 元/平方米, mg/100ml."""
    names = "|".join(re.escape(u) for u in sorted(units(), key=lambda u: (-len(u), u)))
    return re.compile(rf"(?:{names})(?:/(?:\d{{1,4}}|l0{{1,3}})?(?:{names}|[A-Za-z]{{1,3}}))?")


def unit_at(text: str, at: int) -> str:
    """The unit that opens at ``at``, or "".

    >>> unit_at("5个百分点", 1), unit_at("一人民", 1)
    ('个百分点', '')
    """
    found = unit_pattern().match(text, at)
    if not found:
        return ""
    unit, following = found.group(), text[found.end() : found.end() + 1]
    if following and following in _NOT_BEFORE.get(unit, ""):
        return ""
    if unit[-1].isascii() and unit[-1].isalpha() and following.isascii() and following.isalnum():
        return ""
    return unit


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for phrase in words("number_phrases.txt"):
        table.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(sorted(phrases)) for first, phrases in table.items()}


def opens_phrase(text: str, at: int) -> bool:
    """Whether a set phrase that is no figure opens at ``at`` (两委, 三农, 四个意识)."""
    return text.startswith(_phrases().get(text[at], ("\0",)), at)
