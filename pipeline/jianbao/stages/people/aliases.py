"""Aliases: other ways to call a person, by surname and post (刘副市长) or given name and post (红军书记)."""

from __future__ import annotations

import re
from bisect import insort
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from jianbao.article import Person, Span
from jianbao.language.surnames import surname
from jianbao.stages.people.titles import title_after

_MOST_ALIKE = 30  # among more people of one name nobody can be meant
_COMRADE = "同志"  # follows a given name without any post: 红军同志


class Alias(NamedTuple):
    """Another way to call a person, at ``start:end`` of the text: 刘副市长, 红军同志."""

    person: Person
    start: int
    end: int


def find_aliases(folded: str, people: Sequence[Person]) -> list[Alias]:
    """Where people are called by part of their name and a title, in order of the text.

    Only what fits exactly one person, whose printed posts allow it, is resolved. folded: the text; people: with
    their mentions and posts.

    >>> from jianbao.article import Post
    >>> liu = Person("刘建国", mentions=[Span(3, 6)])
    >>> liu.posts = [Post("副市长")]
    >>> [(a.start, a.end) for a in find_aliases("副市长刘建国说,刘副市长到场。", [liu])]
    [(8, 12)]
    """
    short = _short_names(people)
    if not short:
        return []
    covered = {at for person in people for m in person.mentions for at in range(m.start, m.end)}
    initial = re.compile(f"[{re.escape(''.join(sorted({name[0] for name in short})))}]")
    aliases: list[Alias] = []
    done = 0
    for match in initial.finditer(folded):
        start = match.start()
        name = next((folded[start : start + n] for n in (2, 1) if folded[start : start + n] in short), "")
        after = start + len(name)
        if not name or start < done or start in covered or after in covered:
            continue
        end, called = _title_end(folded, name, after)
        person = _only_one(short[name], called) if end > after else None
        if person is not None:
            aliases.append(Alias(person, start, end))
            done = end
    return aliases


def _short_names(people: Sequence[Person]) -> Mapping[str, list[Person]]:
    """People by surname, and by given name where it has two characters."""
    short: defaultdict[str, list[Person]] = defaultdict(list)
    for person in people:
        if "·" in person.name or not 2 <= len(person.name) <= 4:
            continue
        family = surname(person.name)
        short[family].append(person)
        given = person.name[len(family) :]
        if len(given) == 2 and given != family:
            short[given].append(person)
    return short


def _title_end(folded: str, name: str, after: int) -> tuple[int, str]:
    """Where the title that follows a short name ends, and the title ("" for 同志); ``after`` where none follows."""
    if title := title_after(folded, after):
        return title.end, folded[after : title.end]
    if len(name) > 1 and folded.startswith(_COMRADE, after):
        return after + len(_COMRADE), ""
    return after, ""


def _only_one(people: Sequence[Person], called: str) -> Person | None:
    """The one person who may be called so; None where there are several or none."""
    if len(people) > _MOST_ALIKE:
        return None
    fit = [person for person in people if not called or _allows(person, called)]
    return fit[0] if len(fit) == 1 else None


def _allows(person: Person, called: str) -> bool:
    """Whether a person may be called so: 副市长 is called 市长 too, 市长 is never called 副市长."""
    return any(post.title.endswith(called) for post in person.posts)


def add_alias(person: Person, folded: str, alias: Alias) -> None:
    """Note an alias with its person, as a name and as a mention."""
    name = folded[alias.start : alias.end]
    if name not in person.aliases:
        person.aliases.append(name)
    insort(person.mentions, Span(alias.start, alias.end), key=lambda s: s.start)
