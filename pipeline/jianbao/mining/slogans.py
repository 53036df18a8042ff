"""Slogan families over a corpus: when each appeared, with which members, in which newspapers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from msgspec import Struct, field

from jianbao.article import Article, SloganFamily
from jianbao.mining.terms import Progress


class Member(Struct, array_like=True):
    """A member of a family, and the number of articles that contain it."""

    term: str
    articles: int


class FamilyHistory(Struct):
    """A family over many articles: ``members`` in the most articles first, ``first`` and ``last`` dates.

    ``frame`` has × where the members differ, ``shared`` is what they share. ``outlets`` and ``months`` (YYYY-MM)
    count articles; ``examples`` are ids, the earliest first.
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


class _Occurrence(Struct):
    """A family in one article."""

    id: str  # of the article
    date: str | None
    outlet: str | None
    terms: list[str]


def family_histories(
    articles: Iterable[Article], *, examples: int = 5, progress: Progress | None = None
) -> list[FamilyHistory]:
    """The families of ``articles`` (their ``slogans`` layer), those in the most articles first.

    Families of one frame that share a member are merged: 痛点/难点/堵点 in May and 痛点/卡点 in June.

    Args:
        examples: the number of article ids to keep of each.
        progress: called with the number of articles read, every hundred articles.

    >>> family_histories([])
    []
    """
    groups = _Groups()
    seen: list[tuple[SloganFamily, _Occurrence]] = []
    for number, article in enumerate(articles, 1):
        for family in article.slogans or ():
            terms = [m.term for m in family.members]
            groups.join([(family.frame, term) for term in terms])
            seen.append((family, _Occurrence(article.id, article.date, article.outlet, terms)))
        if progress and number % 100 == 0:
            progress(number)
    by_group: dict[tuple[str, str], list[tuple[SloganFamily, _Occurrence]]] = defaultdict(list)
    for family, where in seen:
        by_group[groups.root((family.frame, where.terms[0]))].append((family, where))
    found = [_history(group, examples) for group in by_group.values()]
    return sorted(found, key=lambda h: (-h.articles, h.first or "9999", h.family))


class _Groups:
    """Disjoint sets (union-find)."""

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


def _history(group: list[tuple[SloganFamily, _Occurrence]], examples: int) -> FamilyHistory:
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
