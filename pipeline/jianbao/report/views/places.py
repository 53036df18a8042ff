"""The tab of places: a tree from the largest to the smallest, with citations."""

from __future__ import annotations

from collections import Counter
from typing import Any

from jianbao.article import Article, Place
from jianbao.report.elements.cite import Citation, cite, to_plain

MOST, CITES = 1500, 8


class PlacesView:
    """Places with their chains; of a run without the layer ``places``, the names of its LOC entities."""

    name = "places"

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, ...]] = Counter()
        self.cites: dict[tuple[str, ...], list[Citation]] = {}
        self.about: dict[tuple[str, ...], Place] = {}
        self.chains = False

    def add(self, n: int, article: Article) -> None:
        """Add the places of an article."""
        if article.places is None:
            for entity in article.entities or ():
                if entity.type == "LOC":
                    name = "".join(entity.text.split())
                    self._put((name,), n, article, entity.start, entity.end)
            return
        self.chains = True
        for place in article.places:
            chain = _chain(place)
            self.about.setdefault(chain, place)
            for span in place.mentions:
                self._put(chain, n, article, span.start, span.end)

    def _put(self, chain: tuple[str, ...], n: int, article: Article, start: int, end: int) -> None:
        self.counts[chain] += 1
        found = self.cites.setdefault(chain, [])
        if len(found) < CITES and not (found and found[-1].n == n):
            found.append(cite(n, article, start, end))

    def result(self) -> dict[str, Any]:
        """The places named most often, each with its chain and citations."""
        rows = []
        for chain, number in self.counts.most_common(MOST):
            place = self.about.get(chain)
            row = {"chain": chain, "count": number, "cites": to_plain(self.cites[chain])}
            if place:
                row |= {"level": place.level, "code": place.code, "resolved": place.resolved}
            rows.append(row)
        return {"rows": rows, "total": len(self.counts), "chains": self.chains}


def _chain(place: Place) -> tuple[str, ...]:
    """The names from the largest place to ``place``, each once."""
    own = [part.name for part in place.parts] or [place.name]
    above = [*place.path, *([place.parent] if place.parent else [])]
    chain: list[str] = []
    for name in [*above, *own]:
        if name not in chain:
            chain.append(name)
    return tuple(chain)
