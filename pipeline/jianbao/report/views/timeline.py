"""The tab of times: events, posts as they were printed, and every calendar time of the articles."""

from __future__ import annotations

from collections import Counter
from typing import Any

from jianbao.article import Article
from jianbao.report.elements.charts import Chart, months
from jianbao.report.elements.cite import cite, to_plain
from jianbao.report.views.base import View

MOST = 3000
_ORDER = ("event", "post", "time")  # the first take precedence


class TimelineView(View):
    """Rows in order of time; what has no date is only counted."""

    name = "timeline"

    def __init__(self) -> None:
        self.rows: dict[str, list[tuple[str, int, int, dict[str, Any]]]] = {k: [] for k in _ORDER}
        self.total = 0
        self.months: Counter[str] = Counter()
        self.unresolved = 0

    def add(self, n: int, article: Article) -> None:
        """Add the events, times and posts of an article."""
        taken = set()
        for event in article.events or ():
            if event.date:
                if event.date_span:
                    taken.add(event.date_span.start)
                names = [p.name for p in event.participants]
                row = {"kind": "event", "type": event.type, "place": event.place, "who": names}
                self._put(event.date, n, {**row, "cite": to_plain(cite(n, article, event.start, event.end))})
        for time in article.times or ():
            if not time.value:
                self.unresolved += 1
            elif time.start not in taken:
                where = to_plain(cite(n, article, time.start, time.end))
                self._put(time.value, n, {"kind": "time", "grain": time.grain, "cite": where})
        self._posts(n, article)

    def _posts(self, n: int, article: Article) -> None:
        for person in article.persons or ():
            for post in person.posts:
                if article.date and post.start >= 0:
                    text = f"{post.status}{post.org_full or post.org or ''}{post.title}"
                    where = to_plain(cite(n, article, post.start, post.end))
                    row = {"kind": "post", "person": person.name, "post": text, "cite": where}
                    self._put(article.date, n, row)

    def _put(self, when: str, n: int, row: dict[str, Any]) -> None:
        if row["kind"] != "post" and when[:4].isdigit() and len(when) >= 7:
            self.months[when[:7]] += 1
        self.total += 1
        rows = self.rows[row["kind"]]
        rows.append((when, n, self.total, row))
        if len(rows) >= 2 * MOST:  # of each kind no more than the first are ever shown
            rows.sort(key=_time)
            del rows[MOST:]

    def result(self) -> dict[str, Any]:
        """The rows in order of time, and a chart by month."""
        chosen = self._chosen()
        return {
            "rows": [{"when": when, **row} for when, _, _, row in chosen],
            "total": self.total,
            "unresolved": self.unresolved,
            "charts": self._charts(),
        }

    def _chosen(self) -> list[tuple[str, int, int, dict[str, Any]]]:
        """All rows of a small run; of a large one events take precedence over posts, and posts over times."""
        best: list[tuple[str, int, int, dict[str, Any]]] = []
        for kind in _ORDER:
            best += sorted(self.rows[kind], key=_time)[: MOST - len(best)]
        return sorted(best, key=_time)

    def _charts(self) -> list[Chart]:
        known = sorted((m, n) for m, n in self.months.items() if m[4] == "-" and m[5:7].isdigit())
        return [months("times", known)] if len(known) > 2 else []


def _time(row: tuple[str, int, int, dict[str, Any]]) -> tuple[str, int, int]:
    return row[:3]
