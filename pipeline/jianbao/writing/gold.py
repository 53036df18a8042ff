"""The gold format: one JSON object per page, with all offsets into the page's raw text; the scorer reads it.

Described in docs/gold.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, Any

import msgspec

from jianbao.article import Article, Page, Post
from jianbao.stages.summary.page_digest import digest_page
from jianbao.writing.folder import PageRecord

Row = dict[str, Any]


def to_gold(page: Page, articles: Sequence[Article], *, themes: Sequence[str] = (), summary: str = "") -> Row:
    """The page and what was found on it, in the shape of the annotation conventions.

    Args:
        articles: all articles of the page.
        themes, summary: of the page; without them, those of its digest (``jianbao.stages.summary.page_digest``).

    >>> page = Page("p1", "市长周启明到云岭县调研。")
    >>> to_gold(page, [Article.from_text(page.text, id="p1-1")])["articles"][0]["body_end"]
    12
    """

    def rows(layer: Callable[[Page, Article], Iterable[Any]]) -> list[Any]:
        return [row for article in articles for row in layer(page, article)]

    whole = digest_page(articles)
    return {
        "id": page.id,
        "publish_date": page.date,
        "text": page.text,
        "articles": [_article(a) for a in articles],
        "entities": sorted(rows(_entities), key=lambda e: (e["start"], e["end"])),
        "persons": _persons(articles),
        "times": _unique(rows(_times)),
        "quantities": rows(_quantities),
        "quotes": rows(_quotes),
        "points": rows(_points),
        "themes": list(themes) or whole.themes,
        "events": rows(_events),
        "summary": summary or whole.summary,
    }


def write_gold(pages: Iterable[tuple[PageRecord, Sequence[Article]]], file: IO[str]) -> None:
    """Write one JSON object per line for each page with its articles."""
    for record, articles in pages:
        row = to_gold(record.page, articles, themes=record.themes, summary=record.summary)
        file.write(msgspec.json.encode(row).decode() + "\n")


def _span(page: Page, article: Article, start: int, end: int) -> Row:
    """A span of the article's text as a span of the page's."""
    raw_start, raw_end = article.raw_span(start, end)
    return {"start": raw_start, "end": raw_end, "text": page.text[raw_start:raw_end]}


def _article(article: Article) -> Row:
    start, end = article.raw_span(article.body.start, article.body.end)
    return {
        "title": article.title,
        "byline": [{"name": b.name, "role": b.role, "outlet": b.outlet} for b in article.bylines],
        "body_start": start,
        "body_end": end,
        "subheads": article.subheads,
    }


def _entities(page: Page, article: Article) -> Iterator[Row]:
    for e in article.entities or ():
        yield {**_span(page, article, e.start, e.end), "type": e.type}


def _times(page: Page, article: Article) -> Iterator[Row]:
    for t in article.times or ():
        if t.value:
            yield {"text": t.text, "value": t.value}


def _quantities(page: Page, article: Article) -> Iterator[Row]:
    for q in article.quantities or ():
        yield {**_span(page, article, q.start, q.end), "value": q.value, "unit": q.unit}


def _quotes(page: Page, article: Article) -> Iterator[Row]:
    for q in article.quotes or ():
        yield {
            **_span(page, article, q.start, q.end), "speaker": q.speaker, "cue": q.cue, "direct": q.direct,
        }  # fmt: skip


def _points(page: Page, article: Article) -> Iterator[list[str]]:
    for points in article.points or ():
        yield [_span(page, article, p.start, p.end)["text"] for p in points.items]


def _events(page: Page, article: Article) -> Iterator[Row]:
    for e in article.events or ():
        participants = [p.name for p in e.participants]
        yield {"type": e.type, "date": e.date, "place": e.place, "participants": participants}


def _persons(articles: Sequence[Article]) -> list[Row]:
    """The newsmakers of the page, one row per name with the posts of all articles."""
    posts: dict[str, list[Row]] = {}
    for article in articles:
        for person in article.persons or ():
            if person.role == "newsmaker":
                _add_posts(posts.setdefault(person.name, []), person.posts)
    return [{"name": name, "titles": titles} for name, titles in posts.items()]


def _add_posts(titles: list[Row], posts: Iterable[Post]) -> None:
    """Posts with the same title are one unless their organisations, as printed, differ."""
    for post in posts:
        for known in titles:
            if known["title"] == post.title and (
                None in (known["org"], post.org) or known["org"] == post.org
            ):
                known["org"] = known["org"] or post.org
                break
        else:
            titles.append({"org": post.org, "title": post.title})


def _unique(rows: Iterable[Row]) -> list[Row]:
    return list({tuple(row.items()): row for row in rows}.values())
