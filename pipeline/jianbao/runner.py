"""The main job: inputs in, a folder of structured articles out."""

from __future__ import annotations

import hashlib
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from jianbao.article import Article, Page
from jianbao.batches import BatchResult, batches, models_of
from jianbao.config import Config
from jianbao.dictionary import read_dictionary
from jianbao.errors import ConfigError, EngineError, ReadError
from jianbao.files import package_version
from jianbao.flow import Rejection
from jianbao.manifest import Manifest, read_manifest
from jianbao.pool import PAGE_TIMEOUT, processor
from jianbao.reading import read_pages
from jianbao.stage import Stage
from jianbao.writing.folder import PageRecord, RunWriter, holds_work
from jianbao.writing.lock import locked


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
    columns: Mapping[str, str] | None = None,
    workers: int = 1,
    page_timeout: float = PAGE_TIMEOUT,
    resume: bool = False,
    overwrite: bool = False,
    strict: bool = False,
    on_progress: Callable[[Progress], None] = lambda _: None,
    on_note: Callable[[str], None] = lambda _: None,
) -> Manifest:
    """Read ``inputs``, run the chain of ``config`` over every page, and write the folder ``out``.

    inputs: paths of files or folders, globs, or ``-`` for standard input.
    date, outlet: for pages that bring none of their own.
    columns: field to column of tables and records, where they have no known name.
    workers: processes; several survive a page that kills or hangs its process, which is then rejected. So does one,
    where the run in the folder was killed.
    page_timeout: seconds a page may take where there are several workers, 0 for ever.
    resume: keep the finished pages of an earlier run with the same configuration, do the others. A run that
    was stopped is gone on with unasked where input and configuration are the same; ``on_note`` is told.
    overwrite: replace what the folder holds, whatever it is. Unasked only a finished run of the same input and
    configuration is replaced.
    on_note: is told what reading guessed, repaired and passed over, and of a run that is gone on with.
    strict: stop at the first failure instead of noting it in ``rejected.jsonl``.

    Returns the manifest; its ``counts["rejected"]`` tells of failures, its status of
    an interruption (Ctrl-C).
    Raises a JianbaoError where nothing could be done.

    >>> manifest = run(["corpus/2021-05_gaoxin-shibao.txt"], "outputs/seed")    # doctest: +SKIP
    """
    folder, config = Path(out), config or Config()
    stages = config.build()
    manifest = Manifest.new(
        started=_now(),
        inputs=[str(i) for i in inputs],
        input_digest=input_digest(inputs, date=date, outlet=outlet, columns=columns),
        date=date,
        outlet=outlet,
        stages=list(config.stages),
        settings=config.sections,
        config_digest=fingerprint(config),
        workers=workers,
    )
    with locked(folder):
        keep = _may_keep(folder, manifest, resume=resume, overwrite=overwrite, on_note=on_note)
        apart = _was_killed(folder)  # perhaps by one of its pages
        with processor(
            config, workers=workers, apart=apart, strict=strict, page_timeout=page_timeout
        ) as process:
            job = _Job(RunWriter(folder, keep=keep), manifest, on_progress)
            with _recorded(job, stages):
                pages = read_pages(
                    inputs,
                    date=date,
                    outlet=outlet,
                    columns=columns,
                    on_error=None if strict else job.reject,
                    on_note=on_note,
                )
                for result in process(batches(job.unfinished(pages))):
                    job.take(result)
                job.finish()
    return manifest


@contextmanager
def _recorded(job: _Job, stages: Iterable[Stage]) -> Iterator[None]:
    """Write the manifest when the run starts, and again when it ends, however it does."""
    manifest, folder = job.manifest, job.writer.path
    manifest.write(folder)
    began = time.perf_counter()
    try:
        yield
    except KeyboardInterrupt:
        manifest.status = "interrupted"
    except BaseException:
        manifest.status = "failed"
        raise
    finally:
        job.writer.close()
        with suppress(ConfigError, EngineError):  # a model that has gone since it was loaded
            manifest.models = models_of(stages)
        manifest.wall_seconds = round(time.perf_counter() - began, 3)
        manifest.finished = _now()
        manifest.write(folder)


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
        self.counts.update(result.tallies)
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


def _may_keep(
    folder: Path, manifest: Manifest, *, resume: bool, overwrite: bool, on_note: Callable[[str], None]
) -> bool:
    """Whether the finished pages in ``folder`` may stay; raises ConfigError rather than lose work unasked."""
    if not holds_work(folder):
        return False
    earlier = read_manifest(folder)
    if earlier is None:
        return _give_up(
            overwrite, f"{folder}: holds the pages of a run, but no manifest.json that can be read"
        )
    if earlier.config_digest != manifest.config_digest:
        return _give_up(
            overwrite,
            f"{folder}: {_what(earlier)} made with another configuration or version of jianbao, "
            "so it cannot be resumed",
        )
    if resume:
        return True
    if not earlier.input_digest or earlier.input_digest != manifest.input_digest:
        return _give_up(
            overwrite,
            f"{folder}: {_what(earlier)} made of other input ({_named(earlier.inputs)}); "
            "add to it with --resume",
        )
    if earlier.status == "done" or overwrite:
        return False
    on_note(f"{folder}: going on with the run that was stopped here (--overwrite starts again)")
    return True


def _was_killed(folder: Path) -> bool:
    earlier = read_manifest(folder)
    return earlier is not None and earlier.status == "running"


def _give_up(overwrite: bool, reason: str) -> bool:
    if not overwrite:
        raise ConfigError(f"{reason}; choose another -o, or --overwrite to start again")
    return False


def _what(earlier: Manifest) -> str:
    return "holds a run that was" if earlier.status == "done" else "holds an unfinished run that was"


def _named(inputs: Sequence[str]) -> str:
    """The first inputs: enough to know them by."""
    return ", ".join(inputs[:3]) + (f" and {len(inputs) - 3} more" if len(inputs) > 3 else "")


def input_digest(
    inputs: Sequence[str], *, date: str | None, outlet: str | None, columns: Mapping[str, str] | None = None
) -> str:
    """Of what was to be read: the same only for the same paths, date, outlet and columns; "" for standard input."""
    if "-" in inputs:
        return ""
    whole = "\0".join((*(os.path.abspath(i) for i in inputs), date or "", outlet or ""))
    if columns:
        whole += "\0" + ",".join(f"{field}={name}" for field, name in sorted(columns.items()))
    return hashlib.sha256(whole.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def fingerprint(config: Config) -> str:
    """Of configuration, dictionaries and version: finished pages may be kept only where all are the same."""
    terms = [read_dictionary(s["user_dict"]).digest for s in config.sections.values() if s.get("user_dict")]
    whole = " ".join((str(package_version("jianbao")), config.digest, *terms))
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
