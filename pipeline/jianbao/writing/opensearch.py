"""Articles for OpenSearch and Elasticsearch, in the form of their bulk API.

curl -H 'content-type: application/x-ndjson' --data-binary @articles.ndjson HOST/_bulk
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any

import msgspec

from jianbao.article import Article

INDEX = "jianbao"


def write_opensearch(articles: Iterable[Article], file: IO[str]) -> None:
    """Write two lines an article: what to do, and the document."""
    for article in articles:
        action = {"index": {"_index": INDEX, "_id": article.id}}
        file.write(msgspec.json.encode(action).decode() + "\n")
        file.write(msgspec.json.encode(to_document(article)).decode() + "\n")


def to_document(article: Article) -> dict[str, Any]:
    """An article as a flat document: lists of names for facets, posts as nested objects.

    >>> to_document(Article.from_text("会议召开。", id="a", date="2021-05"))["date"]
    '2021-05'
    """
    named: dict[str, list[str]] = {"PER": [], "ORG": [], "LOC": []}
    for entity in article.entities or ():
        if entity.type in named and entity.text not in named[entity.type]:
            named[entity.type].append(entity.text)
    return {
        "id": article.id,
        "page": article.page_id,
        "title": article.title,
        "text": article.text,
        "date": article.date,
        "outlet": article.outlet,
        "source": article.source.path,
        "people": named["PER"],
        "organisations": named["ORG"],
        "places": named["LOC"],
        "divisions": sorted({place.code for place in article.places or () if place.code}),
        "posts": [
            {
                "name": person.name,
                "org": post.org_full or post.org,
                "title": post.title,
                "status": post.status,
            }
            for person in article.persons or ()
            for post in person.posts
        ],
        "themes": [keyword.term for keyword in article.keywords or ()],
        "events": [event.type for event in article.events or ()],
        "summary": article.summary.text if article.summary else None,
    }
