"""A run as the server reads it: what the tabs show, single articles by number, and the search index."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

import msgspec
from msgspec import Struct

from jianbao.annotation.journal import Journal, Replayed
from jianbao.article import Article
from jianbao.errors import ReadError
from jianbao.files import package_version
from jianbao.mining.concordance import Occurrence, Sort, occurrences, page_of
from jianbao.mining.keyness import collocates, keyness
from jianbao.report.chunks import without_tokens
from jianbao.report.data import ReportData, collect
from jianbao.search.index import Hit, Index, build
from jianbao.search.query import phrase
from jianbao.writing.folder import Place, RunFolder

KEPT_WORDS = 8  # whose places are kept
MOST_READ = 2_000  # articles of which the words are counted at once
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
        self.journal = Journal(self.folder.path)
        self._kept: dict[str, list[Occurrence]] = {}
        self._lock = Lock()

    def view(self, name: str) -> Any:
        """The data of the tab ``name``; None if there is no such tab."""
        return self.data.contents if name == "contents" else self.data.views.get(name)

    def as_found(self, n: int) -> Article | None:
        """Article number ``n`` as the run has it; None if there is none."""
        if not 0 <= n < len(self.data.contents):
            return None
        with self._lock:
            return self.index.article(self.data.contents[n][0])

    def article(self, n: int) -> tuple[Replayed, str] | None:
        """Article number ``n`` as corrected, without its tokens, and its page as read; None if there is none."""
        article = self.as_found(n)
        if article is None:
            return None
        return self.journal.replay(without_tokens(article)), self._page(article.page_id)

    def search(self, query: str, **options: Any) -> NumberedResult:
        """Like ``Index.search``, with the numbers of the articles and where each term starts."""
        with self._lock:
            found = self.index.search(query, **options)
        return NumberedResult(
            found.total, [self._number(hit) for hit in found.hits if hit.id in self._numbers]
        )

    def concordance(self, word: str, sort: Sort, offset: int, limit: int) -> dict[str, Any]:
        """A page of the places of ``word``: ``total``, ``articles``, and rows of number, start, before, word, after.

        The places of the last few words are kept: the first page of a frequent word takes longest.
        Raises ConfigError where ``word`` cannot be searched.
        """
        with self._lock:
            places = self._places(word)
        page = page_of(places, sort=sort, offset=offset, limit=limit)
        rows = [(self._numbers[o.id], o.start, o.before, o.term, o.after) for o in page.rows]
        return {"total": page.total, "articles": page.articles, "rows": rows}

    def company(self, word: str) -> dict[str, Any]:
        """The collocates of ``word``, and what marks its articles; of the first ``MOST_READ`` of them."""
        with self._lock:
            found = self.index.places(phrase(word))
        read = [self.folder.article_at(place) for place in found[:MOST_READ]]
        return {
            "articles": len(found),
            "read": len(read),
            "collocates": collocates(read, word, top=30),
            "keyness": keyness(read, top=30),
        }

    def _places(self, word: str) -> list[Occurrence]:
        if word not in self._kept:
            texts = (self.folder.text_at(place) for place in self.index.places(phrase(word)))
            found = occurrences((text for text in texts if text.id in self._numbers), word)
            if len(self._kept) >= KEPT_WORDS:
                self._kept.pop(next(iter(self._kept)))
            self._kept[word] = found
        return self._kept[word]

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
