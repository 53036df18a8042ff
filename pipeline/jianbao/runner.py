"""The main job: inputs in, a folder of structured articles out."""

from __future__ import annotations

import hashlib
import signal
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from jianbao.article import LAYERS, Article, Page
from jianbao.config import Config
from jianbao.dictionary import read_dictionary
from jianbao.errors import ConfigError, EngineError, ReadError, StageError
from jianbao.files import package_version
from jianbao.flow import Flow, Rejection
from jianbao.manifest import Manifest, read_manifest
from jianbao.reading import read_pages
from jianbao.reading.layout.split import split_page
from jianbao.stage import load_all
from jianbao.stages.summary.page_digest import digest
from jianbao.writing.folder import PageRecord, RunWriter

BATCH_PAGES = 64
BATCH_CHARS = 200_000


class BatchResult(Struct):
    """What came of one batch of pages."""

    pages: list[tuple[PageRecord, list[Article]]]
    rejected: list[Rejection]
    seconds: dict[str, float]


class Progress(Struct):
    """What a progress display is told after each batch."""

    pages: int
    articles: int
    characters: int
    rejected: int


def run(
    inputs: Sequence[str],
    out: str | Path,
    config: Config | None = None,
    *,
    date: str | None = None,
    outlet: str | None = None,
    workers: int = 1,
    resume: bool = False,
    overwrite: bool = False,
    strict: bool = False,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> Manifest:
    """Read ``inputs``, run the chain of ``config`` over every page, and write the folder ``out``.

    inputs: paths of files or folders, globs, or ``-`` for standard input.
    date, outlet: for pages that bring none of their own.
    resume: keep the finished pages of an earlier run with the same configuration, do the others.
    overwrite: replace an unfinished run; a finished one is replaced without asking.
    strict: stop at the first failure instead of noting it in ``rejected.jsonl``.

    Returns the manifest; its ``counts["rejected"]`` tells of failures, its status of
    an interruption (Ctrl-C).
    Raises a JianbaoError where nothing could be done.

    >>> manifest = run(["corpus/2021-05_gaoxin-shibao.txt"], "outputs/seed")    # doctest: +SKIP
    """
    folder, config = Path(out), config or Config()
    stages = config.build()
    if workers <= 1:  # or else the workers load them: models do not live through a fork
        load_all(stages)
    manifest = Manifest.new(
        started=_now(),
        inputs=[str(i) for i in inputs],
        date=date,
        outlet=outlet,
        stages=list(config.stages),
        settings=config.sections,
        config_digest=_digest(config),
        workers=workers,
    )
    writer = RunWriter(folder, keep=_may_keep(folder, manifest, resume=resume, overwrite=overwrite))
    manifest.write(folder)
    job = _Job(writer, manifest, on_progress)
    began = time.perf_counter()
    try:
        pages = job.unfinished(
            read_pages(inputs, date=date, outlet=outlet, on_error=job.failed_to_read(strict))
        )
        for result in _results(_batches(pages), Flow(stages, strict=strict), config, workers):
            job.take(result)
        job.take(BatchResult([], [], {}))
        manifest.status = "done"
    except KeyboardInterrupt:
        manifest.status = "interrupted"
    except BaseException:
        manifest.status = "failed"
        raise
    finally:
        writer.close()
        manifest.models = _models(stages)
        manifest.wall_seconds = round(time.perf_counter() - began, 3)
        manifest.finished = _now()
        manifest.write(folder)
    return manifest


class _Job:
    """The state of one run: what to skip, what was counted, what is still to be written."""

    def __init__(
        self, writer: RunWriter, manifest: Manifest, on_progress: Callable[[Progress], None]
    ) -> None:
        self.writer, self.manifest, self.on_progress = writer, manifest, on_progress
        self.unreadable: list[Rejection] = []
        self.counts: Counter[str] = Counter({"pages": 0, "articles": 0, "characters": 0, "rejected": 0})

    def failed_to_read(self, strict: bool) -> Callable[[ReadError], None] | None:
        def note(error: ReadError) -> None:
            self.unreadable.append(
                Rejection(str(getattr(error, "path", "") or "input"), "reading", str(error))
            )

        return None if strict else note

    def unfinished(self, pages: Iterable[Page]) -> Iterator[Page]:
        for page in pages:
            if self.writer.done.get(page.id) == page.source.sha256:
                self.counts["skipped"] += 1
            else:
                self.writer.supersede(page.id)
                yield page

    def take(self, result: BatchResult) -> None:
        rejected = [*self.unreadable, *result.rejected]
        self.unreadable = []
        self.writer.write(result.pages, rejected)
        for record, articles in result.pages:
            self.counts.update(pages=1, articles=len(articles), characters=len(record.page.text))
            for article in articles:
                for layer in LAYERS:
                    items = getattr(article, layer)
                    if items is not None:
                        self.counts[layer] += len(items) if hasattr(items, "__len__") else 1
        self.counts["rejected"] += len(rejected)
        for name, seconds in result.seconds.items():
            self.manifest.seconds[name] = round(self.manifest.seconds.get(name, 0.0) + seconds, 4)
        self.manifest.counts = dict(self.counts)
        self.on_progress(Progress(**{f: self.counts[f] for f in Progress.__struct_fields__}))


def process_pages(pages: Sequence[Page], flow: Flow) -> BatchResult:
    """Split ``pages`` into articles, run ``flow`` over them, and put each page together again."""
    flow.rejected, flow.seconds = [], defaultdict(float)
    began = time.perf_counter()
    rejected: list[Rejection] = []
    articles: list[Article] = []
    for page in pages:
        try:
            articles += split_page(page)
        except Exception as error:  # one page that layout cannot take is no reason to lose the others
            if flow.strict:
                raise StageError(f"{page.id}: layout failed: {error}") from error
            rejected.append(Rejection(page.id, "layout", f"{type(error).__name__}: {error}"))
    flow.seconds["layout"] += time.perf_counter() - began
    found: dict[str, list[Article]] = {page.id: [] for page in pages}
    for article in flow.process(articles):
        found[article.page_id].append(article)
    rejected += flow.rejected
    failed = Counter(a.page_id for a in articles)
    failed.subtract(Counter({id: len(done) for id, done in found.items()}))
    lost = {r.id for r in rejected if r.stage == "layout"}
    done = [
        (_record(page, found[page.id], failed[page.id]), found[page.id])
        for page in pages
        if page.id not in lost
    ]
    return BatchResult(done, rejected, dict(flow.seconds))


def _record(page: Page, articles: list[Article], rejected: int) -> PageRecord:
    whole = digest(page, articles)
    return PageRecord(page, [a.id for a in articles], list(whole.themes), whole.summary, rejected)


def _batches(pages: Iterable[Page]) -> Iterator[list[Page]]:
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


def _results(
    batches: Iterator[list[Page]], flow: Flow, config: Config, workers: int
) -> Iterator[BatchResult]:
    if workers <= 1:
        for batch in batches:
            yield process_pages(batch, flow)
        return
    with ProcessPoolExecutor(workers, initializer=_start_worker, initargs=(config, flow.strict)) as pool:
        waiting: list[Future[BatchResult]] = []
        try:
            for batch in batches:
                waiting.append(pool.submit(_work, batch))
                if len(waiting) > 2 * workers:
                    yield waiting.pop(0).result()
            while waiting:
                yield waiting.pop(0).result()
        except BrokenProcessPool as error:
            raise StageError(
                "a worker process was killed, perhaps for want of memory; what was finished is kept: "
                "run again with --resume and fewer --workers"
            ) from error
        finally:
            for future in waiting:
                future.cancel()


_flow: Flow | None = None  # of this worker process


def _start_worker(config: Config, strict: bool) -> None:
    global _flow
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which lets us finish
    _flow = Flow(config.build(), strict=strict)


def _work(batch: list[Page]) -> BatchResult:
    if _flow is None:
        raise StageError("this worker was not started")
    return process_pages(batch, _flow)


def _may_keep(folder: Path, manifest: Manifest, *, resume: bool, overwrite: bool) -> bool:
    """Whether the finished pages in ``folder`` may stay; raises ConfigError rather than lose work unasked."""
    earlier = read_manifest(folder)
    if earlier is None:
        return False
    if resume:
        if earlier.config_digest == manifest.config_digest:
            return True
        if not overwrite:
            raise ConfigError(
                f"{folder}: made with another configuration or version of jianbao, so it cannot be resumed; "
                "choose another -o, or --overwrite to start again"
            )
    if earlier.status != "done" and earlier.counts.get("pages") and not overwrite:
        raise ConfigError(
            f"{folder}: holds a run that was not finished ({earlier.counts['pages']} pages are); "
            "go on with it with --resume, or start again with --overwrite"
        )
    return False


def _digest(config: Config) -> str:
    """Of configuration, dictionaries and version: finished pages may be kept only where all are the same."""
    terms = [read_dictionary(s["user_dict"]).digest for s in config.sections.values() if s.get("user_dict")]
    whole = " ".join((str(package_version("jianbao")), config.digest, *terms))
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def _models(stages: Iterable[object]) -> list[dict[str, str]]:
    """The models of ``stages``; none of a stage whose model cannot be loaded, which has been told by then."""
    found: list[dict[str, str]] = []
    for stage in stages:
        with suppress(ConfigError, EngineError):
            found += getattr(stage, "models", [])
    return found


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
