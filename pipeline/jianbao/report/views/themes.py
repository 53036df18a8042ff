"""The tab of themes: keywords, slogan families and strings in quotation marks over the complete run."""

from __future__ import annotations

from collections import Counter
from typing import Any

from jianbao.article import Article
from jianbao.report.elements.charts import bars
from jianbao.report.elements.cite import Citation, cite, to_plain
from jianbao.report.views.base import Source, View

KEYWORDS, FAMILIES, QUOTED, CITES = 300, 400, 300, 8


class ThemesView(View):
    """Keywords by the sum of their scores, families and quoted strings by their number of articles."""

    name = "themes"

    def __init__(self) -> None:
        self.keywords: Counter[str] = Counter()
        self.weights: Counter[str] = Counter()
        self.families: Counter[tuple[str, str]] = Counter()
        self.quoted: Counter[tuple[str, str]] = Counter()
        self.cites: dict[object, list[Citation]] = {}
        self.order: list[str] = []

    def add(self, n: int, article: Article) -> None:
        """Count the keywords, slogan families and quoted strings of an article."""
        for keyword in article.keywords or ():
            self.keywords[keyword.term] += 1
            self.weights[keyword.term] += keyword.score  # type: ignore[assignment]
        for family in article.slogans or ():
            self.families[family.family, family.frame] += 1
        for term in article.quoted or ():
            if term.kind != "speech":
                self.quoted[term.text, term.kind] += 1

    def settle(self, articles: Source) -> None:
        """Choose the first of each list."""
        self.order = sorted(self.keywords, key=lambda k: (-self.weights[k], k))
        chosen: list[object] = [*self.order[:KEYWORDS]]
        chosen += [key for key, _ in self.families.most_common(FAMILIES)]
        chosen += [(*key, 1) for key, _ in self.quoted.most_common(QUOTED)]
        self.cites = {key: [] for key in chosen}

    def again(self, n: int, article: Article) -> None:
        """Cite what was chosen."""
        for keyword in article.keywords or ():
            for span in keyword.spans[:1]:
                self._cite(keyword.term, n, article, span.start, span.end)
        for family in article.slogans or ():
            start, end = family.members[0].start, family.members[-1].end
            end = end if end - start <= 120 else family.members[0].end
            self._cite((family.family, family.frame), n, article, start, end)
        for term in article.quoted or ():
            self._cite((term.text, term.kind, 1), n, article, term.start, term.end)

    def _cite(self, key: object, n: int, article: Article, start: int, end: int) -> None:
        found = self.cites.get(key)
        if found is not None and len(found) < CITES:
            found.append(cite(n, article, start, end))

    def result(self) -> dict[str, Any]:
        """Each of the three lists with citations, and a chart of the keywords."""
        order = self.order
        top = [(term, round(float(self.weights[term]), 3)) for term in order[:24]]
        return {
            "keywords": [
                {"term": k, "articles": self.keywords[k], "cites": to_plain(self.cites.get(k, ()))}
                for k in order[:KEYWORDS]
            ],
            "families": [
                {"family": f, "frame": frame, "count": n, "cites": to_plain(self.cites.get((f, frame), ()))}
                for (f, frame), n in self.families.most_common(FAMILIES)
            ],
            "quoted": [
                {"term": t, "kind": kind, "count": n, "cites": to_plain(self.cites.get((t, kind, 1), ()))}
                for (t, kind), n in self.quoted.most_common(QUOTED)
            ],
            "totals": {
                "keywords": len(self.keywords),
                "families": len(self.families),
                "quoted": len(self.quoted),
            },
            "charts": [bars("keywords", top, of="weight")] if top else [],
        }
