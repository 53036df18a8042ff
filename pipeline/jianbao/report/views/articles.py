"""The tab of all articles with facets: by time, paper, person, organisation, place, theme and kind of event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from jianbao.article import Article
from jianbao.report.views.base import Source, View

FACETS = ("month", "outlet", "person", "org", "place", "theme", "event")
MOST = 2_000  # values of one facet: those in the most articles
PER_ARTICLE = 12


class ArticlesView(View):
    """Which values of each facet every article has; the page counts and filters them."""

    name = "articles"

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
        self._numbers: dict[str, dict[str, int]] = {}  # of the values that are kept, by facet
        self._rows: list[list[list[int]]] = []

    def add(self, n: int, article: Article) -> None:
        """Count the values of an article."""
        for facet in FACETS:
            self._counts[facet].update(_few(facet, article))

    def settle(self, articles: Source) -> None:
        """Keep the values in the most articles."""
        for facet, counts in self._counts.items():
            order = sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:MOST]
            self._numbers[facet] = {value: n for n, (value, _) in enumerate(order)}

    def again(self, n: int, article: Article) -> None:
        """The values of an article as numbers."""
        self._rows.append(
            [
                [numbers[value] for value in _few(facet, article) if value in numbers]
                for facet, numbers in self._numbers.items()
            ]
        )

    def result(self) -> dict[str, Any]:
        """``values``: of each facet the values by frequency; ``rows``: of each article their numbers, by facet."""
        values = {facet: list(numbers) for facet, numbers in self._numbers.items()}
        return {"facets": list(FACETS), "values": values, "rows": self._rows}


def _few(facet: str, article: Article) -> list[str]:
    """The first values of a facet, each once."""
    return list(dict.fromkeys(_values(facet, article)))[:PER_ARTICLE]


def _values(facet: str, article: Article) -> Iterator[str]:
    if facet == "month":
        yield (article.date or "")[:7]
    elif facet == "outlet":
        yield article.outlet or ""
    elif facet == "person":
        yield from (person.name for person in article.persons or () if person.role == "newsmaker")
    elif facet == "org":
        yield from (entity.text for entity in article.entities or () if entity.type == "ORG")
    elif facet == "place":
        yield from (place.path[-1] if place.path else place.name for place in article.places or ())
    elif facet == "theme":
        yield from (keyword.term for keyword in article.keywords or ())
    else:
        yield from (event.type for event in article.events or ())
