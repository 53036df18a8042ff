"""The tab of all articles with facets: by time, paper, person, organisation, place, theme and kind of event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from jianbao.article import Article

FACETS = ("month", "outlet", "person", "org", "place", "theme", "event")
MOST = 2_000  # values of one facet: those in the most articles
PER_ARTICLE = 12


class ArticlesView:
    """Which values of each facet every article has; the page counts and filters them."""

    name = "articles"

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
        self._rows: list[dict[str, list[str]]] = []

    def add(self, n: int, article: Article) -> None:
        """Add the values of an article."""
        row = {facet: list(dict.fromkeys(_values(facet, article)))[:PER_ARTICLE] for facet in FACETS}
        for facet, values in row.items():
            self._counts[facet].update(values)
        self._rows.append(row)

    def result(self) -> dict[str, Any]:
        """``values``: of each facet the values by frequency; ``rows``: of each article their numbers, by facet."""
        values = {
            facet: [value for value, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:MOST]]
            for facet, counts in self._counts.items()
        }
        numbers = {facet: {value: n for n, value in enumerate(found)} for facet, found in values.items()}
        rows = [
            [[numbers[facet][v] for v in row[facet] if v in numbers[facet]] for facet in FACETS]
            for row in self._rows
        ]
        return {"facets": list(FACETS), "values": values, "rows": rows}


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
