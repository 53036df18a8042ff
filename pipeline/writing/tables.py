"""Tables of a run: one row a fact, plain columns, for spreadsheets and data frames."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pipeline.article import Article, Span

Row = dict[str, Any]


def _where(article: Article, start: int, end: int) -> Row:
    raw_start, raw_end = article.raw_span(start, end)
    return {"start": start, "end": end, "raw_start": raw_start, "raw_end": raw_end}


def articles(a: Article) -> Iterator[Row]:
    yield {
        "page_id": a.page_id, "date": a.date, "outlet": a.outlet, "title": a.title,
        "bylines": "; ".join(" ".join(filter(None, (b.role, b.outlet, b.name))) for b in a.bylines),
        "summary": a.summary.text if a.summary else None, "characters": len(a.text),
        **dict(zip(("raw_start", "raw_end"), a.raw_span(a.body.start, a.body.end), strict=True)),
    }  # fmt: skip


def entities(a: Article) -> Iterator[Row]:
    for e in a.entities or ():
        yield {"type": e.type, "text": e.text, "score": e.score, **_where(a, e.start, e.end)}


def persons(a: Article) -> Iterator[Row]:
    for p in a.persons or ():
        yield {
            "name": p.name,
            "role": p.role,
            "mentions": len(p.mentions),
            "aliases": "; ".join(p.aliases),
            "gender": p.gender,
            "ethnicity": p.ethnicity,
        }


def posts(a: Article) -> Iterator[Row]:
    for p in a.persons or ():
        for post in p.posts:
            yield {
                "name": p.name,
                "org": post.org,
                "title": post.title,
                "status": post.status,
                "org_full": post.org_full,
            }


def places(a: Article) -> Iterator[Row]:
    for p in a.places or ():
        yield {
            "name": p.name,
            "level": p.level,
            "parent": p.parent,
            "code": p.code,
            "path": "/".join(p.path),
            "resolved": p.resolved,
            "mentions": len(p.mentions),
        }


def times(a: Article) -> Iterator[Row]:
    for t in a.times or ():
        yield {
            "text": t.text,
            "value": t.value,
            "grain": t.grain,
            "anchor": t.anchor,
            **_where(a, t.start, t.end),
        }


def quantities(a: Article) -> Iterator[Row]:
    for q in a.quantities or ():
        low, high = q.value if isinstance(q.value, list) else (q.value, None)
        yield {
            "text": q.text,
            "value": low,
            "value_to": high,
            "unit": q.unit,
            "qualifier": q.qualifier,
            "counted": q.counted,
            "kind": q.kind,
            "change": q.change,
            "checks": "; ".join(c.message for c in q.checks),
            **_where(a, q.start, q.end),
        }


def quotes(a: Article) -> Iterator[Row]:
    for q in a.quotes or ():
        yield {
            "speaker": q.speaker,
            "cue": q.cue,
            "direct": q.direct,
            "kind": q.kind,
            "text": q.text,
            **_where(a, q.start, q.end),
        }


def points(a: Article) -> Iterator[Row]:
    for number, group in enumerate(a.points or (), 1):
        for p in group.items:
            yield {
                "list": number,
                "marker": p.marker,
                "text": p.text,
                "announced": group.announced,
                **_where(a, p.start, p.end),
            }


def keywords(a: Article) -> Iterator[Row]:
    for k in a.keywords or ():
        yield {"term": k.term, "score": k.score, "method": k.method, "occurrences": len(k.spans)}


def slogans(a: Article) -> Iterator[Row]:
    for f in a.slogans or ():
        first: Span = Span(f.members[0].start, f.members[-1].end)
        yield {"family": f.family, "shared": f.shared, "frame": f.frame, **_where(a, first.start, first.end)}


def events(a: Article) -> Iterator[Row]:
    for e in a.events or ():
        yield {
            "type": e.type,
            "date": e.date,
            "place": e.place,
            "trigger": e.trigger,
            "participants": "; ".join(p.name for p in e.participants),
            **_where(a, e.start, e.end),
        }


TABLES: dict[str, Callable[[Article], Iterator[Row]]] = {
    f.__name__: f
    for f in (
        articles,
        entities,
        persons,
        posts,
        places,
        times,
        quantities,
        quotes,
        points,
        keywords,
        slogans,
        events,
    )
}


def table_rows(name: str, article: Article) -> Iterator[Row]:
    """The rows of the table ``name`` for one article, each headed by ``article_id``."""
    for row in TABLES[name](article):
        yield {"article_id": article.id, **row}
