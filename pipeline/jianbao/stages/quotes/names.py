"""The names and times of one article, by where they start and end.

All offsets are code points of the article's text; each look-up takes logarithmic time.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict

from jianbao.article import Article, Entity

_INTERPUNCTS = re.compile("[·・-]")
_MOST_NAMES = 40  # looked back at


class NameIndex:
    """The entities of an article; who only writes is left out of ``people``.

    >>> from jianbao.article import Entity
    >>> article = Article.from_text("5月7日,周启明到云岭县。")
    >>> article.entities = [Entity(0, 4, "TIME", "5月7日"), Entity(5, 8, "PER", "周启明")]
    >>> index = NameIndex(article)
    >>> index.after_time(0, 13), index.name_ending_at(0, 8).text, [p.text for p in index.people_between(0, 13)]
    (4, '周启明', ['周启明'])
    """

    def __init__(self, article: Article) -> None:
        entities = sorted(article.entities or [], key=lambda e: e.start)
        reporters = {b.name for b in article.bylines}
        reporters |= {p.name for p in article.persons or () if p.role == "reporter"}
        self.names = [e for e in entities if e.type != "TIME"]
        self.times = [e for e in entities if e.type == "TIME"]
        self.people = [e for e in self.names if e.type == "PER" and e.text not in reporters]
        self._full_names = full_names({p.text for p in self.people})
        self._name_starts = [e.start for e in self.names]
        self._time_starts = [e.start for e in self.times]
        self._people_starts = [e.start for e in self.people]

    def full_name(self, name: str) -> str:
        """A part of a foreign name as the whole name; other names as they are."""
        return self._full_names.get(name, name)

    def people_between(self, begin: int, end: int) -> list[Entity]:
        """The people named in ``begin:end``, in order."""
        i = k = bisect_left(self._people_starts, begin)
        while k < len(self.people) and self.people[k].end <= end:
            k += 1
        return self.people[i:k]

    def last_person_before(self, at: int) -> Entity | None:
        """The last person whose name starts before ``at``."""
        i = bisect_left(self._people_starts, at) - 1
        return self.people[i] if i >= 0 else None

    def last_organisation(self, kind: str, at: int) -> str:
        """The last organisation before ``at`` whose name ends in ``kind``; "" where none does."""
        i = bisect_left(self._name_starts, at)
        for name in reversed(self.names[max(0, i - _MOST_NAMES) : i]):
            if name.type == "ORG" and name.text.endswith(kind) and len(name.text) > len(kind) + 1:
                return name.text
        return ""

    def people_up_to(self, begin: int, end: int) -> list[Entity]:
        """The people named from ``begin`` on where the last of their names ends at ``end``; empty where none does."""
        i = bisect_left(self._people_starts, begin)
        k = bisect_left(self._people_starts, end)
        return self.people[i:k] if k > i and self.people[k - 1].end == end else []

    def name_at(self, at: int) -> Entity | None:
        """The name that starts at ``at``."""
        i = bisect_left(self._name_starts, at)
        return self.names[i] if i < len(self.names) and self.names[i].start == at else None

    def name_ending_at(self, begin: int, end: int) -> Entity | None:
        """The name that ends at ``end`` and starts at or after ``begin``."""
        i = bisect_left(self._name_starts, end) - 1
        return self.names[i] if i >= 0 and self.names[i].end == end and self.names[i].start >= begin else None

    def organisation_end(self, at: int) -> int | None:
        """The end of the organisation that starts at ``at``, if one does."""
        name = self.name_at(at)
        return name.end if name is not None and name.type == "ORG" else None

    def is_place(self, start: int, end: int) -> bool:
        """Whether ``start:end`` is a place and nothing else (冰岛希望……)."""
        name = self.name_at(start)
        return name is not None and name.end == end and name.type == "LOC"

    def after_time(self, at: int, limit: int) -> int:
        """Where the text goes on after a time that starts at ``at`` and ends by ``limit``; ``at`` where none does."""
        i = bisect_left(self._time_starts, at)
        starts = i < len(self.times) and self.times[i].start == at and self.times[i].end <= limit
        return self.times[i].end if starts else at

    def before_time(self, begin: int, end: int) -> int:
        """Where a time that ends at ``end`` starts, at or after ``begin``; ``end`` where none does."""
        i = bisect_left(self._time_starts, end) - 1
        ends = i >= 0 and self.times[i].end == end and self.times[i].start >= begin
        return self.times[i].start if ends else end


def full_names(names: set[str]) -> dict[str, str]:
    """Parts of foreign names with the one name in full that they are a part of.

    >>> full_names({"让·达朗", "达朗", "李明"})
    {'达朗': '让·达朗'}
    """
    wholes: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        for part in _INTERPUNCTS.split(name):
            if part != name and part in names and len(part) > 1:
                wholes[part].append(name)
    return {part: whole[0] for part, whole in wholes.items() if len(whole) == 1}
