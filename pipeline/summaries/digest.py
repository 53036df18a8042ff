"""The digest of a page: one summary and one list of themes over its articles."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from pipeline.article import Article, Page
from pipeline.summaries.lead import lead, wording
from pipeline.summaries.router import stories


class PageDigest(Struct, frozen=True):
    """What a page is about: ``summary`` in a sentence or two for each story, ``themes`` best first."""

    summary: str
    themes: list[str]


def digest(page: Page | None, articles: Sequence[Article], max_chars: int = 90) -> PageDigest:
    """The digest of ``articles``, which all stand on ``page``; ``max_chars`` bounds the summary.

    One article gives its own summary and its keywords in their own order. Of several, each has its share.
    """
    return PageDigest(page_summary(articles, max_chars), page_themes(articles))


def page_summary(articles: Sequence[Article], max_chars: int) -> str:
    """The summaries of ``articles`` put together, each story with a fair share of ``max_chars``."""
    with_text = [a for a in articles if stories(a) or a.title]
    if len(with_text) == 1 and with_text[0].summary:
        return with_text[0].summary.text
    parts = [_story_line(a) for a in with_text]
    return shared([p for p in parts if p], max_chars)


def _story_line(article: Article) -> str:
    title = " ".join(article.title.split())
    if title:
        return title if title[-1] in "。！？!?" else title + "。"
    return wording(article, [s for story in stories(article) for s in lead(article, story, 40)])


def shared(parts: list[str], max_chars: int) -> str:
    """``parts`` in order, as many as fit into ``max_chars`` (the first at any rate)."""
    out = ""
    for part in parts:
        if out and len(out) + len(part) > max_chars:
            continue
        out += part
    return out


def page_themes(articles: Sequence[Article]) -> list[str]:
    """The keywords of ``articles`` in turn: the first ones first, so that no article is left out."""
    columns = [[k.term for k in a.keywords or ()] for a in articles]
    merged = [c[i] for i in range(max(map(len, columns), default=0)) for c in columns if i < len(c)]
    return list(dict.fromkeys(merged))
