"""The digest of a page: one summary and one list of themes over its articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from pipeline.article import Article, Page, Span
from pipeline.keywords.family_themes import strong_families
from pipeline.summaries.boilerplate import clean_title
from pipeline.summaries.headline import TYPICAL, Opening, headline_text, opening_of
from pipeline.summaries.router import stories


class PageDigest(Struct, frozen=True):
    """What a page is about: ``summary`` in a sentence or two, ``themes`` best first."""

    summary: str
    themes: list[str]


class Line(Struct):
    """One story of a page: its printed headline, or its opening, from which one is made."""

    article: Article
    opening: Opening | None = None
    title: str = ""

    def pieces(self, room: int, typical: float) -> list[Span]:
        return self.opening.pieces(room, typical) if self.opening else []

    def wording(self, room: int, typical: float) -> str:
        """The story in one line of at most ``room`` characters; "" where nothing fits."""
        if self.title:
            return fitting_title(self.title, room)
        return headline_text(self.article, self.pieces(room, typical))


def digest(page: Page | None, articles: Sequence[Article], max_chars: int = 90) -> PageDigest:
    """The digest of ``articles``, which all stand on ``page``; ``max_chars`` bounds its summary.

    One article gives its own summary, and its keywords in their own order. Of several stories, in several
    articles or run together in one, each is said in a line: its headline, or one made of its opening.
    """
    return PageDigest(page_summary(articles, max_chars), page_themes(articles))


def page_summary(articles: Sequence[Article], max_chars: int) -> str:
    """The stories of ``articles`` in at most ``max_chars`` characters."""
    summarized = [a for a in articles if a.summary and a.summary.text]
    if len(summarized) == 1 and summarized[0].summary:
        return summarized[0].summary.text
    found = [line for a in summarized for line in lines(a)]
    return "".join(share(found, max_chars))


def lines(article: Article) -> list[Line]:
    """The stories of ``article``; only an article that is one story is named by its title."""
    found = stories(article)
    title = clean_title(article.title)
    if title and len(found) <= 1:
        return [Line(article, title=title)]
    return [Line(article, opening_of(article, story[0])) for story in found]


def share(found: Sequence[Line], max_chars: int) -> list[str]:
    """Each line's wording within ``max_chars`` together: short ones leave room to long ones, in order.

    Where not even short forms fit, the last stories are left out.
    """
    if not found:
        return []
    typical = max(TYPICAL, min(_LONG, 0.75 * max_chars / len(found)))
    rooms = [len(line.wording(max_chars, typical)) for line in found]
    rooms = fair(rooms, max_chars)
    out: list[str] = []
    used = 0
    for line, room in zip(found, rooms, strict=True):
        text = line.wording(room, typical) or line.wording(max_chars - used, TYPICAL)
        if text and used + len(text) <= max_chars:
            out.append(text)
            used += len(text)
    return out


_LONG = 30.0  # characters: no line of several is meant to be longer


def fair(wishes: Sequence[int], total: int) -> list[int]:
    """Shares of ``total`` for ``wishes``: nobody gets more than they wish, what is left goes to the others.

    >>> fair([10, 50, 50], 70)
    [10, 30, 30]
    """
    out = [0] * len(wishes)
    left, order = total, sorted(range(len(wishes)), key=lambda i: (wishes[i], i))
    for k, i in enumerate(order):
        out[i] = min(wishes[i], left // (len(order) - k))
        left -= out[i]
    return out


def fitting_title(title: str, room: int) -> str:
    """The title with a full stop; of one that is too long, the parts before a blank that fit."""
    parts = title.split(" ")
    for count in range(len(parts), 0, -1):
        text = " ".join(parts[:count])
        text = text if text[-1:] in "。！？!?…" else text + "。"
        if len(text) <= room:
            return text
    return ""


def page_themes(articles: Sequence[Article]) -> list[str]:
    """The keywords of ``articles`` in turn: the first ones first, so that no article is left out.

    What says again most of a theme before it goes to the end. A slogan family is one theme: once a member is
    named, the others follow it (痛点, 堵点, 卡点).
    """
    columns = [[k.term for k in a.keywords or ()] for a in articles]
    merged = [c[i] for i in range(max(map(len, columns), default=0)) for c in columns if i < len(c)]
    families = _families(articles)
    themes: list[str] = []
    again: list[str] = []
    for term in dict.fromkeys(merged):
        if term in themes:
            continue
        if any(term in t or (t in term and 2 * len(t) > len(term)) for t in themes):
            again.append(term)
        else:
            themes += [t for t in families.get(term, [term]) if t not in themes]
    return list(dict.fromkeys([*themes, *again]))


def _families(articles: Sequence[Article]) -> dict[str, list[str]]:
    """Of each member of a family that is a theme: all its members, itself first."""
    out: dict[str, list[str]] = {}
    for terms in (terms for article in articles for terms in strong_families(article)):
        for term in terms:
            out.setdefault(term, [term, *(t for t in terms if t != term)])
    return out


def shared_words(articles: Sequence[Article]) -> list[str]:
    """The keywords of ``articles`` by how many of them have each; ties in the order of ``page_themes``."""
    counts = Counter(term for a in articles for term in {k.term for k in a.keywords or ()})
    return sorted(page_themes(articles), key=lambda term: -counts[term])
