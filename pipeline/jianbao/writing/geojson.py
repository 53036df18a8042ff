"""Places of a run as a GeoJSON FeatureCollection, to be joined with a map by the code of their division.

We know which division a place lies in, and no coordinates: ``geometry`` is null (RFC 7946, 3.2), ``adcode`` is the code
of the Ministry of Civil Affairs (six digits; towns nine), by which maps of divisions are keyed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any

import msgspec

from jianbao.article import Article


def write_geojson(articles: Iterable[Article], file: IO[str]) -> None:
    """Write one Feature for each place, with the articles that name it."""
    features: dict[tuple[str, str], dict[str, Any]] = {}
    for article in articles:
        for place in article.places or ():
            found = features.setdefault(
                (place.name, place.code),
                {
                    "name": place.name,
                    "adcode": place.code or None,
                    "level": place.level or None,
                    "path": place.path,
                    "mentions": 0,
                    "articles": [],
                },
            )
            found["mentions"] += len(place.mentions)
            if article.id not in found["articles"]:
                found["articles"].append(article.id)
    rows = [{"type": "Feature", "geometry": None, "properties": found} for found in features.values()]
    file.write(msgspec.json.encode({"type": "FeatureCollection", "features": rows}).decode() + "\n")
