"""Posts at names: the run before the name, the title after it, and what neighbouring names share."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from jianbao.article import Entity, Post
from jianbao.language.patterns import HAN, alternatives
from jianbao.language.titles import status_words, title_set
from jianbao.stages.people.appointments import AppointmentReader
from jianbao.stages.people.mention import Mention
from jianbao.stages.people.notes import NoteReader
from jianbao.stages.people.organisations import break_pattern
from jianbao.stages.people.post_runs import RunReader
from jianbao.stages.people.titles import title_after, title_in_row

_MOST_BETWEEN = 24  # characters between two names that share a post
_LATER_REACH = 60  # characters after a name in which 现任 may stand
_TITLE_REACH = 20  # characters after an organisation in which its title ends


@cache
def _courtesy() -> str:
    """What may follow a name before the next one: 同志, (左二)."""
    courtesy = alternatives(title_set("courtesy"))
    couple = alternatives(title_set("couple"))
    return rf"(?:{courtesy}|{couple})?(?:\([^()]{{0,12}}\))?(?:{courtesy})?"


@cache
def _shares() -> re.Pattern[str]:
    """What stands between two names that share the posts before the first."""
    return re.compile(_courtesy() + r"[ ]?(?:、|和|与|及|以及)[ ]?")


@cache
def _follows() -> re.Pattern[str]:
    """What stands between a name and the next post of the same house."""
    return re.compile(_courtesy() + r"[ ]?、[ ]?")


@cache
def _later() -> re.Pattern[str]:
    """What stands between a name and the posts that are said of it: 张三,男,回族,现任……; 李四系."""
    holding = alternatives(title_set("holding"))
    return re.compile(
        rf"(?:\([^()]{{0,16}}\))?(?:,男|,女)?(?:,{HAN}{{1,6}}族)?(?:,[^,。、]{{0,14}}){{0,3}},?(?P<holding>{holding})"
    )


class PostReader:
    """Reads the posts at the mentions of people in one text.

    text: as shown; folded: the same, folded; entities: all of them, in order of their starts.

    Names are read from left to right, and the claims on each are taken in this order; a later one adds to
    the earlier ones or fills what they left empty:

    1. the run of titles that ends at the name (市委常委、副市长李明);
    2. where there is none, the posts of the name before in the same breath (局长李明、王强); where the run
       names no organisation, that of the same house (主任李明、副主任王强);
    3. the title right after the name, unless a run stands before it; a rank is taken all the same (王强教授);
    4. the title after 等, for all names of the row that have none (李明、王强等教授);
    5. the posts said of the name after it: in a note (李明,男,现任某局局长; 李明(局长)), by an appointment or a
       removal (李明出任局长).

    >>> text = "市委常委、副市长李明、王强同志出席"
    >>> people = [Entity(0, 2, "ORG", "市委"), Entity(8, 10, "PER", "李明"), Entity(11, 13, "PER", "王强")]
    >>> [[(p.org, p.title) for p in m.posts] for m in PostReader(text, text, people).mentions([0])]
    [[('市委', '常委'), (None, '副市长')], [('市委', '常委'), (None, '副市长')]]
    """

    def __init__(self, text: str, folded: str, entities: Sequence[Entity]) -> None:
        self.text = text
        self.folded = folded
        self.people = [e for e in entities if e.type == "PER"]
        self._runs = RunReader(text, folded, entities)
        self._organisations = self._runs.organisations
        self._notes = NoteReader(self._runs)

    def mentions(self, floors: Sequence[int]) -> list[Mention]:
        """The mentions in order; ``floors`` are the offsets where blocks start: no run crosses one."""
        mentions: list[Mention] = []
        for i, entity in enumerate(self.people):
            following = self.people[i + 1].start if i + 1 < len(self.people) else len(self.folded)
            at = bisect_right(floors, entity.start) - 1
            floor = floors[at] if at >= 0 else 0
            last = mentions[-1] if mentions and mentions[-1].start >= floor else None
            run = self._runs.before(entity.start, max(floor, self._end_of(last, entity.start)))
            mention = Mention(entity.text, entity.start, entity.end, list(run.posts), reporter=run.reporter)
            if last is not None:
                self._share(last, mention)
            self._add_following(mention, last)
            self._add_common(mention, mentions)
            self._add_notes(mention, following)
            mentions.append(mention)
        AppointmentReader(self._runs).read(mentions)
        return mentions

    def _end_of(self, last: Mention | None, at: int) -> int:
        """Where the posts of the mention before end, the title after its name included; at most ``at``."""
        if last is None:
            return 0
        title = title_after(self.folded, last.end) or title_in_row(self.folded, last.end)
        ends = [last.end, *(post.end for post in last.after), title.end if title else 0]
        return max(end for end in ends if end < at or end == last.end)

    def _share(self, last: Mention, mention: Mention) -> None:
        """Names in one breath share the posts before the first; 副主任 after 主任 inherits its office."""
        between = self.folded[last.end : mention.start]
        if not mention.posts and not mention.reporter:
            if len(between) <= _MOST_BETWEEN and _shares().fullmatch(between) and not last.after:
                mention.posts, mention.reporter = list(last.posts), last.reporter
                mention.shared = bool(last.posts)
            return
        given = [*last.posts, *last.after][-1:]
        if given and given[0].org and mention.posts and mention.posts[0].org is None:
            gap = self.folded[last.end : mention.posts[0].start]
            if _follows().fullmatch(gap) and same_house(given[0].title, mention.posts[0].title):
                mention.posts[0] = replace(mention.posts[0], org=given[0].org)

    def _add_following(self, mention: Mention, last: Mention | None) -> None:
        """The title right after the name, with the organisation right before it."""
        title = title_after(self.folded, mention.end)
        if title is None:
            return
        org = self._organisations.ending_at(mention.start, 0)
        if (mention.posts and not mention.shared and title.kind != "rank") or (title.weak and org is None):
            return
        words = self.text[title.start : title.end]
        host = self.text[org.start : org.end] if org is not None and not mention.posts else None
        if host is None and last is not None:
            host = self._host_of_last(last, mention, words)
        if mention.shared:
            mention.posts = []
        mention.after = [Post(words, host, start=title.start, end=title.end)]

    def _host_of_last(self, last: Mention, mention: Mention, title: str) -> str | None:
        """The organisation of the post after the name before, where this title is of the same house."""
        if not last.after or not last.after[0].org or mention.start - last.end >= 12:
            return None
        gap = self.folded[last.after[0].end : mention.start]
        return last.after[0].org if gap == "、" and same_house(last.after[0].title, title) else None

    def _add_common(self, mention: Mention, mentions: Sequence[Mention]) -> None:
        """徐某、郎某、刘某等教授: the title after the last name is everyone's."""
        if not self.folded.startswith("等", mention.end):
            return
        title = title_after(self.folded, mention.end + 1)
        if title is None or title.weak:
            return
        post = Post(self.text[title.start : title.end], start=title.start, end=title.end)
        group = [mention]
        for earlier in reversed(mentions):
            if self.folded[earlier.end : group[-1].start] not in ("、", "和"):
                break
            group.append(earlier)
        for one in group:
            if not one.posts:
                one.after = [post]

    def _add_notes(self, mention: Mention, following: int) -> None:
        """The posts noted of the name, in brackets or after a comma."""
        mention.told += self._notes.after(mention.end, following)
        if not mention.told:
            self._add_later(mention)
        elif mention.shared:
            mention.posts, mention.shared = [], False

    def _add_later(self, mention: Mention) -> None:
        """The posts said of the name: 张三,男,现任某局、某会局长."""
        match = _later().match(self.folded, mention.end, mention.end + _LATER_REACH)
        hosts = self._hosts(match.end()) if match else []
        if not hosts:
            return
        end = hosts[-1].end
        stop = break_pattern().search(self.folded, end + 1, end + _TITLE_REACH)
        post = self._runs.post_ending_at(stop.start(), hosts[-1]) if stop else None
        if match and post is not None:
            post = replace(post, status=post.status or status_words().get(match["holding"], ""))
            mention.after += [replace(post, org=self.text[h.start : h.end]) for h in hosts[:-1]]
            mention.after.append(post)

    def _hosts(self, at: int) -> list[Entity]:
        """The organisations in a row that starts at ``at``, separated by 、."""
        hosts: list[Entity] = []
        while org := self._organisations.starting_at(at):
            hosts.append(org)
            at = org.end + 1 if self.folded.startswith("、", org.end) else len(self.folded)
        return hosts


def same_house(first: str, second: str) -> bool:
    """Whether two titles are of one house: 主任 and 副主任, 主任 and 总工程师; 市长 needs no house.

    >>> same_house("主任", "副主任"), same_house("书记", "镇长"), same_house("主任", "总工程师")
    (True, False, True)
    """
    bare = second.replace("常务", "").replace("副", "")
    return first.replace("常务", "").replace("副", "") == bare or bare in title_set("staff")
