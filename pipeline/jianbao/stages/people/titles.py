"""Titles: the words for posts (副书记, 常务副主任), found backwards from a name or forwards after it."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import NamedTuple

from jianbao.resources import rows

_AFTER_ONE = ("领导", "主任", "党委", "党总支", "党支部", "党组", "团委", "干部", "支书")
_WINDOW = 24  # no title is longer
# 部长, 分院长, 居委会主任 need no list: an office of a unit is the unit's word with 长 after it.
_UNIT_HEAD = re.compile(
    r"长(?:[部局厅处科股司署院校所站队组班省市州县区镇乡村馆台社店厂场园会行段旗庄寨]|庭法?|察检|判审|士护)"
)


class Title(NamedTuple):
    """A title in the text; ``core`` is where it starts without the fields before it (公安 in 公安局长)."""

    start: int
    end: int
    kind: str
    core: int
    weak: bool = False


@cache
def _heads() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("titles.tsv")}


@cache
def words_of(kind: str) -> frozenset[str]:
    """The words before a title of this kind: modifier, field, party, status, present."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for word, of in rows("title_words.tsv"):
        found[of].add(word)
    return frozenset(found[kind])


def _alternatives(words: frozenset[str] | dict[str, str]) -> str:
    return "|".join(sorted((re.escape(w) for w in words), key=lambda w: (-len(w), w)))


@cache
def _backward() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Reversed heads and modifiers, longest first."""
    heads = _alternatives(frozenset(w[::-1] for w in _heads()))
    modifiers = _alternatives(frozenset(w[::-1] for w in words_of("modifier")))
    return re.compile(heads), re.compile(modifiers)


@cache
def _forward() -> re.Pattern[str]:
    """A title right after a name: modifiers that cannot be read otherwise, and a strong head."""
    heads = {w: k for w, k in _heads().items() if k in ("office", "rank") or w in ("老师", "委员", "警官")}
    return re.compile(rf"(?:常务|执行|总)?副?(?:{_alternatives(heads)})")


def title_before(text: str, end: int, floor: int = 0) -> Title | None:
    """The title that ends at ``end``, with its modifiers, and with the fields that belong to it.

    >>> text = "县委常委、宣传部长张三"
    >>> text[slice(*title_before(text, 9)[:2])]
    '宣传部长'
    """
    low = max(floor, end - _WINDOW)
    mirrored = text[low:end][::-1]
    heads, modifiers = _backward()
    match = heads.match(mirrored)
    unit = _UNIT_HEAD.match(mirrored)
    if match is None and unit is None:
        return None
    word = match.group()[::-1] if match else ""
    if unit and len(unit.group()) > len(word):
        kind, size = "office", len(unit.group())
    else:
        kind, size = _heads()[word], len(word)
    kind, _, weak = kind.partition(",")
    if kind not in ("courtesy", "none"):
        while size < len(mirrored) and (more := modifiers.match(mirrored, size)):
            if _splits_unit(mirrored, size, more.group()):
                break
            size = more.end()
    start = end - size
    return Title(_with_fields(text, start, floor), end, kind, start, bool(weak))


def _splits_unit(mirrored: str, size: int, modifier: str) -> bool:
    """Is the modifier the end of another word: 总 in 工总, 主任 before 主任?"""
    return modifier in ("总", "一级") and mirrored.startswith("会", size + len(modifier))


def _with_fields(text: str, start: int, floor: int) -> int:
    """Where the title starts with the fields glued to it: 公安 in 公安局长, 党委 in 党委书记."""
    fields = words_of("field") | words_of("party")
    for _ in range(3):
        for size in (4, 3, 2, 1):
            field = text[start - size : start] if start - size >= floor else ""
            # 村主任 and 区领导 are posts, 院教师 is cut out of 研究院教师
            if field in fields and (size > 1 or text.startswith(_AFTER_ONE, start)):
                start -= size
                break
        else:
            break
    return start


def title_after(text: str, start: int) -> Title | None:
    """The title that starts right at ``start``: 李明书记, 张三副教授.

    >>> title_after("李明副书记说", 2)
    Title(start=2, end=5, kind='office', core=2, weak=False)
    """
    match = _forward().match(text, start)
    if match is None:
        return None
    head = match.group()
    while head not in _heads() and len(head) > 1:
        head = head[1:]
    kind, _, weak = _heads().get(head, "office").partition(",")
    return Title(start, match.end(), kind, start, bool(weak))
