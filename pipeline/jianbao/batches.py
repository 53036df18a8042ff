"""A batch of pages: split into articles, through the chain, and each page put together again."""

from __future__ import annotations

import gc
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress

import msgspec
from msgspec import Struct

from jianbao.article import LAYERS, Article, Page, decode
from jianbao.config import Config
from jianbao.errors import StageError
from jianbao.flow import Flow, Outcome, Rejection
from jianbao.models import model_record
from jianbao.reading.layout.line_model import default_model
from jianbao.reading.layout.split import split_page
from jianbao.resources import data_path
from jianbao.stage import Stage, load_all
from jianbao.stages.summary.page_digest import digest_page
from jianbao.writing.finished import FinishedPage, finish
from jianbao.writing.folder import PageRecord

BATCH_PAGES, BATCH_CHARS = 64, 200_000
SMALL_PAGES, SMALL_CHARS = 16, 20_000  # for several workers: none waits long for the last


class Redo(Struct):
    """A page that is in the store: its line, those of its articles, and the stages that are to run again.

    As bytes, since a pickled article is not written as the article was: msgspec leaves out a field that *is* its
    default, and a string that was pickled is a copy of it.
    """

    id: str
    line: bytes
    articles: list[bytes]
    stages: list[str]

    @property
    def size(self) -> int:
        """About the number of characters of the page."""
        return len(self.line) // 3


Item = Page | Redo
Batches = Iterator[list[Item]]


class BatchResult(Struct):
    """What came of one batch of pages.

    ``seconds``: by stage, ``layout`` the first of them. ``tallies``: what stages counted of their own work.
    """

    pages: list[FinishedPage]
    rejected: list[Rejection]
    seconds: dict[str, float]
    tallies: dict[str, int] = {}


def load_models(stages: Iterable[Stage]) -> None:
    """Load the models of the layout and of ``stages``, so that a wrong one is known before the first page.

    Raises EngineError or ConfigError that names it and the remedy.
    """
    with _uncollected():
        default_model().load()
        load_all(stages)


def loaded_flow(config: Config, *, strict: bool) -> Flow:
    """The chain of ``config`` with its models loaded; raises EngineError or ConfigError where one cannot be."""
    flow = Flow(config.build(), strict=strict)
    load_models(flow.stages)
    return flow


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of garbage: it would look through large tables again and again while they are made."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def warm_up(flow: Flow) -> None:
    """Send a page through our own stages, so that what they load on first use is there before a process is forked."""
    own = [stage.name for stage in flow.stages if type(stage).__module__.partition(".")[0] == "jianbao"]
    with suppress(Exception), _uncollected():  # what is wrong shows on the pages
        flow.process(split_page(Page(id="warm-up", text=data_path("warm_up.txt").read_text("utf-8"))), own)


def models_of(stages: Iterable[Stage]) -> list[dict[str, str]]:
    """Name, version and digest of the models of the layout and of ``stages``, each once.

    Raises EngineError or ConfigError where one cannot be read.
    """
    found = [model_record("layout"), *(model for stage in stages for model in stage.models)]
    return [model for number, model in enumerate(found) if model not in found[:number]]


def process_pages(items: Sequence[Item], flow: Flow) -> BatchResult:
    """Split pages into articles, run ``flow`` over them, and put each page together again, in the same order.

    Of a page that is in the store already only its stages run again. A page that the layout cannot take is rejected,
    and has no record.
    """
    result = BatchResult([], [], {})
    finished: dict[str, FinishedPage] = {}
    for stages, group in _groups(items).items():
        part = _fresh(group, flow) if stages is None else _again(group, flow, stages)
        finished |= {page.id: page for page in part.pages}
        result.rejected += part.rejected
        result.seconds = dict(Counter(result.seconds) + Counter(part.seconds))
        result.tallies = dict(Counter(result.tallies) + Counter(part.tallies))
    result.pages = [finished[item.id] for item in items if item.id in finished]
    return result


def _groups(items: Sequence[Item]) -> dict[tuple[str, ...] | None, list[Item]]:
    """The items by the stages that are to run again, new pages under None."""
    groups: dict[tuple[str, ...] | None, list[Item]] = {}
    for item in items:
        groups.setdefault(tuple(item.stages) if isinstance(item, Redo) else None, []).append(item)
    return groups


def analyse_pages(pages: Sequence[Page], flow: Flow) -> list[tuple[PageRecord, list[Article]]]:
    """The pages that the layout can take with their articles, by ``flow``."""
    return _analyse(pages, flow)[0]


def _fresh(items: Sequence[Item], flow: Flow) -> BatchResult:
    pairs, rejected, outcome = _analyse([item for item in items if isinstance(item, Page)], flow)
    finished = [finish(record, articles) for record, articles in pairs]
    return BatchResult(finished, rejected, outcome.seconds, outcome.tallies)


def _analyse(
    pages: Sequence[Page], flow: Flow
) -> tuple[list[tuple[PageRecord, list[Article]]], list[Rejection], Outcome]:
    began = time.perf_counter()
    made, rejected = _split(pages, strict=flow.strict)
    seconds = {"layout": time.perf_counter() - began}
    outcome = flow.process([article for articles in made.values() for article in articles])
    done = _by_page(made, outcome.articles)
    pairs = [
        (_record(page, done[page.id], len(made[page.id]) - len(done[page.id])), done[page.id])
        for page in pages
        if page.id in made
    ]
    outcome.seconds = seconds | outcome.seconds
    return pairs, rejected + outcome.rejected, outcome


def _again(items: Sequence[Item], flow: Flow, stages: tuple[str, ...]) -> BatchResult:
    """Run ``stages`` again over stored articles; layers that no other stage of the chain writes are taken out."""
    kept = {layer for s in flow.stages if s.name not in stages for layer in s.provides}
    pages: dict[str, Page] = {}
    made: dict[str, list[Article]] = {}
    for item in items:
        if isinstance(item, Redo):
            page = msgspec.json.decode(item.line, type=PageRecord).page
            pages[page.id] = page
            made[page.id] = [_reduced(decode(line), kept) for line in item.articles]
    outcome = flow.process([article for articles in made.values() for article in articles], stages)
    done = _by_page(made, outcome.articles)
    finished = [
        finish(_record(page, done[id], len(made[id]) - len(done[id])), done[id]) for id, page in pages.items()
    ]
    return BatchResult(finished, outcome.rejected, outcome.seconds, outcome.tallies)


def _reduced(article: Article, kept: set[str]) -> Article:
    """The article without the layers that are not ``kept``."""
    for layer in LAYERS:
        if layer not in kept:
            setattr(article, layer, None)
    article.extensions = {name: value for name, value in article.extensions.items() if name in kept}
    return article


def _by_page(made: Iterable[str], articles: Iterable[Article]) -> dict[str, list[Article]]:
    done: dict[str, list[Article]] = {id: [] for id in made}
    for article in articles:
        done[article.page_id].append(article)
    return done


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


def batches(items: Iterable[Item], *, small: bool = False) -> Batches:
    """The pages in batches of bounded size; small: for several workers."""
    most, longest = (SMALL_PAGES, SMALL_CHARS) if small else (BATCH_PAGES, BATCH_CHARS)
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += item.size if isinstance(item, Redo) else len(item.text)
        if len(batch) >= most or size >= longest:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
