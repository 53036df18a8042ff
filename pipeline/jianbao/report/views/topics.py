"""The tab of topics, their history, bursting terms and reprints, for runs with enough articles."""

from __future__ import annotations

from typing import Any

from jianbao.article import Article
from jianbao.mining.reprints import Reprint, documents, reprints
from jianbao.mining.terms import Matrix, matrix, rows, terms_of
from jianbao.mining.topics import TopicModel, topics
from jianbao.mining.trends import Trends, topic_trends, trends
from jianbao.report.elements.charts import Chart, lines
from jianbao.report.elements.cite import to_plain
from jianbao.report.views.base import Source, View

LEAST = 30  # articles
COUNT, BURSTS, REPRINTS, LINES, MONTHS = 12, 40, 100, 6, 48


class TopicsView(View):
    """Terms and texts of all articles, for the functions of ``jianbao.mining``."""

    name = "topics"

    def __init__(self) -> None:
        self.number: dict[str, int] = {}
        self.terms = False
        self.found: dict[str, Any] = {}

    def add(self, n: int, article: Article) -> None:
        """Count an article."""
        self.number[article.id] = n
        self.terms = self.terms or bool(terms_of(article))

    def settle(self, articles: Source) -> None:
        """Find topics, bursts and reprints, if there is enough to find them in."""
        size = len(self.number)
        if size < LEAST or not self.terms:
            self.found = {"articles": size, "least": LEAST, "topics": [], "bursts": [], "charts": []}
            return
        data = matrix(rows(articles()))
        model = topics(data, count=COUNT)
        history = topic_trends(model)
        self.found = {
            "articles": size,
            "least": LEAST,
            "method": model.method,
            "topics": [self._topic(model, k) for k in range(len(model.topics))],
            "bursts": self._bursts(data),
            "reprints": self._reprints(articles),
            "charts": self._charts(history),
        }

    def result(self) -> dict[str, Any]:
        """Topics, bursts and reprints, or the reason why there are none."""
        return self.found

    def _topic(self, model: TopicModel, k: int) -> dict[str, Any]:
        topic = model.topics[k]
        return {
            "name": topic.name, "size": topic.size, "share": topic.share, "terms": to_plain(topic.terms),
            "articles": [{"n": self.number[a.id], "title": a.title, "date": a.date} for a in topic.articles],
        }  # fmt: skip

    def _bursts(self, data: Matrix) -> list[dict[str, Any]]:
        found = trends(data, top=BURSTS, min_count=max(3, min(20, len(data.ids) // 50)))
        return [
            {"term": t.name, "count": sum(t.counts), "bursts": to_plain(t.bursts[:3])}
            for t in found.trends
            if len(found.months) > 2
        ]

    def _reprints(self, articles: Source) -> dict[str, Any]:
        found = reprints(documents(articles()))
        rows = [
            {
                "similarity": round(r.similarity, 2),
                "articles": [self._article(r, i) for i in range(len(r.ids))][:20],
            }
            for r in found[:REPRINTS]
        ]
        return {"rows": rows, "total": len(found)}

    def _article(self, group: Reprint, i: int) -> dict[str, Any]:
        return {"n": self.number[group.ids[i]], "title": group.titles[i], "date": group.dates[i]}

    def _charts(self, history: Trends) -> list[Chart]:
        if len(history.months) < 3:
            return []
        size = 1 if len(history.months) <= MONTHS else 12
        totals = _sum_by_unit(history.months, history.totals, size)
        series = []
        for trend in history.trends[:LINES]:
            counts = _sum_by_unit(history.months, trend.counts, size)
            shares = [count / totals[unit] if totals[unit] else 0.0 for unit, count in counts.items()]
            series.append((trend.name, shares))
        return [lines("topics", list(totals), series)]


def _sum_by_unit(months: list[str], counts: list[int], size: int) -> dict[str, int]:
    """Counts by month, or by year if ``size`` is 12: a line over many months is only noise."""
    found: dict[str, int] = {}
    for month, number in zip(months, counts, strict=True):
        key = month if size == 1 else f"{month[:4]}-01"
        found[key] = found.get(key, 0) + number
    return found
