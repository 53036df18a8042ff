"""The tab of people over the complete run: their posts, what they said, and where they are named."""

from __future__ import annotations

from collections import Counter
from typing import Any

from jianbao.article import Article
from jianbao.mining.people import PersonEntry, merge_people
from jianbao.report.elements.cite import Citation, cite, to_plain
from jianbao.report.views.base import Source, View

MOST, QUOTES, MENTIONS = 1000, 20, 30  # people, and of each


class PeopleView(View):
    """People as ``merge_people`` finds them, with citations."""

    name = "people"

    def __init__(self) -> None:
        self.number: dict[str, int] = {}
        self.said: Counter[tuple[int, str]] = Counter()  # quotes by article and speaker
        self.reporters: set[str] = set()
        self.entries: list[PersonEntry] = []
        self.total = 0
        self.quotes: dict[tuple[int, str], list[Citation]] = {}  # of those that are shown
        self.mentions: dict[tuple[int, str], list[Citation]] = {}
        self.aliases: dict[str, set[str]] = {}  # by id of the person
        self._shown: dict[tuple[int, str], str] = {}  # article and name, and the id of the person

    def add(self, n: int, article: Article) -> None:
        """Count who says how much, and who reports."""
        self.number[article.id] = n
        self.reporters |= {p.name for p in article.persons or () if p.role == "reporter"}
        for quote in article.quotes or ():
            self.said[n, quote.speaker] += 1

    def settle(self, articles: Source) -> None:
        """Merge the people, and choose those that are shown."""
        entries = sorted(merge_people(articles()), key=self._weight)
        self.total, self.entries = len(entries), entries[:MOST]
        for entry in self.entries:
            keys = self._keys(entry)
            self._shown |= dict.fromkeys(keys, entry.id)
            self.mentions |= {key: [] for key in keys[:MENTIONS]}
            self.quotes |= {key: [] for key in keys}

    def again(self, n: int, article: Article) -> None:
        """Cite those that are shown."""
        for person in article.persons or ():
            key = (n, person.name)
            if (id := self._shown.get(key)) is not None:
                self.aliases.setdefault(id, set()).update(person.aliases)
            if key in self.mentions and person.mentions:
                first = person.mentions[0]
                self.mentions[key].append(cite(n, article, first.start, first.end))
        for quote in article.quotes or ():
            found = self.quotes.get((n, quote.speaker))
            if found is not None and len(found) < QUOTES:
                found.append(cite(n, article, quote.start, min(quote.end, quote.start + 120), around=16))

    def result(self) -> dict[str, Any]:
        """The people in the most articles first, and the reporters."""
        return {
            "rows": [self._row(entry) for entry in self.entries],
            "total": self.total,
            "reporters": sorted(self.reporters)[:200],
        }

    def _keys(self, entry: PersonEntry) -> list[tuple[int, str]]:
        return [(self.number[id], entry.name) for id in entry.articles]

    def _weight(self, entry: PersonEntry) -> tuple[int, int, int, str]:
        return -len(entry.articles), -self._quoted(entry), -len(entry.posts), entry.id

    def _quoted(self, entry: PersonEntry) -> int:
        return sum(min(self.said[key], QUOTES) for key in self._keys(entry))

    def _row(self, entry: PersonEntry) -> dict[str, Any]:
        keys = self._keys(entry)
        mentions = [c for key in keys[:MENTIONS] for c in self.mentions[key]]
        return {
            "id": entry.id,
            "name": entry.name,
            "first": entry.first,
            "last": entry.last,
            "articles": len(entry.articles),
            "aliases": sorted(self.aliases.get(entry.id, ())),
            "outlets": entry.outlets,
            "posts": [{**to_plain(p), "n": self.number[p.article]} for p in entry.posts],
            "merges": [
                {"a": self.number[m.article_a], "b": self.number[m.article_b], "reason": m.reason}
                for m in entry.merges[:MENTIONS]
            ],
            "mentions": to_plain(mentions),
            "quotes": to_plain([c for key in keys for c in self.quotes[key]][:QUOTES]),
            "said": self._quoted(entry),
        }
