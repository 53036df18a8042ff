"""Slogan families over a corpus: when each appeared, with which members, in which papers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from msgspec import Struct, field

from jianbao.article import Article, SloganFamily
from jianbao.mining.terms import Progress


class Member(Struct, array_like=True):
    """A member of a family and how many articles have it."""

    term: str
    articles: int


class FamilyHistory(Struct):
    """A family as a corpus knows it: ``members`` by how many articles have them, ``first`` and ``last`` dates.

    ``outlets`` and ``months`` count articles; ``examples`` are ids, the earliest first.
    """

    family: str
    shared: str
    frame: str
    members: list[Member]
    articles: int
    first: str | None = None
    last: str | None = None
    outlets: dict[str, int] = field(default_factory=dict)
    months: dict[str, int] = field(default_factory=dict)
    examples: list[str] = field(default_factory=list)


class _Seen(Struct):
    id: str
    date: str | None
    outlet: str | None
    terms: list[str]


def family_histories(
    articles: Iterable[Article], *, examples: int = 5, progress: Progress | None = None
) -> list[FamilyHistory]:
    """The families of ``articles`` (their ``slogans`` layer), by how many articles have them.

    Families of one frame that share a member are one: 痛点/难点/堵点 in May and 痛点/卡点 in June.

    >>> family_histories([])
    []
    """
    groups = _Groups()
    seen: list[tuple[SloganFamily, _Seen]] = []
    for number, article in enumerate(articles, 1):
        for family in article.slogans or ():
            terms = [m.term for m in family.members]
            groups.join([(family.frame, term) for term in terms])
            seen.append((family, _Seen(article.id, article.date, article.outlet, terms)))
        if progress and number % 100 == 0:
            progress(number)
    by_group: dict[tuple[str, str], list[tuple[SloganFamily, _Seen]]] = defaultdict(list)
    for family, where in seen:
        by_group[groups.root((family.frame, where.terms[0]))].append((family, where))
    found = [_history(group, examples) for group in by_group.values()]
    return sorted(found, key=lambda h: (-h.articles, h.first or "9999", h.family))


class _Groups:
    """Sets that grow together (union and find)."""

    def __init__(self) -> None:
        self.parent: dict[tuple[str, str], tuple[str, str]] = {}

    def root(self, item: tuple[str, str]) -> tuple[str, str]:
        while (above := self.parent.setdefault(item, item)) != item:
            self.parent[item] = self.parent[above]
            item = above
        return item

    def join(self, items: list[tuple[str, str]]) -> None:
        first = self.root(items[0])
        for item in items[1:]:
            self.parent[self.root(item)] = first


def _history(group: list[tuple[SloganFamily, _Seen]], examples: int) -> FamilyHistory:
    articles = {where.id: where for _, where in group}
    ordered = sorted(articles.values(), key=lambda w: (w.date or "9999", w.id))
    homes: dict[str, set[str]] = {}
    for _, where in group:
        for term in where.terms:
            homes.setdefault(term, set()).add(where.id)
    members = [Member(term, len(ids)) for term, ids in homes.items()]
    members.sort(key=lambda m: -m.articles)  # ties in the order of appearance
    dates = [w.date for w in ordered if w.date]
    return FamilyHistory(
        family="/".join(m.term for m in members),
        shared=group[0][0].shared,
        frame=group[0][0].frame,
        members=members,
        articles=len(articles),
        first=dates[0] if dates else None,
        last=max(dates) if dates else None,
        outlets=dict(Counter(w.outlet for w in ordered if w.outlet).most_common()),
        months=dict(sorted(Counter(d[:7] for d in dates if len(d) >= 7).items())),
        examples=[w.id for w in ordered[:examples]],
    )
