"""The protocol of views, which collect the data of a tab."""

from __future__ import annotations

from typing import Any, Protocol

from jianbao.article import Article


class View(Protocol):
    """The data of one tab, collected article by article.

    Lists in the result are capped: ``{"rows": [...], "total": number}``.
    """

    name: str  # of the tab

    def add(self, n: int, article: Article) -> None:
        """Add article number ``n``; called once per article, in the order of the run, counted from 0."""
        ...

    def result(self) -> dict[str, Any]:
        """What the tab shows, ready for JSON."""
        ...


def cap(rows: list[Any], most: int) -> dict[str, Any]:
    """The first ``most`` of ``rows``, and the number of all."""
    return {"rows": rows[:most], "total": len(rows)}
