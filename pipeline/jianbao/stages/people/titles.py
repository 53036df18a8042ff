"""Titles in running text: the words for posts (副书记, 常务副主任), found backwards from a name or forwards after it.

Texts are folded; offsets are code points into them, spans half-open.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from jianbao.language.patterns import alternatives
from jianbao.language.titles import TitleKind, title_set, title_words, titles
from jianbao.resources import word_lists

_WINDOW = 24  # no title is longer
_MOST_FIELDS = 3
_LONGEST_FIELD = 4


class Title(NamedTuple):
    """A title in the text.

    Attributes:
        start: where it starts with the fields before it (公安 in 公安局长).
        end: where it ends.
        kind: what its last word is.
        core: where it starts without those fields.
        weak: whether its last word is a verb or common noun too.
    """

    start: int
    end: int
    kind: TitleKind
    core: int
    weak: bool = False


@cache
def _last_word_backward() -> re.Pattern[str]:
    return re.compile(alternatives(word[::-1] for word in titles()))


@cache
def _modifier_backward() -> re.Pattern[str]:
    return re.compile(alternatives(word[::-1] for word in title_words("modifier")))


@cache
def _unit_head_backward() -> re.Pattern[str]:
    """部长, 分院长, 居委会主任 need no list: the head of a unit is the unit's word with 长 after it."""
    units = word_lists("organisation_words.tsv")["headed"]
    return re.compile(f"长(?:{alternatives(unit[::-1] for unit in units)})")


@cache
def _forward() -> re.Pattern[str]:
    """A title right after a name: modifiers that cannot be read otherwise, and a strong last word."""
    strong = [w for w, t in titles().items() if t.kind in ("office", "rank") and not t.weak]
    deputy = alternatives(title_set("deputy"))
    return re.compile(rf"(?:{deputy})?副?(?:{alternatives([*strong, *title_set('called_after')])})")


def title_before(text: str, end: int, floor: int = 0) -> Title | None:
    """The title that ends at ``end``, with its modifiers and the fields that belong to it.

    text: folded; floor: the title starts at or after this offset. None where no title ends there.

    >>> text = "县委常委、宣传部长张三"
    >>> text[slice(*title_before(text, 9)[:2])]
    '宣传部长'
    """
    mirrored = text[max(floor, end - _WINDOW) : end][::-1]
    found = _last_word(mirrored)
    if found is None:
        return None
    size, kind, weak = found
    if kind not in ("courtesy", "none"):
        size = _with_modifiers(mirrored, size)
    core = end - size
    return Title(_with_fields(text, core, floor), end, kind, core, weak)


def _last_word(mirrored: str) -> tuple[int, TitleKind, bool] | None:
    """The length of a title's last word, its kind, and whether it is weak; the longer of list and unit wins."""
    match = _last_word_backward().match(mirrored)
    unit = _unit_head_backward().match(mirrored)
    word = match.group()[::-1] if match else ""
    if unit and len(unit.group()) > len(word):
        return len(unit.group()), "office", False
    return (len(word), *titles()[word]) if word else None


def _with_modifiers(mirrored: str, size: int) -> int:
    while size < len(mirrored) and (more := _modifier_backward().match(mirrored, size)):
        if _splits_unit(mirrored, size, more.group()):
            break
        size = more.end()
    return size


def _splits_unit(mirrored: str, size: int, modifier: str) -> bool:
    """Whether the modifier is the end of another word: 总 in 工总, 主任 before 主任."""
    return modifier in ("总", "一级") and mirrored.startswith("会", size + len(modifier))


def _with_fields(text: str, start: int, floor: int) -> int:
    """Where the title starts with the fields joined to it: 公安 in 公安局长, 党委 in 党委书记."""
    for _ in range(_MOST_FIELDS):
        size = _field_size(text, start, floor)
        if not size:
            break
        start -= size
    return start


def _field_size(text: str, start: int, floor: int) -> int:
    """The length of the field that ends at ``start``; 0 where none does."""
    for size in range(min(_LONGEST_FIELD, start - floor), 0, -1):
        field = text[start - size : start]
        listed = field in title_words("field") or field in title_words("party")
        # 村主任 and 区领导 are posts, 院教师 is cut out of 研究院教师
        if listed and (size > 1 or text.startswith(title_set("whole"), start)):
            return size
    return 0


def title_after(text: str, start: int) -> Title | None:
    """The title that starts right at ``start``: 李明书记, 张三副教授.

    >>> title_after("李明副书记说", 2)
    Title(start=2, end=5, kind='office', core=2, weak=False)
    """
    match = _forward().match(text, start)
    if match is None:
        return None
    word = match.group()
    while word not in titles() and len(word) > 1:
        word = word[1:]
    kind, weak = titles()[word]
    return Title(start, match.end(), kind, start, weak)


@cache
def _in_row() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(titles())})(?=[、,和与及])")


def title_in_row(text: str, start: int) -> Title | None:
    """A title of any kind that starts right at ``start`` and ends before a comma: 李明医生、院长王强.

    >>> title_in_row("李明医生、院长王强", 2)
    Title(start=2, end=4, kind='job', core=2, weak=False)
    """
    match = _in_row().match(text, start)
    if match is None:
        return None
    kind, weak = titles()[match.group()]
    return Title(start, match.end(), kind, start, weak)
