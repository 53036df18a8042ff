"""The input of mining: the folder of a run, or files that no stage has annotated yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from msgspec import Struct

from jianbao.article import Article
from jianbao.config import Config
from jianbao.flow import Flow
from jianbao.language.width import fold
from jianbao.mining.terms import Row, rows, rows_of_texts
from jianbao.reading import read, read_pages
from jianbao.writing.folder import RunFolder

_BATCH = 64


class CorpusText(Struct, frozen=True):
    """A text of a corpus: its id, date (``YYYY[-MM[-DD]]``), headline, text and newspaper."""

    id: str
    date: str | None
    title: str
    text: str
    outlet: str | None = None


def is_run(source: str | Path) -> bool:
    """Whether ``source`` is the folder of a run."""
    return RunFolder(source).exists


def size_of(source: str | Path) -> int | None:
    """The number of articles of a run; None for files, whose number is unknown before they are read."""
    manifest = RunFolder(source).manifest if is_run(source) else None
    return manifest.counts.get("articles") if manifest else None


def texts_of(source: str | Path) -> Iterator[CorpusText]:
    """The bodies of a run's articles, or the pages and records of files, not split into articles.

    Raises ReadError with the path for input that cannot be read.
    """
    if is_run(source):
        for a in RunFolder(source).articles():
            yield CorpusText(a.id, a.date, a.title, a.text[a.body.start : a.body.end] or a.text, a.outlet)
        return
    for page in read_pages(source):
        yield CorpusText(page.id, page.date, page.title or "", page.text, page.outlet)


def rows_of(source: str | Path) -> Iterator[Row]:
    """Rows of terms: from the layers of a run, or from files by dictionary segmentation, which is faster."""
    if is_run(source):
        return rows(RunFolder(source).articles())
    return rows_of_texts((t.id, t.date, t.title, t.text) for t in texts_of(source))


def rows_with(source: str | Path, terms: Sequence[str]) -> Iterator[Row]:
    """Rows of the given terms only, found as strings: 痛点 counts whether or not a dictionary has it."""
    wanted = {term: fold(term) for term in terms}
    for t in texts_of(source):
        folded = fold(f"{t.title}\n{t.text}")
        yield Row(t.id, t.date, [term for term, form in wanted.items() if form in folded], t.title)


def articles_of(source: str | Path, stages: Sequence[str]) -> Iterator[Article]:
    """Annotated articles: those of a run as they are, those of files after ``stages``."""
    if is_run(source):
        yield from RunFolder(source).articles()
        return
    flow = Flow(Config.make(stages=stages).build())
    waiting = read(source)
    while batch := list(islice(waiting, _BATCH)):
        yield from flow.process(batch).articles
