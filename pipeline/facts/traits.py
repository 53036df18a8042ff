"""What is printed of a person beside the name: gender and ethnic group, and other ways to call them."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipeline.article import Person, Span
from pipeline.facts.titles import title_after
from pipeline.resources import rows, words

_GENDER = r"(?:[,、]?([男女])(?=[,、);。]))?"
_TRAITS = re.compile(rf"[(,、]?{_GENDER}[,、]?([一-龥]{{1,4}}族)?{_GENDER}")


class Alias(NamedTuple):
    """Another way to call a person: 刘副市长, 红军同志."""

    person: Person
    start: int
    end: int


def traits(folded: str, end: int) -> tuple[str, str]:
    """Gender and ethnic group as printed right after the name that ends at ``end``; "" where they are not.

    >>> traits("张三(女,回族,1970年生)", 2), traits("张三说", 2)
    (('女', '回族'), ('', ''))
    """
    if folded[end : end + 1] not in ("(", ","):
        return "", ""
    match = _TRAITS.match(folded, end)
    if match is None:
        return "", ""
    group = match[2] if match[2] in words("ethnic_groups.txt") else ""
    return match[1] or match[3] or "", group or ""


_MOST_ALIKE = 30  # among more people of one name nobody can be meant


@cache
def _double_surnames() -> frozenset[str]:
    for kind, names in rows("surnames.tsv"):
        if kind == "c":
            return frozenset(re.findall("..", names))
    return frozenset()


def surname(name: str) -> str:
    """The surname of a Chinese name: two characters for 欧阳 and its like.

    >>> surname("欧阳明"), surname("李明")
    ('欧阳', '李')
    """
    return name[:2] if name[:2] in _double_surnames() and len(name) > 2 else name[:1]


def find_aliases(folded: str, people: Sequence[Person]) -> list[Alias]:
    """Where people are called by surname and post (刘副市长), or by given name and post (红军书记).

    Only what fits exactly one person, whose printed posts allow it, is resolved.
    """
    calls: dict[str, list[Person]] = {}
    for person in people:
        if "·" in person.name or not 2 <= len(person.name) <= 4:
            continue
        family = surname(person.name)
        for call in (family, person.name[len(family) :]):
            if call == family or len(call) == 2:
                calls.setdefault(call, []).append(person)
    if not calls:
        return []
    taken = [(m.start, m.end) for p in people for m in p.mentions]
    covered = {at for start, end in taken for at in range(start, end)}
    found = []
    first = re.compile(f"[{re.escape(''.join(sorted({c[0] for c in calls})))}]")
    done = 0
    for match in first.finditer(folded):
        start = match.start()
        name = next((folded[start : start + n] for n in (2, 1) if folded[start : start + n] in calls), "")
        after = start + len(name)
        if not name or start < done or start in covered or after in covered:
            continue
        title = title_after(folded, after)
        end = title.end if title else after + 2 * folded.startswith("同志", after)
        if end == after or (title is None and len(name) == 1):
            continue
        called = folded[after:end]
        fit = [p for p in calls[name][:_MOST_ALIKE] if title is None or _allows(p, called)]
        if len(fit) == 1 and len(calls[name]) <= _MOST_ALIKE:
            found.append(Alias(fit[0], start, end))
            done = end
    return found


def _allows(person: Person, called: str) -> bool:
    """May the person be called so? 副市长 is called 市长 too, 市长 is never called 副市长."""
    return any(post.title.endswith(called) for post in person.posts)


def call(person: Person, folded: str, alias: Alias) -> None:
    """Notes the alias with the person."""
    name = folded[alias.start : alias.end]
    if name not in person.aliases:
        person.aliases.append(name)
    insort(person.mentions, Span(alias.start, alias.end), key=lambda s: s.start)
