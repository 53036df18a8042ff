"""The ledger: one entry a person over many articles, each merge with its reason, and undoable.

Two mentions of one name are one person where their posts speak for it, and two where their posts speak
against it; a name alone is not enough unless the same paper prints it without any post.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import combinations

from msgspec import Struct, field

from jianbao.article import Article, Person
from jianbao.language.titles import title_set

# A name that so many articles, and nearly all, give to one person means that person in the rest too.
_KNOWN, _NEARLY_ALL = 10, 0.8
# 王某, 李某某, 张X: a name that many share because the page hides it.
_HIDDEN = re.compile(r"[某ＸXx×*＊]")


def hidden(name: str) -> bool:
    """Whether a page hides who is meant: such names alone never make two articles' people one.

    >>> hidden("王某某"), hidden("王明")
    (True, False)
    """
    return bool(_HIDDEN.search(name))


class Held(Struct, omit_defaults=True):
    """A post as one article printed it."""

    title: str
    org: str | None
    article: str
    date: str | None = None
    status: str = ""


class Merge(Struct):
    """Two articles' persons taken for one, and why."""

    article_a: str
    article_b: str
    reason: str


class Entry(Struct, omit_defaults=True):
    """One person of the ledger."""

    id: str  # name, and a number where several share it
    name: str
    articles: list[str]
    first: str | None = None
    last: str | None = None
    posts: list[Held] = field(default_factory=list)  # the timeline, oldest first
    outlets: list[str] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)


class _Sighting(Struct):
    article: str
    date: str | None
    outlet: str | None
    page: str
    person: Person
    company: frozenset[str]  # who and what else is named in the article


def build_ledger(articles: Iterable[Article], *, apart: Collection[frozenset[str]] = ()) -> list[Entry]:
    """The people of ``articles``, those named most often first.

    apart: pairs of article ids whose persons of one name are not to be merged: how a merge is undone.
    """
    sightings: dict[str, list[_Sighting]] = defaultdict(list)
    for article in articles:
        for sighting in _sightings(article):
            sightings[sighting.person.name].append(sighting)
    entries = [entry for name, seen in sightings.items() for entry in _entries(name, seen, apart)]
    return sorted(entries, key=lambda e: (-len(e.articles), e.id))


def _sightings(article: Article) -> Iterator[_Sighting]:
    named = {e.text for e in article.entities or () if e.type in ("PER", "ORG", "LOC")}
    for person in article.persons or ():
        if person.role == "newsmaker":
            company = frozenset(named - {person.name})
            yield _Sighting(article.id, article.date, article.outlet, article.page_id, person, company)


def _entries(name: str, seen: list[_Sighting], apart: Collection[frozenset[str]]) -> Iterator[Entry]:
    """Join sightings that evidence joins, unless that would put contradicting ones together."""
    groups: list[list[int]] = [[i] for i in range(len(seen))]
    home = list(range(len(seen)))
    held_apart = {id for pair in apart for id in pair}
    risks = [[i] if _may_contradict(s, held_apart) else [] for i, s in enumerate(seen)]  # of each group
    merges: list[tuple[int, Merge]] = []

    def join(i: int, j: int, reason: str) -> None:
        a, b = home[i], home[j]
        if a == b or any(_contradict(seen[x], seen[y], apart) for x in risks[a] for y in risks[b]):
            return
        for x in groups[b]:
            home[x] = a
        groups[a] += groups[b]
        groups[b] = []
        risks[a] += risks[b]
        merges.append((i, Merge(seen[i].article, seen[j].article, reason)))

    found = [(e, i, j) for i, j in _near_pairs(seen) if (e := _evidence(seen[i], seen[j]))]
    for (_, reason), i, j in sorted(found, key=lambda c: (-c[0][0], c[1:])):
        join(i, j, reason)
    most = max(groups, key=len)
    if len(most) >= _KNOWN and len(most) >= _NEARLY_ALL * len(seen) and not hidden(name):
        reason = f"{len(most)} of {len(seen)} articles with this name mean one person, and nothing speaks against it"
        for j in range(len(seen)):
            join(most[0], j, reason)
    people = [sorted(group, key=lambda i: seen[i].date or "~") for group in groups if group]
    people.sort(key=lambda g: (-len(g), g[0]))
    for number, group in enumerate(people, 1):
        own = [merge for i, merge in merges if home[i] == home[group[0]]]
        yield _entry(f"{name}#{number}" if len(people) > 1 else name, name, [seen[i] for i in group], own)


