"""The overview: how much there is of each layer, who and what is named most, month by month."""

from __future__ import annotations

from collections import Counter
from typing import Any

from jianbao.article import LAYERS, Article
from jianbao.mining.people import is_masked
from jianbao.report.elements.charts import bars, months
from jianbao.report.views.base import View

_COUNTED = tuple(layer for layer in LAYERS if layer not in ("sentences", "tokens", "summary"))
_BRIEFS = 60


class OverviewView(View):
    """Counts, charts, and a line for each of the first articles."""

    name = "overview"

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.months: Counter[str] = Counter()
        self.names: dict[str, Counter[str]] = {kind: Counter() for kind in ("PER", "ORG", "LOC")}
        self.outlets: Counter[str] = Counter()
        self.briefs: list[dict[str, Any]] = []
        self.themes: Counter[str] = Counter()
        self.summaries: list[str] = []

    def add(self, n: int, article: Article) -> None:
        """Count what an article contains."""
        self.counts.update(articles=1, characters=len(article.text))
        for layer in _COUNTED:
            if (found := getattr(article, layer)) is not None:
                self.counts[layer] += len(found)
        self.counts["checks"] += sum(len(q.checks) for q in article.quantities or ())
        for entity in article.entities or ():
            name = "".join(entity.text.split())
            if entity.type in self.names and not (entity.type == "PER" and is_masked(name)):
                self.names[entity.type][name] += 1
        if article.date:
            self.months[article.date[:7]] += 1
        if article.outlet:
            self.outlets[article.outlet] += 1
        brief = article.summary.brief if article.summary else ""
        if len(self.briefs) < _BRIEFS:
            self.briefs.append({"n": n, "title": article.title, "date": article.date, "brief": brief})

    def add_page(self, themes: list[str], summary: str) -> None:
        """Add the themes and the summary of a page."""
        self.counts["pages"] += 1
        self.themes.update(themes[:12])
        if summary and len(self.summaries) < 12:
            self.summaries.append(summary)

    def result(self) -> dict[str, Any]:
        """Counts, themes, the first articles, and charts."""
        charts = [
            bars(kind, [(name, n) for name, n in counts.most_common(12)])
            for kind, counts in self.names.items()
            if counts
        ]
        if len(self.months) > 1:
            charts.insert(0, months("articles", sorted(self.months.items())))
        return {
            "counts": dict(self.counts),
            "outlets": self.outlets.most_common(12),
            "dates": [min(self.months), max(self.months)] if self.months else [],
            "themes": [theme for theme, _ in self.themes.most_common(30)],
            "summaries": self.summaries,
            "briefs": {"rows": self.briefs, "total": self.counts["articles"]},
            "charts": charts,
        }
