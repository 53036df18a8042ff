"""Articles as schema.org NewsArticle (JSON-LD), one per line: https://schema.org/NewsArticle."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any
from urllib.parse import quote

import msgspec

from jianbao.article import Article


def write_jsonld(articles: Iterable[Article], file: IO[str]) -> None:
    """Write one JSON-LD object per line."""
    for article in articles:
        file.write(msgspec.json.encode(to_jsonld(article)).decode() + "\n")


def to_jsonld(article: Article) -> dict[str, Any]:
    """An article with its people and their posts, its places and organisations, themes and summary.

    >>> to_jsonld(Article.from_text("会议召开。", id="a", title="会议"))["headline"]
    '会议'
    """
    persons = article.persons or ()
    found = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": f"urn:jianbao:{quote(article.id)}",
        "headline": article.title,
        "articleBody": article.text[article.body.start : article.body.end],
        "inLanguage": "zh",
        "datePublished": article.date,
        "publisher": {"@type": "NewsMediaOrganization", "name": article.outlet} if article.outlet else None,
        "author": [{"@type": "Person", "name": byline.name} for byline in article.bylines if byline.name],
        "abstract": article.summary.text if article.summary else None,
        "keywords": [keyword.term for keyword in article.keywords or ()],
        "mentions": [
            *(_person(person) for person in persons if person.role == "newsmaker"),
            *({"@type": "Organization", "name": name} for name in _names(article, "ORG")),
            *({"@type": "Place", "name": name} for name in _names(article, "LOC")),
        ],
    }
    return {key: value for key, value in found.items() if value}


def _person(person: Any) -> dict[str, Any]:
    roles = [
        {"@type": "EmployeeRole", "roleName": post.title}
        | ({"worksFor": {"@type": "Organization", "name": post.org}} if post.org else {})
        for post in person.posts
    ]
    return {"@type": "Person", "name": person.name} | ({"hasOccupation": roles} if roles else {})


def _names(article: Article, kind: str) -> list[str]:
    return list(dict.fromkeys(entity.text for entity in article.entities or () if entity.type == kind))
