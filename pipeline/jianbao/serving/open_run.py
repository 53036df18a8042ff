"""A run as the server reads it: what the tabs show, single articles by number, and the search index."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

import msgspec
from msgspec import Struct

from jianbao.article import Article
from jianbao.errors import ReadError
from jianbao.files import package_version
from jianbao.report.chunks import without_tokens
from jianbao.report.data import ReportData, collect
from jianbao.search.index import Hit, Index, build
from jianbao.writing.folder import Place, RunFolder

CACHE = "report-data.json"  # the data of the tabs, in the folder of the run: the next start is immediate


class _Cache(Struct):
    """``stamp``: of what the run holds, and of the version of jianbao; ``data`` is valid for these only."""

    stamp: tuple[str, str]
    data: ReportData


class NumberedHit(Struct):
    """An article that was found; ``contexts`` are (start of a term, text before it, the term, text after it)."""

    n: int
    id: str
    date: str | None
    outlet: str | None
    title: str
    contexts: list[tuple[int, str, str, str]]


class NumberedResult(Struct):
    """The result of a search: the number of articles, and the first of them."""

    total: int
    hits: list[NumberedHit]


class OpenRun:
    """A run that is being served. Articles are read from disk one at a time; the data of the tabs is cached.

    run: the folder. progress: called with the number of articles read.
    Raises ReadError if ``run`` is not a run.
    """

    def __init__(self, run: str | Path, progress: Callable[[int], None] = lambda number: None) -> None:
        self.folder = RunFolder(run).check()
        self.index = _open_index(self.folder.path, progress)
        self.data = _load_data(self.folder, progress)
        self._pages: dict[str, Place] = {r.page.id: place for place, r in self.folder.located_pages()}
        self._numbers = {row[0]: n for n, row in enumerate(self.data.contents)}
        self._lock = Lock()

    def view(self, name: str) -> Any:
        """The data of the tab ``name``; None if there is no such tab."""
        return self.data.contents if name == "contents" else self.data.views.get(name)

    def article(self, n: int) -> tuple[Article, str] | None:
        """Article number ``n`` without its tokens, and the text of its page as read; None if there is none."""
        if not 0 <= n < len(self.data.contents):
            return None
        with self._lock:
            article = self.index.article(self.data.contents[n][0])
        return (without_tokens(article), self._page(article.page_id)) if article else None

    def search(self, query: str, **options: Any) -> NumberedResult:
        """Like ``Index.search``, with the numbers of the articles and where each term starts."""
        with self._lock:
            found = self.index.search(query, **options)
        return NumberedResult(
            found.total, [self._number(hit) for hit in found.hits if hit.id in self._numbers]
        )

    def _number(self, hit: Hit) -> NumberedHit:
        contexts = [(start, *words) for start, words in zip(hit.starts, hit.contexts, strict=True)]
        return NumberedHit(self._numbers[hit.id], hit.id, hit.date, hit.outlet, hit.title, contexts)

    def _page(self, id: str) -> str:
        if id not in self._pages:
            return ""
        return self.folder.page_at(self._pages[id]).page.text


def _open_index(run: Path, progress: Callable[[int], None]) -> Index:
    try:
        return Index(run)
    except ReadError:  # none yet, or older than the run
        build(run, progress)
        return Index(run)


def _load_data(folder: RunFolder, progress: Callable[[int], None]) -> ReportData:
    stamp = (folder.stamp, package_version("jianbao") or "")
    path = folder.path / CACHE
    try:
        cache = msgspec.json.decode(path.read_bytes(), type=_Cache)
        if cache.stamp == stamp:
            return cache.data
    except (OSError, msgspec.MsgspecError):
        pass  # none yet, or of another version: it is written anew
    data = collect(folder, progress=progress)
    with suppress(OSError):  # a read-only run is served without a cache
        path.write_bytes(msgspec.json.encode(_Cache(stamp, data)))
    return data
