"""The base of views, which collect the data of a tab."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from jianbao.article import Article

Source = Callable[[], Iterator[Article]]
"""All articles of the run once more, in the same order, read from disk."""


class View:
    """The data of one tab, collected in two passes, so that no view holds the articles of a large run.

    Lists in the result are capped: ``{"rows": [...], "total": number}``.
    """

    name: str  # of the tab

    def add(self, n: int, article: Article) -> None:
        """Add article number ``n``; called once per article, in the order of the run, counted from 0."""

    def settle(self, articles: Source) -> None:
        """All articles were added: choose what the tab shows; ``articles`` may be read again."""

    def again(self, n: int, article: Article) -> None:
        """Take the citations of what was chosen from article number ``n``; called as ``add`` was."""

    def result(self) -> dict[str, Any]:
        """What the tab shows, ready for JSON."""
        raise NotImplementedError


def cap(rows: list[Any], most: int) -> dict[str, Any]:
    """The first ``most`` of ``rows``, and the number of all."""
    return {"rows": rows[:most], "total": len(rows)}