def _near_pairs(seen: list[_Sighting], window: int = 40) -> Iterator[tuple[int, int]]:
    """All pairs of a rare name; of a frequent one those near in time, and the next with the same post: linear."""
    if len(seen) <= window:
        yield from combinations(range(len(seen)), 2)
        return
    order = sorted(range(len(seen)), key=lambda i: seen[i].date or "~")
    for at, i in enumerate(order):
        for j in order[at + 1 : at + window]:
            yield min(i, j), max(i, j)
    last: dict[tuple[str | None, str], int] = {}
    for j in order:
        for post in seen[j].person.posts:
            i = last.get((post.org, post.title), j)
            last[post.org, post.title] = j
            if i != j:
                yield min(i, j), max(i, j)


def _evidence(a: _Sighting, b: _Sighting) -> tuple[int, str] | None:
    """How strongly, and by what, two sightings of a name are one person; None where nothing speaks for it."""
    for p in a.person.posts:
        for q in b.person.posts:
            same = p.title == q.title and p.org and q.org and _same_org(p.org, q.org)
            # 县委 is one body on the pages of one paper, and any of thousands elsewhere
            if same and (a.outlet == b.outlet or min(len(p.org or ""), len(q.org or "")) > 3):
                return 4, f"both {p.org} {p.title}"
    if a.page and a.page == b.page:
        return 3, "same name on one page"
    for p in a.person.posts:
        for q in b.person.posts:
            if p.title == q.title and (p.org is None or q.org is None) and a.company & b.company:
                return 3, f"both {p.title}, and both articles name {min(a.company & b.company)}"
    shared = {n for n in a.company & b.company if len(n) >= 3}
    if len(shared) >= 2:
        return 2, f"both articles name {'、'.join(sorted(shared)[:2])}"
    named = not hidden(a.person.name)
    if named and a.outlet and a.outlet == b.outlet and not (a.person.posts and b.person.posts):
        return 1, f"same name in {a.outlet}, and no post speaks against it"
    return None


def _may_contradict(sighting: _Sighting, held_apart: Collection[str]) -> bool:
    """Only who holds a post that one person holds in one place, or is held apart, can contradict another."""
    return sighting.article in held_apart or any(
        p.title in title_set("single") for p in sighting.person.posts
    )


def _contradict(a: _Sighting, b: _Sighting, apart: Collection[frozenset[str]]) -> bool:
    """Two heads of different bodies of one kind in the same year, or a pair that the user holds apart."""
    if frozenset((a.article, b.article)) in apart:
        return True
    if a.date and b.date and a.date[:4] != b.date[:4]:
        return False  # people change posts
    for p in a.person.posts:
        for q in b.person.posts:
            single = p.title == q.title and p.title in title_set("single") and not (p.status or q.status)
            if single and p.org and q.org and p.org[-2:] == q.org[-2:] and not _same_org(p.org, q.org):
                return True
    return False


def _same_org(a: str, b: str) -> bool:
    """Equal, or one is the other with its place in front: 高新区党工委, 郑州高新区党工委."""
    short, long = sorted(("".join(a.split()), "".join(b.split())), key=len)
    return short == long or (len(short) >= 2 and long.endswith(short))


def _entry(id: str, name: str, seen: list[_Sighting], merges: list[Merge]) -> Entry:
    posts: dict[tuple[str | None, str, str], Held] = {}
    for s in seen:
        for p in s.person.posts:
            key = (p.org, p.title, p.status)
            posts.setdefault(key, Held(p.title, p.org_full or p.org, s.article, s.date, p.status))
    dates = sorted(s.date for s in seen if s.date)
    return Entry(
        id, name, [s.article for s in seen], dates[0] if dates else None, dates[-1] if dates else None,
        list(posts.values()), sorted({s.outlet for s in seen if s.outlet}), merges,
    )  # fmt: skip
