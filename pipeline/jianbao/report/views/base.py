"""What every view is: something that sees each article once and then says what its tab shows."""

from __future__ import annotations

from typing import Any, Protocol

from jianbao.article import Article


class View(Protocol):
    """``add`` is called once an article, in the order of the run; ``result`` is JSON-ready.

    Lists in the result are capped; a capped list stands as ``{"rows": [...], "total": number}``.
    """

    name: str

    def add(self, n: int, article: Article) -> None: ...

    def result(self) -> dict[str, Any]: ...


def capped(rows: list[Any], most: int) -> dict[str, Any]:
    """The first ``most`` of ``rows``, and how many there are."""
    return {"rows": rows[:most], "total": len(rows)}
