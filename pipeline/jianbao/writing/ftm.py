"""People, bodies and who held which post, as FollowTheMoney entities (https://followthemoney.tech), one per line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import IO, Any

import msgspec

from jianbao.article import Article

Row = dict[str, Any]


def write_ftm(articles: Iterable[Article], file: IO[str]) -> None:
    """Write Article, Person, Organization and Membership entities; people of one name in two articles stay apart."""
    for article in articles:
        for row in to_ftm(article):
            file.write(msgspec.json.encode(row).decode() + "\n")


def to_ftm(article: Article) -> Iterator[Row]:
    """The entities of one article; ids are digests of the article's id and the name.

    >>> [row["schema"] for row in to_ftm(Article.from_text("会议召开。", id="a"))]
    ['Article']
    """
    source = _id("article", article.id)
    yield _row(
        source, "Article", title=article.title, publishedAt=article.date, publisher=article.outlet,
        bodyText=article.text, language="zho", sourceUrl=article.source.path if "://" in article.source.path else None,
    )  # fmt: skip
    bodies: set[str] = set()
    for person in article.persons or ():
        who = _id("person", article.id, person.name)
        yield _row(who, "Person", name=person.name, alias=person.aliases, country="cn", proof=source)
        for post in person.posts:
            body = post.org_full or post.org
            if not body:
                continue
            where = _id("body", article.id, body)
            if body not in bodies:
                bodies.add(body)
                yield _row(where, "Organization", name=body, country="cn", proof=source)
            held = _id("post", article.id, person.name, body, post.title)
            yield _row(
                held, "Membership", member=who, organization=where, role=post.title, status=post.status,
                date=article.date, proof=source,
            )  # fmt: skip


def _row(ident: str, schema: str, **properties: Any) -> Row:
    listed = {k: v if isinstance(v, list) else [v] for k, v in properties.items() if v}
    return {"id": ident, "schema": schema, "properties": listed}


def _id(*parts: str) -> str:
    return hashlib.sha1("\0".join(parts).encode()).hexdigest()
