"""People over many articles: one entry per person; each merge of articles has a reason and can be undone.

Two people of one name are merged if their posts agree, and kept apart if their posts contradict each other; a
name alone is not enough, unless the same paper prints it without any post.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import combinations
from sys import intern

from msgspec import Struct, field

from jianbao.article import Article, Person
from jianbao.language.titles import title_set

# A name that at least so many articles, and this share of all with the name, give to one person means that
# person in the others too.
_WELL_KNOWN, _NEARLY_ALL = 10, 0.8
_MASK = re.compile(r"[某ＸXx×*＊]")  # 王某, 李某某, 张X


def is_masked(name: str) -> bool:
    """Whether a page hides who is meant: such a name is never evidence that two people are one.

    >>> is_masked("王某某"), is_masked("王明")
    (True, False)
    """
    return bool(_MASK.search(name))


class PostHeld(Struct, omit_defaults=True):
    """A post as an article prints it; ``article`` is the id, ``date`` the article's."""

    title: str
    org: str | None
    article: str
    date: str | None = None
    status: str = ""


class Merge(Struct):
    """Two articles (ids) whose persons were merged, and why."""

    article_a: str
    article_b: str
    reason: str


class PersonEntry(Struct, omit_defaults=True):
    """One person over many articles."""

    id: str  # name, and a number where several share it
    name: str
    articles: list[str]  # ids, oldest first
    first: str | None = None  # date
    last: str | None = None
    posts: list[PostHeld] = field(default_factory=list)  # oldest first
    outlets: list[str] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)


class _Appearance(Struct):
    """A person in one article."""

    article: str
    date: str | None
    outlet: str | None
    page: str
    person: Person
    company: frozenset[str]  # who and what is named in the article, the person too


def merge_people(articles: Iterable[Article], *, apart: Collection[frozenset[str]] = ()) -> list[PersonEntry]:
    """The people of ``articles`` (their ``persons`` without reporters), those in the most articles first.

    Args:
        apart: pairs of article ids whose persons of one name are not merged; this undoes a merge.

    >>> merge_people([])
    []
    """
    by_name: dict[str, list[_Appearance]] = defaultdict(list)
    for article in articles:
        for appearance in _appearances(article):
            by_name[appearance.person.name].append(appearance)
    people = [person for name, found in by_name.items() for person in _merge(name, found, apart)]
    return sorted(people, key=lambda p: (-len(p.articles), p.id))


def _appearances(article: Article) -> Iterator[_Appearance]:
    named = frozenset(intern(e.text) for e in article.entities or () if e.type in ("PER", "ORG", "LOC"))
    for person in article.persons or ():
        if person.role == "newsmaker":
            kept = Person(person.name, role=person.role, posts=person.posts)  # without its mentions
            yield _Appearance(article.id, article.date, article.outlet, article.page_id, kept, named)


def _merge(name: str, found: list[_Appearance], apart: Collection[frozenset[str]]) -> Iterator[PersonEntry]:
    """Merge the appearances of one name for which there is evidence, strongest first, and no contradiction."""
    groups = _Groups(found, apart)
    evidence = [(e, i, j) for i, j in _near_pairs(found) if (e := _evidence(found[i], found[j]))]
    for (_, reason), i, j in sorted(evidence, key=lambda c: (-c[0][0], c[1:])):
        groups.join(i, j, reason)
    most = max(groups.members, key=len)
    if len(most) >= _WELL_KNOWN and len(most) >= _NEARLY_ALL * len(found) and not is_masked(name):
        reason = f"{len(most)} of {len(found)} articles with this name mean one person, and nothing speaks against it"
        for j in range(len(found)):
            groups.join(most[0], j, reason)
    people = [sorted(group, key=lambda i: found[i].date or "~") for group in groups.members if group]
    people.sort(key=lambda g: (-len(g), g[0]))
    for number, group in enumerate(people, 1):
        id = f"{name}#{number}" if len(people) > 1 else name
        yield _entry(id, name, [found[i] for i in group], groups.merges_of(group[0]))


