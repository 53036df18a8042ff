"""Runs of posts: the titles one after another that end at a name, each with its organisation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from msgspec.structs import replace

from jianbao.article import Entity, Post
from jianbao.categories import PostStatus
from jianbao.language.patterns import HAN, alternatives
from jianbao.language.surnames import surnames
from jianbao.language.titles import status_words, title_set, title_words
from jianbao.resources import word_lists
from jianbao.stages.people.organisations import OrganisationIndex, break_pattern, ends_as_unit
from jianbao.stages.people.post_parts import PostParts, PostSplitter
from jianbao.stages.people.titles import Title, title_before

_CONNECT = re.compile(r"(?:、|[ ]?兼任?|暨|/|,)[ ]?$")  # between two posts of one run
_REMARK = re.compile(r"\(([^()]{1,10})\)[ ]?$")  # 副校长(主持工作)洪波
_COUNTED = re.compile(
    r"[\d一二两三四五六七八九十几多数]+余?[名位个]$"
)  # 三名教授、院长: the professors are others
_FOR_YEARS = re.compile(r"(?:近|已|了)?[\d一二两三四五六七八九十几]+[多余几]?个?[年月](?:多|之久)?$")
_ORDER = re.compile(r"(?:第[\d一二三四五六七八九十百]+|首|新一|上一?|下一?|本)[届任]$")
_HAN_NAME = re.compile(rf"(?:{HAN}|[A-Za-z·]){{2,16}}")
_NO_POST = frozenset({"courtesy", "none", "reporter"})
_SPREAD = frozenset({"时任", "曾任", "拟任"})  # verbs: they govern all posts after them
_FORMER = frozenset({"原", "前"})
_AND_REACH = 8  # 兼 stands at most this far before a title
_REMARK_REACH = 14
_SHORTEST_NAME = 4  # of an organisation that nothing marks


@cache
def _candidate() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(word_lists('appointments.tsv')['candidate'])})$")


@cache
def _surnames() -> frozenset[str]:
    return frozenset((*surnames("1"), *surnames("2")))


@cache
def _holding_of() -> re.Pattern[str]:
    return re.compile(alternatives(word_lists("appointments.tsv")["holding_of"]))


class Run(NamedTuple):
    """The posts that end at a name, as printed; ``reporter``: the title says that its bearer writes."""

    posts: tuple[Post, ...] = ()
    reporter: bool = False


class RunReader:
    """Reads runs of posts in one text.

    text: as shown; folded: the same, folded; entities: all of them, in order of their starts.

    >>> text = "市委常委、副市长李明"
    >>> run = RunReader(text, text, [Entity(0, 2, "ORG", "市委"), Entity(8, 10, "PER", "李明")]).before(8, 0)
    >>> [(post.org, post.title) for post in run.posts]
    [('市委', '常委'), (None, '副市长')]
    """

    def __init__(self, text: str, folded: str, entities: Sequence[Entity]) -> None:
        self.text = text
        self.folded = folded
        self.organisations = OrganisationIndex(folded, entities)
        self._splitter = PostSplitter(self.organisations)

    def before(self, name: int, floor: int) -> Run:
        """The run that ends at the name at ``name`` and starts at or after ``floor``, read backwards."""
        end = self._end_of_holding(name, floor)
        title, status = self._nearest(end or name, floor)
        if title is None or title.kind in _NO_POST:
            return Run(reporter=title is not None and title.kind == "reporter" and end is None)
        posts: list[Post] = []
        while title is not None and (parts := self._split(title, floor)):
            if posts and self._is_anothers(parts, floor):
                break
            post = self._post(parts)
            posts.append(replace(post, status=status or post.status))
            title, status = self._previous(parts, floor)
        former = bool(posts) and posts[-1].status in _FORMER  # 某公司原副经理的崔某
        if end is not None and posts and not former and not self._is_held(posts[-1].start, floor):
            return Run()
        return Run(_with_spread_status(posts[::-1]))

    def filling(self, start: int, end: int) -> tuple[Post, ...]:
        """The posts that fill ``start:end`` from end to end, as after 出任 or in brackets; () where others stand there.

        What is left before a title by itself is the name of its organisation, which no tagger marked.
        """
        if not (held := self.before(end, start).posts):
            return ()
        first = held[0]
        gap = self.folded[start : first.start].removesuffix("的")
        if not gap or _ORDER.fullmatch(gap):
            return held
        named = _HAN_NAME.fullmatch(gap) and not break_pattern().search(gap)
        title = title_before(self.folded, first.end, start)
        if first.org is None and not first.status and title and title.kind == "office" and named:
            return (self._with_gap(first, start), *held[1:])
        return ()

    def _with_gap(self, post: Post, start: int) -> Post:
        """The post with what stands between ``start`` and it: its organisation, or part of the title (艺术|总监)."""
        gap = self.text[start : post.start].removesuffix("的")
        if gap in title_words("modifier") or (len(gap) < _SHORTEST_NAME and not ends_as_unit(gap)):
            return replace(post, title=gap + post.title, start=start)
        return replace(post, org=gap, start=start)

    def post_ending_at(self, end: int, host: Entity) -> Post | None:
        """The post that ends at ``end`` in an organisation that starts no earlier than ``host``: 现任某局局长."""
        title = title_before(self.folded, end, host.end)
        if title is None or title.kind in _NO_POST:
            return None
        parts = self._splitter.split(title, host.start)
        return self._post(parts) if parts and parts.org else None

    def _end_of_holding(self, name: int, floor: int) -> int | None:
        """Where the posts of 担任村主任二十年的<name> end; None where no 的 stands before the name."""
        if name - 1 <= floor or self.folded[name - 1] != "的":
            return None
        years = _FOR_YEARS.search(self.folded, max(floor, name - 1 - _AND_REACH), name - 1)
        return years.start() if years else name - 1

    def _is_held(self, start: int, floor: int) -> bool:
        """Whether 担任, 时任 stands right before or at the start of posts that 的 joins to a name."""
        low = max(floor, start - 4)
        before = any(
            self.folded.endswith(w, low, start) for w in word_lists("appointments.tsv")["holding_of"]
        )
        return before or _holding_of().match(self.folded, start) is not None

    def _nearest(self, name: int, floor: int) -> tuple[Title | None, PostStatus]:
        """The title right before a name, blanks, opening quotation marks and a remark passed over."""
        end = name
        while end > floor and self.folded[end - 1] in ' “"—':
            end -= 1
        end, status = self._without_remark(end, floor)
        title = title_before(self.folded, end, floor) or self._unlisted(end, floor)
        if title is None and end - 1 > floor and self.folded[end - 1] == ":":
            title = title_before(self.folded, end - 1, floor)  # 通讯员:张三
            title = title if title and title.kind == "reporter" else None
        return title, status

    def _is_anothers(self, parts: PostParts, floor: int) -> bool:
        """Whether a title before others is not their bearer's: 三名教授、院长; 陈局长、院长; 任组长、县长."""
        at = parts.outer
        if _COUNTED.search(self.folded, max(floor, at - 4), at) or self.folded[max(floor, at - 1) : at] in (
            "为",
            "任",
        ):
            return True
        bare = parts.org is None and not parts.status and at > floor
        if not bare or self.folded[at - 1] not in _surnames():
            return False
        signs = break_pattern()
        return not signs.match(self.folded[at - 1]) and (
            at - 1 == floor or bool(signs.match(self.folded[at - 2]))
        )

    def _without_remark(self, end: int, floor: int) -> tuple[int, PostStatus]:
        """Step over what is added to the post that ends at ``end``: (主持工作), 候选人; with the status it gives."""
        status: PostStatus = ""
        if (
            remark := _REMARK.search(self.folded, max(floor, end - _REMARK_REACH), end)
        ) and remark.start() > floor:
            end = remark.start()
            status = "候选" if _candidate().search(remark[1]) else status_words().get(remark[1], "")
        if found := _candidate().search(self.folded, max(floor, end - _AND_REACH), end):
            return found.start(), "候选"
        return end, status

    def _unlisted(self, end: int, floor: int) -> Title | None:
        """A title that no list holds, right after its organisation: 城关中队|爆破手."""
        low = self.organisations.stretch(end, floor)
        organisation = self.organisations.ending_at(low, floor)
        if organisation is not None and 2 <= end - low <= 6 and self.folded[end - 1] in title_set("ending"):
            return Title(low, end, "job", low)
        return None

    def _split(self, title: Title, floor: int) -> PostParts | None:
        after_and = "兼" in self.folded[max(floor, title.core - _AND_REACH) : title.core]
        return self._splitter.split(title, floor, after_and=after_and)

    def _post(self, parts: PostParts) -> Post:
        org = self.text[slice(*parts.org)] if parts.org else None
        title = self.text[slice(*parts.title)]
        return Post(title, org, status=parts.status, start=parts.outer, end=parts.title[1])

    def _previous(self, parts: PostParts, floor: int) -> tuple[Title | None, PostStatus]:
        """The title before the post just read, where a connecting sign stands between, or its organisation does."""
        start = parts.outer
        title = None
        status: PostStatus = ""
        if joined := _CONNECT.search(self.folded, max(floor, start - 4), start):
            ends_run = joined.group().strip() == "," and parts.org is None  # a comma alone ends most runs
            end, status = self._without_remark(joined.start(), floor)
            title = None if ends_run else title_before(self.folded, end, floor)
        elif parts.org is not None:  # 县委常委政法委书记
            end, status = self._without_remark(start, floor)
            title = title_before(self.folded, end, floor)
            title = title if title and title.kind in ("office", "member") else None
        return (None if title is None or title.kind in _NO_POST else title), status


def _with_spread_status(posts: Sequence[Post]) -> tuple[Post, ...]:
    """时任县委书记、县长: what is said with the first post is said of those after it too."""
    spread: list[Post] = []
    for post in posts:
        last = spread[-1].status if spread else ""
        spread.append(replace(post, status=last) if not post.status and _spreads(last, post) else post)
    return tuple(spread)


def _spreads(status: PostStatus, post: Post) -> bool:
    """Whether the status of the post before is that of ``post``: 原 only within one house (某局原书记、局长)."""
    if status in _SPREAD:
        return True
    title = title_before(post.title, len(post.title))
    return status in _FORMER and post.org is None and title is not None and title.kind == "office"
