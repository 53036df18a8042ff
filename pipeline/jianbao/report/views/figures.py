"""The tab of figures: what they count, and doubts about their arithmetic."""

from __future__ import annotations

from collections import Counter
from typing import Any

from jianbao.article import Article, Quantity
from jianbao.report.elements.charts import bars
from jianbao.report.elements.cite import cite, to_plain
from jianbao.report.views.base import View

MOST = 2000


class FiguresView(View):
    """Rows in the order of the run; of a large run, those with a doubt take precedence."""

    name = "figures"

    def __init__(self) -> None:
        self.doubted: list[dict[str, Any]] = []
        self.others: list[dict[str, Any]] = []
        self.total = 0
        self.kinds: Counter[str] = Counter()
        self.checks: Counter[str] = Counter()

    def add(self, n: int, article: Article) -> None:
        """Add the figures of an article."""
        for q in article.quantities or ():
            self.total += 1
            self.kinds[q.kind or "other"] += 1
            self.checks.update(check.kind for check in q.checks)
            rows = self.doubted if q.checks else self.others
            if len(rows) < MOST:
                rows.append(_row(n, article, q))

    def result(self) -> dict[str, Any]:
        """The rows, how many of each doubt, and a chart of the kinds."""
        rows = (self.doubted + self.others)[:MOST]
        rows.sort(key=lambda row: (row["cite"][0], row["cite"][1]))
        kinds = [(f"@figure.{kind}", number) for kind, number in self.kinds.most_common()]
        charts = [bars("kinds", kinds, of="figures")] if len(kinds) > 1 else []
        return {"rows": rows, "total": self.total, "checks": dict(self.checks), "charts": charts}


def _row(n: int, article: Article, q: Quantity) -> dict[str, Any]:
    return {
        "value": q.value,
        "unit": q.unit,
        "qualifier": q.qualifier,
        "counted": q.counted,
        "kind": q.kind,
        "change": q.change,
        "checks": [
            {
                "kind": c.kind,
                "message": c.message,
                "spans": to_plain([cite(n, article, s.start, s.end) for s in c.spans]),
            }
            for c in q.checks
        ],
        "cite": to_plain(cite(n, article, q.start, q.end)),
    }
