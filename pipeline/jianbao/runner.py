"""The main job: inputs in, a folder of structured articles out."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from jianbao.article import Article, Page
from jianbao.batches import BatchResult, batches, models_of, processor
from jianbao.config import Config
from jianbao.dictionary import read_dictionary
from jianbao.errors import ConfigError, EngineError, ReadError
from jianbao.files import package_version
from jianbao.flow import Rejection
from jianbao.manifest import Manifest, read_manifest
from jianbao.reading import read_pages
from jianbao.writing.folder import PageRecord, RunWriter


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
    with processor(config, workers=workers, strict=strict) as process:
        manifest = Manifest.new(
            started=_now(),
            inputs=[str(i) for i in inputs],
            date=date,
            outlet=outlet,
            stages=list(config.stages),
            settings=config.sections,
            config_digest=fingerprint(config),
            workers=workers,
        )
        writer = RunWriter(folder, keep=_may_keep(folder, manifest, resume=resume, overwrite=overwrite))
        manifest.write(folder)
        job = _Job(writer, manifest, on_progress)
        began = time.perf_counter()
        try:
            pages = read_pages(inputs, date=date, outlet=outlet, on_error=None if strict else job.reject)
            for result in process(batches(job.unfinished(pages))):
                job.take(result)
            job.finish()
        except KeyboardInterrupt:
            manifest.status = "interrupted"
        except BaseException:
            manifest.status = "failed"
            raise
        finally:
            writer.close()
            with suppress(ConfigError, EngineError):  # a model that has gone since it was loaded
                manifest.models = models_of(stages)
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

    def reject(self, error: ReadError) -> None:
        """Note an input that cannot be read, to be written with the next batch."""
        self.unreadable.append(Rejection(error.path or "input", "reading", str(error)))

    def unfinished(self, pages: Iterable[Page]) -> Iterator[Page]:
        """The pages that an earlier run has not finished."""
        for page in pages:
            if self.writer.done.get(page.id) == page.source.sha256:
                self.counts["skipped"] += 1
            else:
                self.writer.supersede(page.id)
                yield page

    def take(self, result: BatchResult) -> None:
        """Write and count what came of a batch."""
        self._write(result.pages, result.rejected)
        for record, articles in result.pages:
            self.counts.update(pages=1, articles=len(articles), characters=len(record.page.text))
            for article in articles:
                for layer, found in article.layers().items():
                    self.counts[layer] += len(found) if hasattr(found, "__len__") else 1
        for name, seconds in result.seconds.items():
            self.manifest.seconds[name] = round(self.manifest.seconds.get(name, 0.0) + seconds, 4)
        self._report()

    def finish(self) -> None:
        """Write what could not be read since the last batch, and call the run done."""
        self._write([], [])
        self.manifest.status = "done"
        self._report()

    def _write(self, pages: list[tuple[PageRecord, list[Article]]], rejected: list[Rejection]) -> None:
        rejected = [*self.unreadable, *rejected]
        self.unreadable = []
        self.writer.write(pages, rejected)
        self.counts["rejected"] += len(rejected)

    def _report(self) -> None:
        self.manifest.counts = dict(self.counts)
        self.on_progress(Progress(**{f: self.counts[f] for f in Progress.__struct_fields__}))


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


def fingerprint(config: Config) -> str:
    """Of configuration, dictionaries and version: finished pages may be kept only where all are the same."""
    terms = [read_dictionary(s["user_dict"]).digest for s in config.sections.values() if s.get("user_dict")]
    whole = " ".join((str(package_version("jianbao")), config.digest, *terms))
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
