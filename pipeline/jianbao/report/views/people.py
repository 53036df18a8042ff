"""The tab of people over the complete run: their posts, what they said, and where they are named."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from jianbao.article import Article
from jianbao.mining.people import PersonEntry, merge_people
from jianbao.report.elements.cite import Citation, cite, to_plain

MOST, QUOTES, MENTIONS = 1000, 20, 30  # people, and of each


class PeopleView:
    """People as ``merge_people`` finds them, with citations."""

    name = "people"

    def __init__(self) -> None:
        self.articles: list[Article] = []  # without text and the layers that merge_people does not read
        self.number: dict[str, int] = {}
        self.quotes: dict[tuple[str, str], list[Citation]] = defaultdict(list)
        self.mentions: dict[tuple[str, str], list[Citation]] = defaultdict(list)
        self.aliases: dict[tuple[str, str], list[str]] = {}

    def add(self, n: int, article: Article) -> None:
        """Keep what ``merge_people`` needs of an article, and citations."""
        self.number[article.id] = n
        for person in article.persons or ():
            key = (article.id, person.name)
            self.aliases[key] = person.aliases
            if person.mentions:
                first = person.mentions[0]
                self.mentions[key].append(cite(n, article, first.start, first.end))
        for quote in article.quotes or ():
            if len(found := self.quotes[article.id, quote.speaker]) < QUOTES:
                found.append(cite(n, article, quote.start, min(quote.end, quote.start + 120), around=16))
        self.articles.append(_reduce(article))

    def result(self) -> dict[str, Any]:
        """The people in the most articles first, and the reporters."""
        entries = sorted(merge_people(self.articles), key=self._weight)
        reporters = sorted({p.name for a in self.articles for p in a.persons or () if p.role == "reporter"})
        return {
            "rows": [self._row(entry) for entry in entries[:MOST]],
            "total": len(entries),
            "reporters": reporters[:200],
        }

    def _weight(self, entry: PersonEntry) -> tuple[int, int, int, str]:
        said = sum(len(self.quotes.get((id, entry.name), ())) for id in entry.articles)
        return -len(entry.articles), -said, -len(entry.posts), entry.id

    def _row(self, entry: PersonEntry) -> dict[str, Any]:
        keys = [(id, entry.name) for id in entry.articles]
        mentions = [c for key in keys[:MENTIONS] for c in self.mentions[key]]
        return {
            "id": entry.id,
            "name": entry.name,
            "first": entry.first,
            "last": entry.last,
            "articles": len(entry.articles),
            "aliases": sorted({a for key in keys for a in self.aliases.get(key, ())}),
            "outlets": entry.outlets,
            "posts": [{**to_plain(p), "n": self.number[p.article]} for p in entry.posts],
            "merges": [
                {"a": self.number[m.article_a], "b": self.number[m.article_b], "reason": m.reason}
                for m in entry.merges[:MENTIONS]
            ],
            "mentions": to_plain(mentions),
            "quotes": to_plain([c for key in keys for c in self.quotes.get(key, ())][:QUOTES]),
            "said": sum(len(self.quotes.get(key, ())) for key in keys),
        }


def _reduce(article: Article) -> Article:
    """A copy without text and the layers that ``merge_people`` does not read: thousands are kept."""
    kept = Article(id=article.id, text="", page_id=article.page_id, date=article.date, outlet=article.outlet)
    kept.entities, kept.persons = article.entities, article.persons
    return kept
