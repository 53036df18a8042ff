"""Whose post it is: the organisation before a title, and where the one ends and the other begins."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from jianbao.article import Entity
from jianbao.stages.people.titles import Title, title_before, words_of

# What no part of an organisation or title is made of: a stretch that holds one of these is no name.
_SIGNS = (
    r"[\s,。、；;:：!?！？()（）“”\"'‘’《》<>【】\[\]·—…|/\d]"
    r"|[的由向和与对据在经请给被把让随等为是以从到于及将了着说称叫其该这那兼]"
)
_VERBS = (
    r"带领|陪同|带队|担任|出席|主持|参加|率领|邀请|表示|介绍|会见|任命|现任|通过|作为|包括|分别|同时|随后|此外"
    r"|会上|日前|近日|目前|当天"
)
BREAK = re.compile(f"{_SIGNS}|{_VERBS}")
_BROKEN = re.compile(f"(?:.?(?:{_SIGNS})|{_VERBS})$")  # what ends right before a word
_UNIT_END = re.compile(
    r"(?:[部委局处科办室组会院所站队司厅署社校行团庭馆厂台]|中心|党组|党委|支部|党总支|公司|集团|大学|中学|小学|街道|党工委|人大|政协"
    r"|政府|基地|妇联|联盟)$"
)
_FORMER = re.compile(r"(?<=.{3})原(?=.{1,6}$)")
_MODIFIERS = ("轮值", "常务", "执行", "名誉", "首席", "独立", "荣誉")
_LONGEST_BODY = 6
_REACH = 10  # characters between an organisation and the title's last word


@dataclass(frozen=True, slots=True)
class Split:
    """A post taken apart: ``org`` is None where the page names none; ``outer`` is where all of it starts."""

    org: tuple[int, int] | None
    title: tuple[int, int]
    status: str
    outer: int


def _own_end(name: str) -> int:
    """Where an organisation's name ends when the tagger took a modifier of the title into it; 0 where it did not.

    >>> _own_end("某公司轮值"), _own_end("某市委常务")
    (3, 3)
    """
    for modifier in _MODIFIERS:
        if name.endswith(modifier) and len(name) - len(modifier) >= 2:
            return len(name) - len(modifier)
    return 0


class Organisations:
    """Finds the organisation of a title in one folded text with its entities."""

    def __init__(self, text: str, entities: Sequence[Entity]) -> None:
        self.text = text
        self._ends = {e.end: e for e in entities if e.type in ("ORG", "LOC")}
        self._spans = sorted((e.start, e.end) for e in entities)
        self._starts = [s for s, _ in self._spans]

    def ending_at(self, at: int, floor: int) -> Entity | None:
        """The organisation or place that ends at ``at`` and starts at or after ``floor``."""
        found = self._ends.get(at)
        return found if found is not None and found.start >= floor else None

    def starting_at(self, at: int) -> Entity | None:
        """The organisation that starts at ``at``."""
        i = bisect_right(self._starts, at) - 1
        if i < 0 or self._starts[i] != at:
            return None
        found = self._ends.get(self._spans[i][1])
        return found if found is not None and found.type == "ORG" else None

    def split(self, title: Title, floor: int, *, after_and: bool = False) -> Split | None:
        """Takes the post that ends with ``title`` apart; None where it is none.

        ``after_and``: stands after 兼, where a bare unit is an organisation (兼办公室主任).
        """
        return (
            self._inside(title, floor)
            or self._before(title.core, title, floor)
            or self._before(title.start, title, floor)
            or self._across(title, floor)
            or self._bare(title, floor, after_and)
        )

    def _inside(self, title: Title, floor: int) -> Split | None:
        """An organisation that ends inside what the lists take for the title: 市政协|委员, 党组|成员."""
        for at in range(title.end - 1, title.core, -1):
            org = self.ending_at(at, floor)
            if org is not None and (rest := title_before(self.text, title.end, at)) and rest.core == at:
                return self._named(org, at, title.end, "", floor)
        return None

    def _before(self, at: int, title: Title, floor: int) -> Split | None:
        """An organisation right before the title, or before its 原, 前, 现任, or with 的 between."""
        start, status = self._status(at, floor)
        org = self.ending_at(start, floor)
        if org is None and self.text[start - 1 : start] == "的":
            org = self.ending_at(start - 1, floor)
        if org is None:
            for size in range(min(_LONGEST_BODY, start - floor), 1, -1):
                if self.text[start - size : start] in words_of("body"):
                    outer, before = self._status(start - size, floor)
                    return Split((start - size, start), (at, title.end), status or before, outer)
            return None
        return self._named(org, at, title.end, status, floor)

    def _named(self, org: Entity, at: int, end: int, status: str, floor: int) -> Split:
        start = org.start
        if org.type == "LOC" and (host := self._ends.get(start)) and host.type == "ORG" and start > floor:
            return Split((host.start, start), (start, end), status, host.start)  # 世界银行|中国首席经济学家
        name = self.text[start : org.end]
        if name in words_of("party"):  # a bare 党委 is no organisation
            return Split(None, (start, end), status, start)
        former = _FORMER.search(name)
        if former and _UNIT_END.search(name[: former.start()]):  # 某局原党委|书记, but 草原局
            return Split((start, start + former.start()), (start + former.end(), end), "原", start)
        before_org = self._ends.get(start)
        if org.type == "ORG" and before_org is not None and before_org.start >= floor:
            start = before_org.start
        cut = _own_end(self.text[start : org.end])
        outer, before = self._status(start, floor)
        if cut and not status:
            return Split((start, start + cut), (start + cut, end), before, outer)
        return Split((start, org.end), (at, end), status or before, outer)

    def _across(self, title: Title, floor: int) -> Split | None:
        """An organisation a few characters before the title: what lies between belongs to one of them."""
        text = self.text
        for at in range(title.core - 1, max(floor, title.core - _REACH) - 1, -1):
            org = self.ending_at(at, floor)
            if org is None:
                if BREAK.match(text[at : at + 1]) and text[at] != "的":
                    return None
                continue
            between = text[at : title.core]
            start, status = at, ""
            if between[0] == "的" or (between[0] in words_of("status") and len(between) > 1):
                start, status = at + 1, between[0].strip("的")
            if BREAK.search(text[start : title.core]):
                return None
            for word in words_of("present"):
                start += len(word) if text.startswith(word, start) else 0
            if start == at and _is_unit(between) and title.kind != "rank":
                return Split((org.start, title.core), (title.core, title.end), "", org.start)
            return self._named(org, start, title.end, status, floor)
        return None

    def _bare(self, title: Title, floor: int, after_and: bool) -> Split | None:
        """No entity: a unit that no tagger marked (统战部部长), a field (宣传部长), or the title alone."""
        text = self.text
        low = self._pointed(self.stretch(title.core, floor), title.core)
        unit = text[low : title.core]
        named = 2 <= len(unit) <= 12 and _is_unit(unit) and (after_and or unit not in words_of("field"))
        if named and title.kind in ("office", "member"):
            return Split((low, title.core), (title.core, title.end), "", low)
        start = max(title.start, low) if unit else title.core
        if title.weak and start == title.core and start > floor and not BREAK.match(text[start - 1]):
            return None
        outer, status = self._status(start, floor)
        return Split(None, (start, title.end), status, outer)

    def _pointed(self, low: int, core: int) -> int:
        """Steps over what points at a body without naming it: 该镇 in 该镇党委书记, 学校 before 党委书记."""
        pointed = self.text[low - 1 : low] in ("该", "本", "我", "这")
        for word in words_of("pointing"):
            if self.text.startswith(word, low) and self.text[low + len(word) : core] in words_of("party"):
                return low + len(word)
        return low + 1 if pointed and low < core and self.text[low] in "镇乡县市区省校局院厅村" else low

    def stretch(self, at: int, floor: int) -> int:
        """Where the run of name-like characters that ends at ``at`` starts."""
        low = at
        i = bisect_right(self._starts, at - 1) - 1
        floor = max(floor, self._spans[i][1] if i >= 0 and self._spans[i][1] <= at else floor)
        while low > floor and at - low < 16:
            if _BROKEN.match(self.text[max(floor, low - 2) : low]):
                break
            low -= 1
        return low

    def _status(self, at: int, floor: int) -> tuple[int, str]:
        """Steps over 原, 前, 代, 现任 that end at ``at``."""
        for word in words_of("present"):
            if at - len(word) >= floor and self.text.startswith(word, at - len(word)):
                return at - len(word), ""
        char = self.text[at - 1 : at]
        if at - 1 >= floor and char in words_of("status") and self._starts_word(at - 1, floor):
            return at - 1, char
        return at, ""

    def _starts_word(self, at: int, floor: int) -> bool:
        """Does a word start at ``at``, as far as can be told without a dictionary?"""
        return at <= floor or at in self._ends or bool(BREAK.match(self.text[at - 1]))


def _is_unit(text: str) -> bool:
    """Is it the name of a unit: 统战部, 党群工作部? A party body needs its organisation: 党委 is none."""
    if not _UNIT_END.search(text):
        return False
    return not any(text.endswith(w) and len(text) <= len(w) + 3 for w in words_of("party"))
