"""The folder of a run: JSON Lines files that grow by complete lines, and what a stopped run needs to continue."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct, field

from jianbao.article import Article, Page, json_schema
from jianbao.errors import ReadError, WriteError
from jianbao.files import write_whole
from jianbao.flow import Rejection
from jianbao.manifest import Manifest, read_manifest

ARTICLES, PAGES, REJECTED = "articles.jsonl", "pages.jsonl", "rejected.jsonl"
_T = TypeVar("_T")


class PageRecord(Struct, omit_defaults=True):
    """One line of ``pages.jsonl``: the page as read, the ids of its articles, its themes and summary."""

    page: Page
    articles: list[str] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    summary: str = ""
    rejected: int = 0  # articles that failed


class RunFolder:
    """The files of one run, for reading."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)

    @property
    def manifest(self) -> Manifest | None:
        """The manifest, None if there is none yet."""
        return read_manifest(self.path)

    def check(self) -> RunFolder:
        """Return the folder itself; raises ReadError if it does not contain a run."""
        if not (self.path / PAGES).is_file():
            raise ReadError(
                f"{self.path}: no run here (pages.jsonl is missing); "
                f"create one with: jianbao run INPUT -o {self.path}"
            )
        return self

    def articles(self) -> Iterator[Article]:
        """The articles in the order of the pages."""
        return _lines(self.path / ARTICLES, Article)

    def pages(self) -> Iterator[PageRecord]:
        """The finished pages in the order in which they were read."""
        return _lines(self.path / PAGES, PageRecord)

    def rejected(self) -> Iterator[Rejection]:
        """The pages and articles that failed."""
        return _lines(self.path / REJECTED, Rejection)

    def by_page(self) -> Iterator[tuple[PageRecord, list[Article]]]:
        """Each page with its articles; both files are read once, in parallel."""
        articles, waiting = self.articles(), dict[str, Article]()
        for record in self.pages():
            found = []
            for id in record.articles:
                while id not in waiting and (article := next(articles, None)) is not None:
                    waiting[article.id] = article
                if id in waiting:
                    found.append(waiting.pop(id))
            yield record, found


def holds_work(path: Path) -> bool:
    """Whether a run wrote anything into the folder that could be lost."""
    return any((path / name).is_file() and (path / name).stat().st_size for name in (ARTICLES, PAGES))


class RunWriter:
    """Appends finished pages to the folder of a run.

    Articles are written before the line of their page: a page with a line is finished, and the articles of others,
    which a stopped run left, are removed when the next one starts.

    Raises WriteError if the folder cannot be written.
    """

    def __init__(self, path: Path, *, keep: bool) -> None:
        self.path = path
        self.done: dict[str, str] = {}  # page id -> sha256 of the text
        self._superseded = False
        path.mkdir(parents=True, exist_ok=True)
        if keep:
            self.done = _keep_finished(path)
        else:
            for name in (ARTICLES, PAGES):
                write_whole(path / name, b"")
        write_whole(path / REJECTED, b"")
        write_whole(
            path / "schema.json", msgspec.json.format(msgspec.json.encode(json_schema()), indent=2) + b"\n"
        )

    def write(
        self, results: Iterable[tuple[PageRecord, list[Article]]], rejected: Iterable[Rejection] = ()
    ) -> None:
        """Append a batch: articles first, then their pages, then what failed."""
        pairs = list(results)
        self._append(ARTICLES, (article for _, articles in pairs for article in articles))
        self._append(PAGES, (record for record, _ in pairs))
        self._append(REJECTED, rejected)

    def supersede(self, page_id: str) -> None:
        """Note that the page is processed again; what an earlier run wrote of it is removed at ``close``."""
        self._superseded = self._superseded or page_id in self.done

    def close(self) -> None:
        """Keep each page once: of one that was processed twice, the later."""
        if self._superseded:
            _keep_finished(self.path, again=False)

    def _append(self, name: str, rows: Iterable[Any]) -> None:
        data = b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
        if not data:
            return
        path = self.path / name
        size = path.stat().st_size if path.exists() else 0
        try:
            with open(path, "ab", buffering=0) as file:
                _write_all(file.fileno(), data)
        except OSError as error:  # a full disk: no partial line stays
            os.truncate(path, size)
            raise WriteError(
                f"{path}: cannot write: {error.strerror}; what was finished is kept, "
                "free some space and run again with --resume"
            ) from error


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _keep_finished(path: Path, *, again: bool = True) -> dict[str, str]:
    """Remove what a stopped run left unfinished; returns the finished pages: id -> SHA-256 of the text.

    Of a page that was processed twice the later is kept. again: remove pages of which an article failed, so that
    they are processed again.
    """
    folder = RunFolder(path)
    pages = {r.page.id: r for r in folder.pages()} if (path / PAGES).exists() else {}
    records = [r for r in pages.values() if not (again and r.rejected)]
    wanted = {id for record in records for id in record.articles}
    kept = {a.id: msgspec.json.encode(a) for a in folder.articles() if a.id in wanted} if wanted else {}
    records = [r for r in records if all(id in kept for id in r.articles)]
    write_whole(path / ARTICLES, b"".join(kept[id] + b"\n" for r in records for id in r.articles))
    write_whole(path / PAGES, b"".join(msgspec.json.encode(r) + b"\n" for r in records))
    return {r.page.id: r.page.source.sha256 for r in records}


def _lines(path: Path, kind: type[_T]) -> Iterator[_T]:
    """The lines of a JSON Lines file; a last line that a stopped run left incomplete is skipped."""
    decoder = msgspec.json.Decoder(kind)
    try:
        with open(path, "rb") as file:
            for number, line in enumerate(file, 1):
                try:
                    yield decoder.decode(line)
                except msgspec.MsgspecError as error:
                    if not line.endswith(b"\n"):
                        return
                    raise ReadError(f"{path}:{number}: not a line that jianbao wrote: {error}") from error
    except OSError as error:
        raise ReadError(f"{path}: cannot read: {error.strerror}") from error
