"""The digest of a page: one summary and one list of themes over its articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from jianbao.article import Article
from jianbao.stages.keywords.family_themes import strong_families
from jianbao.stages.keywords.kinds import shown_themes, themes_of


class PageDigest(Struct, frozen=True):
    """What a page is about: ``summary`` in a sentence or two, ``themes`` best first."""

    summary: str
    themes: list[str]


def digest_page(articles: Sequence[Article]) -> PageDigest:
    """The digest of a page from its ``articles``.

    One article gives its own summary, and its keywords in their own order. Of several articles each is said in a
    line: its brief; one that runs several stories together in their lines.
    """
    return PageDigest(page_summary(articles), page_themes(articles))


def page_summary(articles: Sequence[Article]) -> str:
    """A sentence for each of ``articles``; of a single one its summary."""
    found = [a.summary for a in articles if a.summary and a.summary.text]
    if len(found) == 1:
        return found[0].text
    return "".join(s.text if s.method == "headlines" or not s.brief else s.brief for s in found)


def page_themes(articles: Sequence[Article]) -> list[str]:
    """The themes of ``articles``, more or less in turn, so that none is left out: the likelier ones somewhat sooner.

    What says again most of a theme of another article goes to the end. A slogan family is one theme: once a member is
    named, the others follow it (痛点, 堵点, 卡点).
    """
    columns = [shown_themes(a.keywords) for a in articles]
    if len(columns) == 1:
        return [k.term for k in columns[0]]
    # the second of an article comes where it is four times as likely as the first of another, and so on
    ranked = [
        (-k.score / place**2, place, n, k.term) for n, c in enumerate(columns) for place, k in enumerate(c, 1)
    ]
    merged = [term for _, _, _, term in sorted(ranked)]
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
    counts = Counter(term for a in articles for term in themes_of(a.keywords))
    return sorted(page_themes(articles), key=lambda term: -counts[term])
