"""Posts: the run of titles before a name as (organisation, title) pairs, and the title after it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from jianbao.article import Entity, Post
from jianbao.stages.people.organisations import BREAK, Organisations, Split
from jianbao.stages.people.titles import Title, title_after, title_before

_CONNECT = re.compile(r"(?:、|[ ]?兼任?|暨|/|,)[ ]?$")
_COURTESY = r"(?:同志|先生|女士|老师|夫妇)?(?:\([^()]{0,12}\))?(?:同志|先生|女士|老师)?"
_SHARES = re.compile(_COURTESY + r"[ ]?(?:、|和|与|及|以及)[ ]?")
_FOLLOWS = re.compile(_COURTESY + r"[ ]?、[ ]?")
_LATER = re.compile(  # 张三，男，回族，现任……；李四系……
    r"(?:\([^()]{0,16}\))?(?:,男|,女)?(?:,[一-龥]{1,6}族)?(?:,[^,。、]{0,14}){0,3},?(?:现任|现为|时任|系|生前是|生前系)"
)
_NO_POST = frozenset({"courtesy", "none", "reporter"})
_STAFF = ("总工程师", "秘书长", "总经济师", "总会计师", "总编辑", "台长", "总经理", "总裁")


@dataclass(slots=True)
class Mention:
    """One mention of a person and the posts printed at it.

    ``after``: posts printed after the name, where the higher title is often used out of courtesy.
    """

    name: str
    start: int
    end: int
    posts: list[Post] = field(default_factory=list)
    after: list[Post] = field(default_factory=list)
    reporter: bool = False
    shared: bool = False


class PostReader:
    """Reads the posts at the mentions of people in one text.

    text: as shown; folded: the same, folded; entities: all of them, in order of their starts.

    >>> text = "市委常委、副市长李明、王强同志出席"
    >>> people = [Entity(0, 2, "ORG", "市委"), Entity(8, 10, "PER", "李明"), Entity(11, 13, "PER", "王强")]
    >>> [[(p.org, p.title) for p in m.posts] for m in PostReader(text, text, people).mentions([0])]
    [[('市委', '常委'), (None, '副市长')], [('市委', '常委'), (None, '副市长')]]
    """

    def __init__(self, text: str, folded: str, entities: Sequence[Entity]) -> None:
        self.text = text
        self.folded = folded
        self.people = [e for e in entities if e.type == "PER"]
        self.orgs = Organisations(folded, entities)

    def mentions(self, floors: Sequence[int]) -> list[Mention]:
        """The mentions in order; ``floors`` are the offsets where blocks start: no run crosses one."""
        found: list[Mention] = []
        for entity in self.people:
            at = bisect_right(floors, entity.start) - 1
            floor = floors[at] if at >= 0 else 0
            mention = Mention(entity.text, entity.start, entity.end)
            last = found[-1] if found and found[-1].start >= floor else None
            self._before(mention, max(floor, last.end if last else 0))
            if last is not None:
                self._share(last, mention)
            self._after(mention, last)
            self._together(mention, found)
            self._later(mention)
            found.append(mention)
        return found

    def _before(self, mention: Mention, floor: int) -> None:
        """The run of titles that ends at the name."""
        end = mention.start
        while end > floor and self.folded[end - 1] in ' “"':
            end -= 1
        title = title_before(self.folded, end, floor) or self._unlisted(end, floor)
        if title is None and end - 1 > floor and self.folded[end - 1] == ":":
            title = title_before(self.folded, end - 1, floor)  # 通讯员:张三
            title = title if title and title.kind == "reporter" else None
        if title is None or title.kind in _NO_POST:
            mention.reporter = title is not None and title.kind == "reporter"
            return
        run: list[Post] = []
        after_and = self._joined_by_and(title, floor)
        while title is not None and (split := self.orgs.split(title, floor, after_and=after_and)):
            run.append(self._post(split))
            title, after_and = self._next(split, floor)
        mention.posts = run[::-1]

    def _post(self, split: Split) -> Post:
        org = self.text[slice(*split.org)] if split.org else None
        title = self.text[slice(*split.title)]
        return Post(title, org, status=split.status, start=split.outer, end=split.title[1])

    def _joined_by_and(self, title: Title, floor: int) -> bool:
        return "兼" in self.folded[max(floor, title.core - 8) : title.core]

    def _next(self, split: Split, floor: int) -> tuple[Title | None, bool]:
        """The title before the post just read, where a connecting sign stands between."""
        start = split.outer
        found, joined = None, _CONNECT.search(self.folded, max(floor, start - 4), start)
        if joined:
            found = title_before(self.folded, joined.start(), floor)
            if joined.group().strip() == "," and split.org is None:
                found = None  # a comma alone ends most runs
        elif split.org is not None:  # 县委常委政法委书记
            found = title_before(self.folded, start, floor)
            found = found if found and found.kind in ("office", "member") else None
        if found is None or found.kind in _NO_POST:
            return None, False
        return found, self._joined_by_and(found, floor)

    def _unlisted(self, end: int, floor: int) -> Title | None:
        """A title that no list holds, right after its organisation: 城关中队|爆破手."""
        low = self.orgs.stretch(end, floor)
        known = self.orgs.ending_at(low, floor)
        if known is not None and 2 <= end - low <= 6 and self.folded[end - 1] in "员师长官手士管监匠":
            return Title(low, end, "job", low)
        return None

    def _share(self, last: Mention, mention: Mention) -> None:
        """Names in one breath share the posts before the first; 副主任 after 主任 inherits its office."""
        between = self.folded[last.end : mention.start]
        if not mention.posts and not mention.reporter:
            if len(between) <= 24 and _SHARES.fullmatch(between) and not last.after:
                mention.posts, mention.reporter = list(last.posts), last.reporter
                mention.shared = bool(last.posts)
            return
        given = [*last.posts, *last.after][-1:]
        if given and given[0].org and mention.posts and mention.posts[0].org is None:
            gap = self.folded[last.end : mention.posts[0].start]
            if _FOLLOWS.fullmatch(gap) and _same_office(given[0].title, mention.posts[0].title):
                mention.posts[0] = replace(mention.posts[0], org=given[0].org)

    def _after(self, mention: Mention, last: Mention | None) -> None:
        """The title right after the name, with the organisation right before it."""
        title = title_after(self.folded, mention.end)
        if title is None:
            return
        org = self.orgs.ending_at(mention.start, 0)
        words = self.text[title.start : title.end]
        if (mention.posts and not mention.shared and title.kind != "rank") or (title.weak and org is None):
            return
        host = self.text[org.start : org.end] if org is not None and not mention.posts else None
        between = self.folded[last.end : mention.start] if last else ""
        if host is None and last and last.after and last.after[0].org and len(between) < 12:
            gap = self.folded[last.after[0].end : mention.start]
            if gap == "、" and _same_office(last.after[0].title, words):
                host = last.after[0].org
        if mention.shared:
            mention.posts = []
        mention.after = [Post(words, host, start=title.start, end=title.end)]

    def _together(self, mention: Mention, found: list[Mention]) -> None:
        """徐某、郎某、刘某等教授: the title after the last name is everyone's."""
        if not self.folded.startswith("等", mention.end):
            return
        title = title_after(self.folded, mention.end + 1)
        if title is None or title.weak:
            return
        post = Post(self.text[title.start : title.end], start=title.start, end=title.end)
        group = [mention]
        for earlier in reversed(found):
            if self.folded[earlier.end : group[-1].start] not in ("、", "和"):
                break
            group.append(earlier)
        for one in group:
            if not one.posts:
                one.after = [post]

    def _later(self, mention: Mention) -> None:
        """A post said of the name: 张三，男，现任某局局长."""
        match = _LATER.match(self.folded, mention.end, mention.end + 60)
        if match is None or not self.folded[match.end() :]:
            return
        hosts: list[Entity] = []
        at = match.end()
        while org := self.orgs.starting_at(at):
            hosts.append(org)
            at = org.end + 1 if self.folded.startswith("、", org.end) else len(self.folded)
        if not hosts:
            return
        end = hosts[-1].end
        stop = BREAK.search(self.folded, end + 1, end + 20)
        title = title_before(self.folded, stop.start(), end) if stop else None
        split = self.orgs.split(title, hosts[-1].start) if title and title.kind not in _NO_POST else None
        if split and split.org:
            post = self._post(split)
            mention.after += [replace(post, org=self.text[h.start : h.end]) for h in hosts[:-1]]
            mention.after.append(post)


def _same_office(first: str, second: str) -> bool:
    """Are the two titles of one house: 主任 and 副主任, 主任 and 总工程师? 市长 needs no house.

    >>> _same_office("主任", "副主任"), _same_office("书记", "镇长")
    (True, False)
    """
    bare = second.replace("常务", "").replace("副", "")
    return first.replace("常务", "").replace("副", "") == bare or bare in _STAFF
