"""The gold format: one JSON object a page, all offsets into the page's raw text; what the scorer reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jianbao.article import Article, Page


def to_gold(
    page: Page, articles: Sequence[Article], *, themes: Sequence[str] = (), summary: str = ""
) -> dict[str, Any]:
    """The page and what was found on it, in the shape of the annotation conventions.

    ``themes`` and ``summary`` are the page's; where none are given they are put together from its articles.
    """

    def surface(article: Article, start: int, end: int) -> dict[str, Any]:
        raw_start, raw_end = article.raw_span(start, end)
        return {"start": raw_start, "end": raw_end, "text": page.text[raw_start:raw_end]}

    entities, times, quantities, quotes, points, events = [], [], [], [], [], []
    persons: dict[str, dict[str, Any]] = {}
    for a in articles:
        entities += [{**surface(a, e.start, e.end), "type": e.type} for e in a.entities or ()]
        times += [{"text": t.text, "value": t.value} for t in a.times or () if t.value]
        quantities += [
            {**surface(a, q.start, q.end), "value": q.value, "unit": q.unit} for q in a.quantities or ()
        ]
        quotes += [
            {**surface(a, q.start, q.end), "speaker": q.speaker, "cue": q.cue, "direct": q.direct}
            for q in a.quotes or ()
        ]
        points += [[surface(a, p.start, p.end)["text"] for p in group.items] for group in a.points or ()]
        events += [
            {
                "type": e.type,
                "date": e.date,
                "place": e.place,
                "participants": [p.name for p in e.participants],
            }
            for e in a.events or ()
        ]
        for person in a.persons or ():
            if person.role == "newsmaker":
                _add_posts(persons.setdefault(person.name, {"name": person.name, "titles": []}), person.posts)
    return {
        "id": page.id,
        "publish_date": page.date,
        "text": page.text,
        "articles": [_article(a) for a in articles],
        "entities": sorted(entities, key=lambda e: (e["start"], e["end"])),
        "persons": list(persons.values()),
        "times": _unique(times),
        "quantities": quantities,
        "quotes": quotes,
        "points": points,
        "themes": list(themes) or _merged_themes(articles),
        "events": events,
        "summary": summary or "".join(a.summary.text for a in articles if a.summary),
    }


def _article(article: Article) -> dict[str, Any]:
    start, end = article.raw_span(article.body.start, article.body.end)
    return {
        "title": article.title,
        "byline": [{"name": b.name, "role": b.role, "outlet": b.outlet} for b in article.bylines],
        "body_start": start,
        "body_end": end,
        "subheads": article.subheads,
    }


def _add_posts(person: dict[str, Any], posts: Sequence[Any]) -> None:
    """The same post named twice counts once, in its fullest form."""
    for post in posts:
        found = next(
            (
                t
                for t in person["titles"]
                if t["title"] == post.title and (t["org"] is None or post.org is None or t["org"] == post.org)
            ),
            None,
        )
        if found is None:
            person["titles"].append({"org": post.org, "title": post.title})
        else:
            found["org"] = found["org"] or post.org


def _unique(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({tuple(row.items()): row for row in rows}.values())


def _merged_themes(articles: Sequence[Article]) -> list[str]:
    """The articles' keywords in turn: first ones first, so that no article is left out."""
    columns = [[k.term for k in a.keywords or ()] for a in articles]
    merged = [c[i] for i in range(max(map(len, columns), default=0)) for c in columns if i < len(c)]
    return list(dict.fromkeys(merged))
