"""Runs of posts: the titles one after another that end at a name, each with its organisation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from jianbao.article import Entity, Post
from jianbao.language.titles import title_set
from jianbao.stages.people.organisations import OrganisationIndex
from jianbao.stages.people.post_parts import PostParts, PostSplitter
from jianbao.stages.people.titles import Title, title_before

_CONNECT = re.compile(r"(?:、|[ ]?兼任?|暨|/|,)[ ]?$")  # between two posts of one run
_NO_POST = frozenset({"courtesy", "none", "reporter"})
_AND_REACH = 8  # 兼 stands at most this far before a title


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
        title = self._nearest(name, floor)
        if title is None or title.kind in _NO_POST:
            return Run(reporter=title is not None and title.kind == "reporter")
        posts: list[Post] = []
        while title is not None and (parts := self._split(title, floor)):
            posts.append(self._post(parts))
            title = self._previous(parts, floor)
        return Run(tuple(posts[::-1]))

    def post_ending_at(self, end: int, host: Entity) -> Post | None:
        """The post that ends at ``end`` in an organisation that starts no earlier than ``host``: 现任某局局长."""
        title = title_before(self.folded, end, host.end)
        if title is None or title.kind in _NO_POST:
            return None
        parts = self._splitter.split(title, host.start)
        return self._post(parts) if parts and parts.org else None

    def _nearest(self, name: int, floor: int) -> Title | None:
        """The title right before a name, blanks and opening quotation marks passed over."""
        end = name
        while end > floor and self.folded[end - 1] in ' “"':
            end -= 1
        title = title_before(self.folded, end, floor) or self._unlisted(end, floor)
        if title is None and end - 1 > floor and self.folded[end - 1] == ":":
            title = title_before(self.folded, end - 1, floor)  # 通讯员:张三
            title = title if title and title.kind == "reporter" else None
        return title

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

    def _previous(self, parts: PostParts, floor: int) -> Title | None:
        """The title before the post just read, where a connecting sign stands between, or its organisation does."""
        start = parts.outer
        title = None
        if joined := _CONNECT.search(self.folded, max(floor, start - 4), start):
            ends_run = joined.group().strip() == "," and parts.org is None  # a comma alone ends most runs
            title = None if ends_run else title_before(self.folded, joined.start(), floor)
        elif parts.org is not None:  # 县委常委政法委书记
            title = title_before(self.folded, start, floor)
            title = title if title and title.kind in ("office", "member") else None
        return None if title is None or title.kind in _NO_POST else title
