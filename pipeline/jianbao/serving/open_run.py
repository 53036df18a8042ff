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
from jianbao.report.chunks import shown
from jianbao.report.data import Room, collect
from jianbao.search.index import Hit, Index, build
from jianbao.writing.folder import ARTICLES, PAGES, RunFolder

KEPT = "room.json"  # what the tabs show, kept beside the run: the next start is immediate


class _Kept(Struct):
    stamp: tuple[int, int, str]
    room: Room


class NumberedHit(Struct):
    """An article that was found; ``contexts`` are where a term starts, what is before it, the term, what follows."""

    n: int
    id: str
    date: str | None
    outlet: str | None
    title: str
    contexts: list[tuple[int, str, str, str]]


class Answer(Struct):
    """The answer to a search."""

    total: int
    hits: list[NumberedHit]


class Shelf:
    """One open run. Articles are read from disk one at a time; views are made once and kept.

    Raises ReadError where ``run`` holds no run.
    """

    def __init__(self, run: str | Path, progress: Callable[[int], None] = lambda number: None) -> None:
        self.folder = RunFolder(run).check()
        self.index = _index(self.folder.path, progress)
        self.room = _room(self.folder, progress)
        self._pages = _page_places(self.folder.path / PAGES)
        self._numbers = {row[0]: n for n, row in enumerate(self.room.contents)}
        self._lock = Lock()

    def view(self, name: str) -> Any:
        """What the tab ``name`` shows; None where there is no such tab."""
        return self.room.contents if name == "contents" else self.room.views.get(name)

    def article(self, n: int) -> tuple[Article, str] | None:
        """Article number ``n`` without its tokens, and its page as it was read; None where there is none."""
        if not 0 <= n < len(self.room.contents):
            return None
        with self._lock:
            article = self.index.article(self.room.contents[n][0])
        return (shown(article), self._page(article.page_id)) if article else None

    def search(self, query: str, **options: Any) -> Answer:
        """As ``Index.search``, with the articles' numbers and where each term starts."""
        with self._lock:
            found = self.index.search(query, **options)
        return Answer(found.total, [self._numbered(hit) for hit in found.hits if hit.id in self._numbers])

    def _numbered(self, hit: Hit) -> NumberedHit:
        contexts = [(start, *words) for start, words in zip(hit.starts, hit.contexts, strict=True)]
        return NumberedHit(self._numbers[hit.id], hit.id, hit.date, hit.outlet, hit.title, contexts)

    def _page(self, id: str) -> str:
        if id not in self._pages:
            return ""
        start, length = self._pages[id]
        with open(self.folder.path / PAGES, "rb") as file:
            file.seek(start)
            return str(msgspec.json.decode(file.read(length))["page"]["text"])


def _index(run: Path, progress: Callable[[int], None]) -> Index:
    try:
        return Index(run)
    except ReadError:  # none yet, or older than the run
        build(run, progress)
        return Index(run)


def _room(folder: RunFolder, progress: Callable[[int], None]) -> Room:
    from jianbao.files import package_version

    stat = (folder.path / ARTICLES).stat()
    stamp = (stat.st_size, stat.st_mtime_ns, package_version("jianbao") or "")
    path = folder.path / KEPT
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=_Kept)
        if kept.stamp == stamp:
            return kept.room
    except (OSError, msgspec.MsgspecError):
        pass  # none yet, or of another version: it is made anew
    room = collect(folder, progress=progress)
    with suppress(OSError):  # a run that may only be read is served all the same
        path.write_bytes(msgspec.json.encode(_Kept(stamp, room)))
    return room


class _PageId(Struct):
    id: str


class _PageLine(Struct):
    page: _PageId


def _page_places(path: Path) -> dict[str, tuple[int, int]]:
    """Where each page's line starts, and its length, in bytes."""
    places: dict[str, tuple[int, int]] = {}
    decoder, at = msgspec.json.Decoder(_PageLine), 0
    with open(path, "rb") as file:
        for line in file:
            places[decoder.decode(line).page.id] = (at, len(line))
            at += len(line)
    return places
