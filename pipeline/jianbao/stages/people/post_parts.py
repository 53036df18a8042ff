"""A post taken apart: the organisation before a title, and where the one ends and the other begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from jianbao.article import Entity
from jianbao.categories import PostStatus
from jianbao.language.patterns import alternatives
from jianbao.language.titles import status_words, title_words
from jianbao.resources import word_lists
from jianbao.stages.people.organisations import (
    OrganisationIndex,
    break_pattern,
    ends_as_unit,
    is_unit,
    own_end,
)
from jianbao.stages.people.titles import Title, title_before

_FORMER = re.compile(r"(?<=.{3})原(?=.{1,6}$)")
_COMMITTEE = re.compile(r"[省市州县区旗]委")
_LEAGUE = re.compile(r"(?<![集社])团$")  # 团市委: not the committee of the city
_LONGEST_BODY = 6
_LONGEST_UNIT = 12
_REACH = 10  # characters between an organisation and the title's last word


@cache
def _swallowed() -> re.Pattern[str]:
    """What taggers take into a name before the level of its body: 时任|县扶贫办, 前|县农机局, 兼|县接待办."""
    words = alternatives([word for word in status_words() if len(word) > 1])
    return re.compile(rf"(?:{words})(?=..)|[前原老兼](?=[省市县区镇乡旗](?!市|县).)")


@cache
def _pointed() -> re.Pattern[str]:
    """A body that is pointed at, with its kind: 该公司."""
    return re.compile(f"该(?:{alternatives(word_lists('organisation_words.tsv')['pointed'])})$")


@dataclass(frozen=True, slots=True)
class PostParts:
    """The parts of one post, as half-open offsets into the folded text.

    Attributes:
        org: the organisation; None where the page names none.
        title: the title.
        status: whether it is held, as far as the page says.
        outer: where all of it starts, the status included.
    """

    org: tuple[int, int] | None
    title: tuple[int, int]
    status: PostStatus
    outer: int


class PostSplitter:
    """Takes posts apart.

    >>> text = "石桥县教育局局长"
    >>> splitter = PostSplitter(OrganisationIndex(text, [Entity(0, 6, "ORG", "石桥县教育局")]))
    >>> splitter.split(title_before(text, 8), 0)
    PostParts(org=(0, 6), title=(6, 8), status='', outer=0)
    """

    def __init__(self, organisations: OrganisationIndex) -> None:
        self.text = organisations.text
        self.organisations = organisations

    def split(self, title: Title, floor: int, *, after_and: bool = False) -> PostParts | None:
        """Take the post that ends with ``title`` apart; None where it is no post.

        The first of these that finds something has it:

        1. an organisation that ends inside what the lists take for the title: 市政协|委员;
        2. one right before the title without its fields: 公安局|局长;
        3. one right before the title with them: 某大学|党委书记;
        4. one a few characters before: what lies between belongs to one of the two;
        5. no organisation that is marked: a unit by its form, or the title alone.

        floor: the post starts at or after this offset. after_and: the title stands after 兼, where a bare unit is
        an organisation (兼办公室主任).
        """
        return (
            self._inside(title, floor)
            or self._adjacent(title.core, title, floor)
            or self._adjacent(title.start, title, floor)
            or self._across(title, floor)
            or self._without_organisation(title, floor, after_and)
        )

    def _inside(self, title: Title, floor: int) -> PostParts | None:
        """An organisation that ends inside what the lists take for the title: 市政协|委员, 党组|成员."""
        for at in range(title.end - 1, title.core, -1):
            org = self.organisations.ending_at(at, floor)
            if org is not None and self._is_no_house(org, title):
                continue
            if org is not None and (rest := title_before(self.text, title.end, at)) and rest.core == at:
                return self._parts(org, at, title.end, "", floor)
            if self.text[title.core : at] in title_words("body"):  # 总工会|主席
                return PostParts((title.core, at), (at, title.end), "", title.core)
        return None

    def _adjacent(self, at: int, title: Title, floor: int) -> PostParts | None:
        """An organisation right before ``at``, or before 原, 前, 现任 there, or with 的 between."""
        start, status = self.organisations.skip_status(at, floor)
        org = self.organisations.ending_at(start, floor)
        if org is None and self.text[start - 1 : start] == "的":
            org = self.organisations.ending_at(start - 1, floor)
        if org is not None and self._is_no_house(org, title):
            return None
        if org is not None:
            return self._parts(org, at, title.end, status, floor)
        for size in range(min(_LONGEST_BODY, start - floor), 1, -1):
            if self.text[start - size : start] in title_words("body"):
                own = self._own_start(start - size, start, floor)
                outer, before = self.organisations.skip_status(own, floor)
                return PostParts((own, start), (at, title.end), status or before, outer)
        return None

    def _is_house(self, between: str) -> bool:
        """Whether what stands between a place and a job is a unit, and no field of the job: 云岭|产科|医生."""
        return is_unit(between) and between not in title_words("field")

    def _is_no_house(self, org: Entity, title: Title) -> bool:
        """Whether a place before a job only says where somebody is: 云岭|摄影师, but 云岭|县长."""
        home = org.text.endswith(tuple(word_lists("organisation_words.tsv")["home"]))
        return org.type == "LOC" and title.kind == "job" and not home

    def _parts(self, org: Entity, at: int, end: int, status: PostStatus, floor: int) -> PostParts:
        """The post of a title ``text[at:end]`` whose organisation or place is marked."""
        start = org.start
        host = self.organisations.ending_at(start, 0)
        if org.type == "LOC" and host is not None and host.type == "ORG" and start > floor:
            # 世界银行|中国首席经济学家
            return PostParts((host.start, start), (start, end), status, host.start)
        name = self.text[start : org.end]
        if name in title_words("party"):  # a bare 党委 is not an organisation
            return PostParts(None, (start, end), status, start)
        former = _FORMER.search(name)
        if former and ends_as_unit(name[: former.start()]):  # 某局原党委|书记, but 草原局
            return PostParts((start, start + former.start()), (start + former.end(), end), "原", start)
        if org.type == "ORG" and host is not None and host.start >= floor:
            start = host.start
        start = self._own_start(start, org.end, floor)
        cut = own_end(self.text[start : org.end])
        outer, before = self.organisations.skip_status(start, floor)
        if cut and not status:
            return PostParts((start, start + cut), (start + cut, end), before, outer)
        return PostParts((start, org.end), (at, end), status or before, outer)

    def _own_start(self, start: int, end: int, floor: int) -> int:
        """Where a body's name starts: without 时任, 兼 that a tagger took into it, with 团 that it left out."""
        if match := _swallowed().match(self.text, start, end):
            return match.end()
        league = start > floor and _COMMITTEE.fullmatch(self.text, start, end)
        return start - 1 if league and _LEAGUE.search(self.text, max(floor, start - 2), start) else start

    def _across(self, title: Title, floor: int) -> PostParts | None:
        """An organisation a few characters before the title: what lies between belongs to one of them."""
        for at in range(title.core - 1, max(floor, title.core - _REACH) - 1, -1):
            org = self.organisations.ending_at(at, floor)
            if (
                org is not None
                and self._is_no_house(org, title)
                and not self._is_house(self.text[at : title.core])
            ):
                return None
            if org is not None:
                return self._with_gap(org, at, title, floor)
            if break_pattern().match(self.text[at : at + 1]) and self.text[at] != "的":
                return None
        return None

    def _with_gap(self, org: Entity, at: int, title: Title, floor: int) -> PostParts | None:
        """The post of an organisation that ends at ``at``, with characters between it and the title's last word."""
        between = self.text[at : title.core]
        start = at
        status: PostStatus = ""
        if between[0] == "的":
            start = at + 1
        elif word := next(
            (w for w in status_words() if between.startswith(w) and len(between) > len(w)), None
        ):
            start, status = at + len(word), status_words()[word]
        if break_pattern().search(self.text[start : title.core]):
            return None
        if start == at and is_unit(between) and title.kind != "rank":
            return PostParts((org.start, title.core), (title.core, title.end), "", org.start)
        return self._parts(org, start, title.end, status, floor)

    def _without_organisation(self, title: Title, floor: int, after_and: bool) -> PostParts | None:
        """No entity: a unit that no tagger marked (统战部部长), a field (宣传部长), or the title alone."""
        if pointed := _pointed().search(self.text, floor, title.start):  # 该公司|负责人
            return PostParts(pointed.span(), (title.start, title.end), "", pointed.start())
        low = self._after_pointing(self.organisations.stretch(title.core, floor), title.core)
        unit = self.text[low : title.core]
        named = 2 <= len(unit) <= _LONGEST_UNIT and is_unit(unit)
        if (
            named
            and (after_and or unit not in title_words("field"))
            and title.kind in ("office", "member", "job")
        ):
            return PostParts((low, title.core), (title.core, title.end), "", low)
        start = max(title.start, low) if unit else title.core
        alone = start == title.core and start > floor
        if title.weak and alone and not break_pattern().match(self.text[start - 1]):
            return None  # the end of a longer word
        outer, status = self.organisations.skip_status(start, floor)
        return PostParts(None, (start, title.end), status, outer)

    def _after_pointing(self, low: int, core: int) -> int:
        """Step over what points at a body without naming it: 该镇 in 该镇党委书记, 学校 before 党委书记."""
        for word in title_words("pointing"):
            if self.text.startswith(word, low) and self.text[low + len(word) : core] in title_words("party"):
                return low + len(word)
        lists = word_lists("organisation_words.tsv")
        pointed = self.text[low - 1 : low] in lists["demonstrative"]
        return low + 1 if pointed and low < core and self.text[low] in lists["level"] else low
