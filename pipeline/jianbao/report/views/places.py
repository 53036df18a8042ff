"""The tab of places: a tree from the largest to the smallest, with citations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from jianbao.article import Article, Place
from jianbao.report.elements.cite import Citation, cite, to_plain
from jianbao.report.views.base import Source, View

MOST, CITES = 1500, 8


class PlacesView(View):
    """Places with their chains; of a run without the layer ``places``, the names of its LOC entities."""

    name = "places"

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, ...]] = Counter()
        self.cites: dict[tuple[str, ...], list[Citation]] = {}
        self.about: dict[tuple[str, ...], Place] = {}
        self.chains = False

    def add(self, n: int, article: Article) -> None:
        """Count the places of an article."""
        self.chains = self.chains or article.places is not None
        for chain, _, _, _ in _named(article):
            self.counts[chain] += 1

    def settle(self, articles: Source) -> None:
        """Choose the places named most often."""
        self.cites = {chain: [] for chain, _ in self.counts.most_common(MOST)}

    def again(self, n: int, article: Article) -> None:
        """Cite the chosen places."""
        for chain, place, start, end in _named(article):
            if (found := self.cites.get(chain)) is not None:
                if place:
                    self.about.setdefault(chain, place)
                if len(found) < CITES and not (found and found[-1].n == n):
                    found.append(cite(n, article, start, end))

    def result(self) -> dict[str, Any]:
        """The places named most often, each with its chain and citations."""
        rows = []
        for chain, cites in self.cites.items():
            place = self.about.get(chain)
            row = {"chain": chain, "count": self.counts[chain], "cites": to_plain(cites)}
            if place:
                row |= {"level": place.level, "code": place.code, "resolved": place.resolved}
            rows.append(row)
        return {"rows": rows, "total": len(self.counts), "chains": self.chains}


def _named(article: Article) -> Iterator[tuple[tuple[str, ...], Place | None, int, int]]:
    """The places of an article: chain, place where the layer is there, start and end of each mention."""
    if article.places is None:
        for entity in article.entities or ():
            if entity.type == "LOC":
                yield ("".join(entity.text.split()),), None, entity.start, entity.end
        return
    for place in article.places:
        chain = _chain(place)
        for span in place.mentions:
            yield chain, place, span.start, span.end


def _chain(place: Place) -> tuple[str, ...]:
    """The names from the largest place to ``place``, each once."""
    own = [part.name for part in place.parts] or [place.name]
    above = [*place.path, *([place.parent] if place.parent else [])]
    chain: list[str] = []
    for name in [*above, *own]:
        if name not in chain:
            chain.append(name)
    return tuple(chain)
