"""A batch of pages: split into articles, through the chain, and each page put together again.

The work is done in this process or in several others, with the same result.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from msgspec import Struct

from jianbao.article import Article, Page
from jianbao.config import Config
from jianbao.errors import JianbaoError, StageError
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
    """What came of one batch of pages; ``seconds``: by stage, ``layout`` the first of them."""

    pages: list[tuple[PageRecord, list[Article]]]
    rejected: list[Rejection]
    seconds: dict[str, float]


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
    return BatchResult(records, rejected + outcome.rejected, seconds | outcome.seconds)


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


@contextmanager
def processor(
    config: Config, *, workers: int = 1, strict: bool = False
) -> Iterator[Callable[[Batches], Iterator[BatchResult]]]:
    """What takes batches and yields their results in the same order; by ``workers`` processes, or by this one.

    All models are loaded when it is there. Raises EngineError or ConfigError where one cannot be.
    """
    if workers <= 1:
        flow = Flow(config.build(), strict=strict)
        load_models(flow.stages)
        yield lambda batches: (process_pages(batch, flow) for batch in batches)
        return
    # the workers load the models, not the parent: they do not live through a fork
    with ProcessPoolExecutor(workers, initializer=_start_worker, initargs=(config, strict)) as pool:
        with _name_killed_workers():
            pool.submit(_check_worker).result()
        yield lambda batches: _by_workers(pool, batches, 2 * workers)


def _by_workers(pool: ProcessPoolExecutor, batches: Batches, most: int) -> Iterator[BatchResult]:
    """The results of ``batches`` by ``pool``, in order; at most ``most`` are waited for."""
    waiting: list[Future[BatchResult]] = []
    try:
        with _name_killed_workers():
            for batch in batches:
                waiting.append(pool.submit(_work, batch))
                if len(waiting) > most:
                    yield waiting.pop(0).result()
            while waiting:
                yield waiting.pop(0).result()
    finally:
        for future in waiting:
            future.cancel()


@contextmanager
def _name_killed_workers() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool as error:
        raise StageError(
            "a worker process was killed, perhaps for want of memory; what was finished is kept: "
            "run again with --resume and fewer --workers"
        ) from error


_worker_flow: Flow | JianbaoError | None = None  # of this worker process: its chain, or why it has none


def _start_worker(config: Config, strict: bool) -> None:
    global _worker_flow
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which lets us finish
    try:
        _worker_flow = Flow(config.build(), strict=strict)
        load_models(_worker_flow.stages)
    except JianbaoError as error:  # raised by the first batch: what an initializer raises is lost
        _worker_flow = error


def _check_worker() -> None:
    _flow_of_worker()


def _flow_of_worker() -> Flow:
    if isinstance(_worker_flow, JianbaoError):
        raise _worker_flow
    if _worker_flow is None:
        raise StageError("this worker was not started")
    return _worker_flow


def _work(batch: list[Page]) -> BatchResult:
    return process_pages(batch, _flow_of_worker())
