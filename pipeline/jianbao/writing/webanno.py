"""Pages as W3C Web Annotations (JSON-LD): entities, times, quotes and keywords on the text as read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any
from urllib.parse import quote

import msgspec

from jianbao.article import Article, Page

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 20  # characters before and after a span, by which software can find it again


def to_webanno(page: Page, articles: Sequence[Article]) -> dict[str, Any]:
    """A page as an AnnotationPage; each target is a span of ``page.text``, by position and by quotation.

    Positions are half-open and count code points, as the recommendation requires
    (https://www.w3.org/TR/annotation-model/#text-position-selector).
    """
    base = f"urn:jianbao:{quote(page.id)}"
    items = [
        {
            "id": f"{base}#{number}",
            "type": "Annotation",
            "motivation": motivation,
            "body": [{"type": "TextualBody", "purpose": purpose, "value": value} for purpose, value in body],
            "target": {"source": page.source.path, "selector": _selectors(page.text, start, end)},
        }
        for number, (start, end, motivation, body) in enumerate(_annotations(articles), 1)
    ]
    return {"@context": CONTEXT, "id": base, "type": "AnnotationPage", "items": items}


Annotation = tuple[
    int, int, str, list[tuple[str, str]]
]  # start, end, motivation, (purpose, value) of each body


def _annotations(articles: Iterable[Article]) -> Iterator[Annotation]:
    for article in articles:
        for start, end, motivation, body in _of_article(article):
            yield *article.raw_span(start, end), motivation, body


def _of_article(article: Article) -> Iterator[Annotation]:
    values = {(t.start, t.end): t.value for t in article.times or () if t.value}
    for e in article.entities or ():
        value = values.get((e.start, e.end))
        yield e.start, e.end, "tagging", [("tagging", e.type), *([("identifying", value)] if value else [])]
    for q in article.quotes or ():
        yield q.start, q.end, "describing", [("describing", f"{q.speaker}{q.cue}"), ("tagging", "quote")]
    for keyword in article.keywords or ():
        for span in keyword.spans:
            yield span.start, span.end, "tagging", [("tagging", "keyword")]


def _selectors(text: str, start: int, end: int) -> list[dict[str, Any]]:
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - AROUND) : start],
            "suffix": text[end : end + AROUND],
        },
    ]


def write_webanno(pages: Iterable[tuple[Page, Sequence[Article]]], file: IO[str]) -> None:
    """Write one AnnotationPage per line."""
    for page, articles in pages:
        file.write(msgspec.json.encode(to_webanno(page, articles)).decode() + "\n")
