"""Speakers by their own names: the person in a clause who is its subject, with those who speak together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from jianbao.article import Entity
from jianbao.stages.people.titles import title_before
from jianbao.stages.quotes.names import NameIndex
from jianbao.stages.quotes.spans import Speaker
from jianbao.stages.quotes.words import either, words

_OBJECT_REACH = 10


@cache
def _object_before() -> re.Pattern[str]:
    """What stands right before a name that is spoken to or about."""
    return re.compile(
        rf"(?:{either('object_before')}|{either('press')} ?)$|{either('about')}[^,。此]{{0,8}}$"
    )


@cache
def _kin() -> re.Pattern[str]:
    return re.compile(f"的{either('kin')}(?!们?的)")


class PersonFinder:
    """Finds speakers by name in one folded text.

    >>> from jianbao.article import Article
    >>> article = Article.from_text("周启明、马文涛会见李明时")
    >>> article.entities = [Entity(0, 3, "PER", "周启明"), Entity(4, 7, "PER", "马文涛"), Entity(9, 11, "PER", "李明")]
    >>> PersonFinder(article.text, NameIndex(article)).first(0, 12).name
    '周启明、马文涛'
    """

    def __init__(self, text: str, names: NameIndex) -> None:
        self.text = text
        self.names = names

    def first(self, begin: int, end: int) -> Speaker | None:
        """The first person named in ``begin:end`` who may be a subject, with those joined by 、 and 和."""
        people = self.names.people_between(begin, end)
        for i, person in enumerate(people):
            if kin := self._kin(person, begin, end):
                return kin
            if self._is_possessor(person, end) or self._is_object(person, begin):
                continue
            last = i
            while last + 1 < len(people) and self._joined(people[last], people[last + 1]):
                last += 1
            return self._speaker(people[i : last + 1])
        return None

    def at_end(self, begin: int, end: int) -> Speaker | None:
        """The person whose name ends the clause, with those joined to it: (张三摄)据处长李四|介绍."""
        people = self.names.people_up_to(begin, end)
        i = len(people) - 1
        while i > 0 and self._joined(people[i - 1], people[i]):
            i -= 1
        return None if not people or self._is_object(people[i], begin) else self._speaker(people[i:])

    def _speaker(self, people: Sequence[Entity]) -> Speaker:
        name = "、".join(self.names.full_name(p.text) for p in people)
        return Speaker(name, people[0].start, people[-1].end, "name")

    def _kin(self, person: Entity, begin: int, end: int) -> Speaker | None:
        """周启明|的家人: somebody who is only told by the one whose kin or friend he is."""
        found = _kin().match(self.text, person.end, end)
        if found is None or self._is_object(person, begin):
            return None
        return Speaker(self.text[person.start : found.end()], person.start, found.end(), "collective")

    def _is_possessor(self, person: Entity, end: int) -> bool:
        after = self.text[person.end : min(end, person.end + 2)]
        return after.startswith("的") and after != "的话"

    def _is_object(self, person: Entity, begin: int) -> bool:
        low = max(begin, person.start - _OBJECT_REACH)
        title = title_before(self.text, person.start, low)  # 拉住|工作人员|某某
        if self.text.endswith(words("beside"), low, title.start if title else person.start):
            return True
        return _object_before().search(self.text, low, person.start) is not None

    def _joined(self, one: Entity, other: Entity) -> bool:
        return self.text[one.end : other.start] in words("joined")
