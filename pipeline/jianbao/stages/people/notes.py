"""Posts noted right after a name: (县教育局局长); ,女,1980年5月生,现任县卫健委主任,拟任副县长."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec.structs import replace

from jianbao.article import Post
from jianbao.categories import PostStatus
from jianbao.language.patterns import HAN, alternatives
from jianbao.language.titles import status_words, title_set
from jianbao.stages.people.post_runs import RunReader

_REACH = 240  # characters of a note
_BRACKET = re.compile(r"\(([^()\n]{2,60})\)")
_SEGMENT = re.compile(r"[^,;。\n]+")
_TRAIT = re.compile(
    rf"[男女]|{HAN}{{1,5}}族|{HAN}{{2,8}}人|\d{{2,4}}年.{{0,10}}(?:生|出生|入党|参加工作)|.{{0,12}}(?:学历|学位|党员|毕业)|\d+岁"
)


@cache
def _holding() -> re.Pattern[str]:
    """What opens a segment that tells of a post: 现任, 拟任, 系."""
    words = (*title_set("holding"), *(word for word in status_words() if len(word) > 1), "任", "兼任", "兼")
    return re.compile(f"(?:{alternatives(words)})")


@cache
def _note_end() -> re.Pattern[str]:
    """The end of the sentence, unless the next one begins with 现任 or its like."""
    return re.compile(rf"\n|。(?!{_holding().pattern})")


class NoteReader:
    """Reads the notes after names in one text.

    >>> text = "李明(县教育局局长)"
    >>> [[p.title for p in run] for run in NoteReader(RunReader(text, text, [])).after(2, 99)]
    [['局长']]
    """

    def __init__(self, runs: RunReader) -> None:
        self._runs = runs
        self._folded = runs.folded

    def after(self, end: int, stop: int) -> Iterator[tuple[Post, ...]]:
        """The posts noted of the name that ends at ``end``, run by run; nothing at or after ``stop`` is read."""
        if bracket := _BRACKET.match(self._folded, end):
            if bracket.end() <= stop:
                yield from self._segments(bracket.start(1), bracket.end(1), described=True)
            end = bracket.end()
        if self._folded.startswith(",", end):
            sentence = _note_end().search(self._folded, end, end + _REACH)
            last = sentence.start() if sentence else len(self._folded)
            yield from self._segments(end + 1, min(last, stop, end + _REACH), described=False)

    def _segments(self, start: int, end: int, *, described: bool) -> Iterator[tuple[Post, ...]]:
        """The runs that fill a segment each; described: whether all segments are known to be said of the name."""
        for segment in _SEGMENT.finditer(self._folded, start, end):
            if segment.end() == end < len(self._folded) and self._folded[end] not in ",;。\n)":
                return  # cut off
            if _TRAIT.fullmatch(segment.group()):
                described = True
                continue
            posts = self._posts(segment.start(), segment.end(), described)
            if not posts and not described:
                return
            if posts:
                yield posts
                described = True

    def _posts(self, start: int, end: int, described: bool) -> tuple[Post, ...]:
        """The posts of a segment, after 现任 or, where it is known to describe the name, by themselves."""
        if word := _holding().match(self._folded, start, end):
            status: PostStatus = status_words().get(word[0], "")
            posts = self._runs.filling(word.end(), end)
            return tuple(replace(post, status=post.status or status) for post in posts)
        return self._runs.filling(start, end) if described else ()
