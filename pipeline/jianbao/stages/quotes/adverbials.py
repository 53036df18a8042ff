"""Adverbials: the times, adverbs and phrases around a subject, which are passed over to find it."""

from __future__ import annotations

import re
from functools import cache

from jianbao.language.narration import narration
from jianbao.stages.people.titles import title_before
from jianbao.stages.quotes.names import NameIndex
from jianbao.stages.quotes.words import either, words

_OPENING_SIGNS = " 　,”“(《"
_CLOSING_SIGNS = " 　”“)》"


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(narration("quotes.lead"))


@cache
def _trail() -> re.Pattern[str]:
    return re.compile(f"{narration('quotes.trail')}$")


@cache
def _beside() -> re.Pattern[str]:
    return re.compile(f"{either('beside')}$")


class Adverbials:
    """Passes over adverbials at the ends of clauses of one folded text.

    >>> from jianbao.article import Article
    >>> text = "随后,周启明再次"
    >>> found = Adverbials(text, NameIndex(Article.from_text(text)))
    >>> text[found.after_lead(0, 8):], text[slice(*found.strip(0, 8))]
    ('周启明再次', '周启明')
    """

    def __init__(self, text: str, names: NameIndex) -> None:
        self.text = text
        self.names = names

    def after_lead(self, begin: int, end: int) -> int:
        """Where the clause ``begin:end`` goes on after the times and adverbials at its head."""
        before = -1
        while begin < end and before != begin:
            before = begin
            while begin < end and self.text[begin] in _OPENING_SIGNS:
                begin += 1
            after = self.names.after_time(begin, end)
            if after > begin:
                begin = after
            elif lead := _lead().match(self.text, begin, end):
                begin = lead.end()
        return begin

    def strip(self, begin: int, end: int) -> tuple[int, int]:
        """The clause ``begin:end`` without times and adverbials at either end."""
        before = (-1, -1)
        while begin < end and before != (begin, end):
            before = begin, end
            begin = self.after_lead(begin, end)
            while end > begin and self.text[end - 1] in _CLOSING_SIGNS:
                end -= 1
            end = self._before_trail(begin, end)
        return begin, end

    def _before_trail(self, begin: int, end: int) -> int:
        """Where the last time, addressee or adverbial of the clause starts; ``end`` where it has none."""
        start = self.names.before_time(begin, end)
        if start < end:
            return start
        addressee = self.addressee(begin, end)
        if addressee is not None:
            return addressee
        if self.names.name_ending_at(begin, end):
            return end
        trail = _trail().search(self.text[begin:end])
        return begin + trail.start() if trail else end

    def addressee(self, begin: int, end: int) -> int | None:
        """Where 向某局 begins, when the clause ends with a name that is spoken to: 张女士向某局|反映."""
        name = self.names.name_ending_at(begin + 2, end)
        if name is None:
            return None
        title = title_before(self.text, name.start, begin)
        if held := _beside().search(
            self.text, begin + 2, title.start if title else name.start
        ):  # 孩子们|围着某某
            return held.start()
        before = name.start - 1
        return before if self.text[before] in words("addressee") else None