class _Groups:
    """The appearances of one name, by their places in ``found``, in groups that are one person each."""

    def __init__(self, found: list[_Appearance], apart: Collection[frozenset[str]]) -> None:
        self.found = found
        self.apart = apart
        self.members = [[i] for i in range(len(found))]
        self._home = list(range(len(found)))  # the group of each appearance
        held_apart = {id for pair in apart for id in pair}
        # Of each group those that can contradict others: few, so that a frequent name costs little.
        self._risks = [[i] if _may_contradict(a, held_apart) else [] for i, a in enumerate(found)]
        self._merges: list[tuple[int, Merge]] = []

    def join(self, i: int, j: int, reason: str) -> None:
        """Merge the groups of two appearances, unless they are one or contradict each other."""
        a, b = self._home[i], self._home[j]
        if a == b or self._groups_contradict(a, b):
            return
        for x in self.members[b]:
            self._home[x] = a
        self.members[a] += self.members[b]
        self.members[b] = []
        self._risks[a] += self._risks[b]
        self._merges.append((i, Merge(self.found[i].article, self.found[j].article, reason)))

    def merges_of(self, i: int) -> list[Merge]:
        """The merges that made the group of an appearance, in their order."""
        return [merge for k, merge in self._merges if self._home[k] == self._home[i]]

    def _groups_contradict(self, a: int, b: int) -> bool:
        found = self.found
        return any(
            _contradict(found[x], found[y], self.apart) for x in self._risks[a] for y in self._risks[b]
        )


def _near_pairs(found: list[_Appearance], window: int = 40) -> Iterator[tuple[int, int]]:
    """Pairs to compare: all of a rare name; of a frequent one those near in time and the next with the same post."""
    if len(found) <= window:
        yield from combinations(range(len(found)), 2)
        return
    order = sorted(range(len(found)), key=lambda i: found[i].date or "~")
    for at, i in enumerate(order):
        for j in order[at + 1 : at + window]:
            yield min(i, j), max(i, j)
    last: dict[tuple[str | None, str], int] = {}
    for j in order:
        for post in found[j].person.posts:
            i = last.get((post.org, post.title), j)
            last[post.org, post.title] = j
            if i != j:
                yield min(i, j), max(i, j)


def _evidence(a: _Appearance, b: _Appearance) -> tuple[int, str] | None:
    """How strong the evidence is that two appearances are one person, and the reason; None if there is none."""
    for p in a.person.posts:
        for q in b.person.posts:
            same = p.title == q.title and p.org and q.org and _same_org(p.org, q.org)
            # 县委 is one organisation in one paper, and any of thousands elsewhere
            if same and (a.outlet == b.outlet or min(len(p.org or ""), len(q.org or "")) > 3):
                return 4, f"both {p.org} {p.title}"
    if a.page and a.page == b.page:
        return 3, "same name on one page"
    for p in a.person.posts:
        for q in b.person.posts:
            if p.title == q.title and (p.org is None or q.org is None) and (both := _company(a, b)):
                return 3, f"both {p.title}, and both articles name {min(both)}"
    shared = {n for n in _company(a, b) if len(n) >= 3}
    if len(shared) >= 2:
        return 2, f"both articles name {'、'.join(sorted(shared)[:2])}"
    named = not is_masked(a.person.name)
    if named and a.outlet and a.outlet == b.outlet and not (a.person.posts and b.person.posts):
        return 1, f"same name in {a.outlet}, and no post speaks against it"
    return None


def _company(a: _Appearance, b: _Appearance) -> frozenset[str]:
    """Who and what else both articles name."""
    return (a.company & b.company) - {a.person.name}


def _may_contradict(appearance: _Appearance, held_apart: Collection[str]) -> bool:
    """Whether an appearance can contradict another at all: by an exclusive post, or because the user holds it apart."""
    return appearance.article in held_apart or any(
        p.title in title_set("single") for p in appearance.person.posts
    )


def _contradict(a: _Appearance, b: _Appearance, apart: Collection[frozenset[str]]) -> bool:
    """Whether two appearances have an exclusive post in different places in one year, or the user holds them apart."""
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
    """Whether they are equal, or one is the other with its place in front: 高新区党工委, 郑州高新区党工委."""
    short, long = sorted(("".join(a.split()), "".join(b.split())), key=len)
    return short == long or (len(short) >= 2 and long.endswith(short))


def _entry(id: str, name: str, found: list[_Appearance], merges: list[Merge]) -> PersonEntry:
    posts: dict[tuple[str | None, str, str], PostHeld] = {}
    for a in found:
        for p in a.person.posts:
            key = (p.org, p.title, p.status)
            posts.setdefault(key, PostHeld(p.title, p.org_full or p.org, a.article, a.date, p.status))
    dates = sorted(a.date for a in found if a.date)
    return PersonEntry(
        id, name, [a.article for a in found], dates[0] if dates else None, dates[-1] if dates else None,
        list(posts.values()), sorted({a.outlet for a in found if a.outlet}), merges,
    )  # fmt: skip
