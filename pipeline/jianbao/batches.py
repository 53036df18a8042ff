"""A batch of pages: split into articles, through the chain, and each page put together again."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from jianbao.article import Article, Page
from jianbao.errors import StageError
from jianbao.flow import Flow, Rejection
from jianbao.models import model_record
from jianbao.reading.layout.line_model import default_model
from jianbao.reading.layout.split import split_page
from jianbao.stage import Stage, load_all
from jianbao.stages.summary.page_digest import digest_page
from jianbao.writing.folder import PageRecord

BATCH_PAGES = 64
BATCH_CHARS = 200_000

Batches = Iterator[list[Page]]


class BatchResult(Struct):
    """What came of one batch of pages.

    ``seconds``: by stage, ``layout`` the first of them. ``tallies``: what stages counted of their own work.
    """

    pages: list[tuple[PageRecord, list[Article]]]
    rejected: list[Rejection]
    seconds: dict[str, float]
    tallies: dict[str, int] = {}


def load_models(stages: Iterable[Stage]) -> None:
    """Load the models of the layout and of ``stages``, so that a wrong one is known before the first page.

    Raises EngineError or ConfigError that names it and the remedy.
    """
    default_model().load()
    load_all(stages)


def models_of(stages: Iterable[Stage]) -> list[dict[str, str]]:
    """Name, version and digest of the models of the layout and of ``stages``, each once.

    Raises EngineError or ConfigError where one cannot be read.
    """
    found = [model_record("layout"), *(model for stage in stages for model in stage.models)]
    return [model for number, model in enumerate(found) if model not in found[:number]]


def process_pages(pages: Sequence[Page], flow: Flow) -> BatchResult:
    """Split ``pages`` into articles, run ``flow`` over them, and put each page together again.

    A page that the layout cannot take is rejected, and has no record.
    """
    began = time.perf_counter()
    made, rejected = _split(pages, strict=flow.strict)
    seconds = {"layout": time.perf_counter() - began}
    outcome = flow.process([article for articles in made.values() for article in articles])
    done: dict[str, list[Article]] = {id: [] for id in made}
    for article in outcome.articles:
        done[article.page_id].append(article)
    records = [
        (_record(page, done[page.id], len(made[page.id]) - len(done[page.id])), done[page.id])
        for page in pages
        if page.id in made
    ]
    return BatchResult(records, rejected + outcome.rejected, seconds | outcome.seconds, outcome.tallies)


def _split(pages: Iterable[Page], *, strict: bool) -> tuple[dict[str, list[Article]], list[Rejection]]:
    """The articles of each page by its id, and the pages that have none because the layout failed on them."""
    made: dict[str, list[Article]] = {}
    rejected: list[Rejection] = []
    for page in pages:
        try:
            made[page.id] = split_page(page)
        except Exception as error:  # one page that layout cannot take is no reason to lose the others
            if strict:
                raise StageError(f"{page.id}: layout failed: {error}") from error
            rejected.append(Rejection(page.id, "layout", f"{type(error).__name__}: {error}"))
    return made, rejected


def _record(page: Page, articles: list[Article], rejected: int) -> PageRecord:
    whole = digest_page(articles)
    return PageRecord(page, [a.id for a in articles], list(whole.themes), whole.summary, rejected)


def batches(pages: Iterable[Page]) -> Batches:
    """The pages in batches of bounded size."""
    batch: list[Page] = []
    size = 0
    for page in pages:
        batch.append(page)
        size += len(page.text)
        if len(batch) >= BATCH_PAGES or size >= BATCH_CHARS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
