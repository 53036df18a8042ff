"""What is printed of a person beside the name: gender and ethnic group, and other ways to call them."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Sequence
from typing import NamedTuple

from jianbao.article import Person, Span
from jianbao.language.surnames import surname
from jianbao.stages.people.titles import title_after


class Alias(NamedTuple):
    """Another way to call a person: 刘副市长, 红军同志."""

    person: Person
    start: int
    end: int


_MOST_ALIKE = 30  # among more people of one name nobody can be meant


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
