"""The folder of a run, for reading: plain and compressed runs alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct, field

from jianbao.article import Article, Page
from jianbao.errors import ReadError
from jianbao.flow import Rejection
from jianbao.manifest import Manifest, read_manifest
from jianbao.writing.journal import NAME as JOURNAL
from jianbao.writing.journal import generation_of
from jianbao.writing.store import KINDS, Kind, line_at, located, parts

REJECTED = "rejected.jsonl"
_T = TypeVar("_T")


class PageRecord(Struct, omit_defaults=True):
    """One line of ``pages.jsonl``: the page as read, the ids of its articles, its themes and summary."""

    page: Page
    articles: list[str] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    summary: str = ""
    rejected: int = 0  # articles that failed


class ArticleText(Struct):
    """What an article says, without its layers: read many times faster than the whole."""

    id: str
    text: str
    title: str = ""
    date: str | None = None


class Place(Struct, frozen=True, array_like=True):
    """Where a line lies: the number of its part, its offset there and its length, in bytes."""

    part: int
    offset: int
    length: int


class PagePlace(Struct, frozen=True, array_like=True):
    """Where a page lies, and its articles."""

    page: Place
    articles: tuple[Place, ...]


class RunFolder:
    """The files of one run, for reading: ``articles.jsonl`` in one piece or compressed parts.

    >>> [a.title for a in RunFolder("outputs/demo").articles()]    # doctest: +SKIP
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)

    @property
    def manifest(self) -> Manifest | None:
        """The manifest, None if there is none yet."""
        return read_manifest(self.path)

    @property
    def exists(self) -> bool:
        """Whether there is a run."""
        return bool(parts(self.path, "pages"))

    def check(self) -> RunFolder:
        """Return the folder itself; raises ReadError if it does not contain a run."""
        if not self.exists:
            raise ReadError(
                f"{self.path}: no run here (pages.jsonl is missing); "
                f"create one with: jianbao run INPUT -o {self.path}"
            )
        return self

    @property
    def generation(self) -> str:
        """A name for what the folder holds, which changes whenever lines are taken out; new lines come behind."""
        return generation_of(self.path / JOURNAL)

    @property
    def stamp(self) -> str:
        """A name for exactly what the folder holds now: another after every change, whatever the clock says."""
        generation = self.generation
        told = [] if generation else [p.path.stat().st_mtime_ns for p in parts(self.path, "articles")]
        return " ".join(map(str, (generation, *self.end("articles"), *self.end("pages"), *told)))

    @property
    def changed(self) -> float:
        """When the articles were last written, as the clock said then, in seconds."""
        return max(part.path.stat().st_mtime for part in parts(self.path, "articles"))

    def end(self, kind: Kind) -> tuple[int, int]:
        """The number of the last part, and its size in bytes."""
        found = parts(self.path, kind)
        return (found[-1].number, found[-1].path.stat().st_size) if found else (0, 0)

    def articles(self) -> Iterator[Article]:
        """The articles in the order of the pages."""
        return (article for _, article in self.located_articles())

    def located_articles(self, after: tuple[int, int] = (0, 0)) -> Iterator[tuple[Place, Article]]:
        """Each article and its place; after: a part and an offset: only the articles from there on."""
        return _decoded(self.path, "articles", Article, after)

    def article_at(self, place: Place) -> Article:
        """The article at ``place``, without reading the others; raises ReadError where there is none."""
        return msgspec.json.decode(self._line("articles", place), type=Article)

    def located_pages(self) -> Iterator[tuple[Place, PageRecord]]:
        """Each finished page and its place."""
        return _decoded(self.path, "pages", PageRecord)

    def texts(self) -> Iterator[ArticleText]:
        """The texts of the articles in the order of the pages."""
        return (text for _, text in _decoded(self.path, "articles", ArticleText))

    def text_at(self, place: Place) -> ArticleText:
        """The text of the article at ``place``."""
        return msgspec.json.decode(self._line("articles", place), type=ArticleText)

    def page_at(self, place: Place) -> PageRecord:
        """The page at ``place``."""
        return msgspec.json.decode(self._line("pages", place), type=PageRecord)

    def _line(self, kind: Kind, place: Place) -> bytes:
        return line_at(self.path, kind, place.part, place.offset, place.length)

    def pages(self) -> Iterator[PageRecord]:
        """The finished pages in the order in which they were read."""
        return (record for _, record in self.located_pages())

    def rejected(self) -> Iterator[Rejection]:
        """The pages and articles that failed."""
        return _lines(self.path / REJECTED, Rejection)

    def by_page(self) -> Iterator[tuple[PageRecord, list[Article]]]:
        """Each page with its articles; both files are read once, in parallel."""
        return ((record, articles) for _, record, articles in self.located_by_page())

    def located_by_page(self) -> Iterator[tuple[PagePlace, PageRecord, list[Article]]]:
        """Each page with its articles and the places of both, for ``page_with_articles_at``."""
        articles, waiting = self.located_articles(), dict[str, tuple[Place, Article]]()
        for at, record in self.located_pages():
            found = []
            for id in record.articles:
                while id not in waiting and (located := next(articles, None)) is not None:
                    waiting[located[1].id] = located
                if id in waiting:
                    found.append(waiting.pop(id))
            places = PagePlace(at, tuple(place for place, _ in found))
            yield places, record, [article for _, article in found]

    def page_with_articles_at(self, places: PagePlace) -> tuple[PageRecord, list[Article]]:
        """The page and the articles at ``places``."""
        return self.page_at(places.page), [self.article_at(place) for place in places.articles]


def holds_work(path: Path) -> bool:
    """Whether a run wrote anything into the folder that could be lost."""
    return any(part.path.stat().st_size for kind in KINDS for part in parts(path, kind))


def _decoded(
    folder: Path, kind: Kind, struct: type[_T], after: tuple[int, int] = (0, 0)
) -> Iterator[tuple[Place, _T]]:
    """The lines of one kind; a last line that a stopped run left incomplete is skipped."""
    decoder = msgspec.json.Decoder(struct)
    for part, offset, line in located(folder, kind, after):
        try:
            yield Place(part, offset, len(line)), decoder.decode(line)
        except msgspec.MsgspecError as error:
            if not line.endswith(b"\n"):
                return
            where = f"{folder}: part {part} of the {kind}, byte {offset}"
            raise ReadError(f"{where}: not a line that jianbao wrote: {error}") from error


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
