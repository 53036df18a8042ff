"""Organisations near titles: which one ends or starts where, and how far a stretch of name-like characters runs.

Texts are folded; offsets are code points into them, spans half-open.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from jianbao.article import Entity
from jianbao.categories import PostStatus
from jianbao.language.patterns import alternatives
from jianbao.language.titles import status_words, title_set, title_words
from jianbao.resources import word_lists

_SIGNS = (
    r"[\s,。、；;:：!?！？()（）“”\"'‘’《》<>【】\[\]·—…|/\d]"  # punctuation and digits: no name holds one
)
_LONGEST_STRETCH = 16


@cache
def _words(kind: str) -> str:
    return alternatives(word_lists("organisation_words.tsv")[kind])


@cache
def break_pattern() -> re.Pattern[str]:
    """What no part of an organisation or title is made of: a stretch that holds it is no name."""
    return re.compile(f"{_SIGNS}|{_words('particle')}|{_words('verb')}")


@cache
def _break_before() -> re.Pattern[str]:
    """Such a break at the end of two characters, or in the first of them where one alone breaks."""
    return re.compile(f"(?:.?(?:{_SIGNS}|{_words('particle')})|{_words('verb')})$")


@cache
def _unit_end() -> re.Pattern[str]:
    return re.compile(f"(?:{_words('unit')})$")


def ends_as_unit(text: str) -> bool:
    """Whether ``text`` ends as the names of units do.

    >>> ends_as_unit("统战部"), ends_as_unit("群众")
    (True, False)
    """
    return bool(_unit_end().search(text))


def is_unit(text: str) -> bool:
    """Whether ``text`` is the name of a unit; a party body alone is not one, it needs its organisation.

    >>> is_unit("统战部"), is_unit("党委"), is_unit("石桥镇党委")
    (True, False, False)
    """
    if not ends_as_unit(text):
        return False
    return not any(text.endswith(w) and len(text) <= len(w) + 3 for w in title_words("party"))


def own_end(name: str) -> int:
    """Where an organisation's name ends when the tagger took a modifier of the title into it; 0 where it did not.

    >>> own_end("某公司轮值"), own_end("某市委常务"), own_end("某公司")
    (3, 3, 0)
    """
    for modifier in title_set("misplaced"):
        if name.endswith(modifier) and len(name) - len(modifier) >= 2:
            return len(name) - len(modifier)
    return 0


class OrganisationIndex:
    """The entities of one folded text by where they start and end.

    >>> found = OrganisationIndex("石桥县教育局局长", [Entity(0, 6, "ORG", "石桥县教育局")])
    >>> found.ending_at(6, 0).text, found.ending_at(6, 1), found.stretch(8, 0)
    ('石桥县教育局', None, 6)
    """

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

    def stretch(self, at: int, floor: int) -> int:
        """Where the run of name-like characters that ends at ``at`` starts: at or after ``floor`` and any entity."""
        low = at
        i = bisect_right(self._starts, at - 1) - 1
        if i >= 0 and self._spans[i][1] <= at:
            floor = max(floor, self._spans[i][1])
        while low > floor and at - low < _LONGEST_STRETCH:
            if _break_before().match(self.text[max(floor, low - 2) : low]):
                break
            low -= 1
        return low

    def starts_word(self, at: int, floor: int) -> bool:
        """Whether a word starts at ``at``, as far as can be told without a dictionary."""
        return at <= floor or at in self._ends or bool(break_pattern().match(self.text[at - 1]))

    def skip_status(self, at: int, floor: int) -> tuple[int, PostStatus]:
        """Step over 原, 时任, 现任 that end at ``at``: where they start, and the status."""
        for word, status in status_words().items():
            start = at - len(word)
            if (
                start >= floor
                and self.text.startswith(word, start)
                and (len(word) > 1 or self.starts_word(start, floor))
            ):
                return start, status
        return at, ""
