"""The main job: inputs in, a folder of structured articles out."""

from __future__ import annotations

import hashlib
import os
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from jianbao.article import Page
from jianbao.batches import BatchResult, Item, Redo, batches, models_of
from jianbao.config import Config
from jianbao.dictionary import read_dictionary
from jianbao.digests import LAYOUT, chain_digest, stage_digests
from jianbao.errors import ConfigError, EngineError, ReadError
from jianbao.files import package_version, write_whole
from jianbao.flow import Rejection
from jianbao.manifest import Manifest, read_manifest
from jianbao.pool import PAGE_TIMEOUT, processor
from jianbao.reading import read_pages
from jianbao.reading.formats.scan import Ocr, OnPage
from jianbao.registry import stage_class
from jianbao.remote import is_url, store
from jianbao.stage import Stage, to_run_again
from jianbao.writing.folder import PageRecord, RunFolder, holds_work
from jianbao.writing.inputs import InputFiles
from jianbao.writing.journal import page_key
from jianbao.writing.lock import locked
from jianbao.writing.publish import publish as publish_run
from jianbao.writing.writer import GONE, RunWriter


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
    ocr: Ocr = "auto",
    workers: int = 1,
    page_timeout: float = PAGE_TIMEOUT,
    max_memory: int = 0,
    ray: str | None = None,
    resume: bool = False,
    update: bool = False,
    prune: bool = False,
    overwrite: bool = False,
    shard_size: int = 0,
    publish: str | None = None,
    strict: bool = False,
    on_progress: Callable[[Progress], None] = lambda _: None,
    on_note: Callable[[str], None] = lambda _: None,
    on_page: OnPage | None = None,
) -> Manifest:
    """Read ``inputs``, run the chain of ``config`` over every page, and write the folder ``out``.

    inputs: paths of files or folders, globs, URLs (extra ``remote``), or ``-`` for standard input.
    date, outlet: for pages that bring none of their own.
    columns: field to column of tables and records, where they have no known name.
    ocr: whether the text of scans is recognised, as for ``read_pages``; ``on_page`` is told of each page before it is.
    workers: processes; several survive a page that kills or hangs its process, which is then rejected. So does one,
    where the run in the folder was killed.
    page_timeout: seconds a page may take where there are several workers, 0 for ever.
    max_memory: bytes a worker may have, 0 without limit: one that has more is replaced, and a page that takes more
    alone is rejected.
    ray: the address of a Ray cluster, ``auto`` or ``local``: the workers are its actors; what they find is written
    here.
    resume: keep the finished pages of an earlier run with the same configuration, do the others. A run that
    was stopped is gone on with unasked where input and configuration are the same; ``on_note`` is told.
    update: bring the folder up to date: like ``resume``, under another configuration too. Only the stages whose
    settings, code or models have changed run again over the finished pages, with those that read their layers.
    prune: with ``resume`` or ``update``, take out the pages that the input no longer has; they are listed in
    ``gone.jsonl`` otherwise.
    overwrite: replace what the folder holds, whatever it is. Unasked only a finished run of the same input and
    configuration is replaced.
    shard_size: bytes of articles a part, compressed when it is full; 0: one plain ``articles.jsonl``.
    publish: a URL (extra ``remote``) where a copy of the run is brought up to date when it is done.
    on_note: is told what reading guessed, repaired and passed over, and of a run that is gone on with.
    strict: stop at the first failure instead of noting it in ``rejected.jsonl``.

    Returns the manifest; its ``counts["rejected"]`` tells of failures, its status of
    an interruption (Ctrl-C).
    Raises a JianbaoError where nothing could be done.

    >>> manifest = run(["corpus/2021-05_gaoxin-shibao.txt"], "outputs/seed")    # doctest: +SKIP
    """
    if is_url(os.fspath(out).replace(":/", "://", 1)):
        raise ConfigError(
            f"{out}: a run is written into a folder of this machine; give one with -o, and the store with --publish"
        )
    if publish is not None:
        store(publish)  # complain now, not when the run is done
    folder, config = Path(out), config or Config()
    stages = config.build()
    manifest = Manifest.new(
        started=_now(),
        inputs=[str(i) for i in inputs],
        input_digest=input_digest(inputs, date=date, outlet=outlet, columns=columns, ocr=ocr),
        date=date,
        outlet=outlet,
        stages=list(config.stages),
        settings=config.sections,
        config_digest=fingerprint(config),
        workers=workers,
    )
    with locked(folder):
        keep = _may_keep(folder, manifest, resume=resume, update=update, overwrite=overwrite, on_note=on_note)
        trust = _is_the_same(folder, manifest)
        apart = _was_killed(folder)  # perhaps by one of its pages
        small = workers > 1 and ray is None
        with processor(
            config,
            workers=workers,
            apart=apart,
            strict=strict,
            page_timeout=page_timeout,
            max_memory=max_memory,
            ray=ray,
        ) as process:
            manifest.stage_digests = stage_digests(stages)
            writer = RunWriter(
                folder,
                keep=keep,
                chain=chain_digest(manifest.stage_digests),
                stages=manifest.stage_digests,
                shard_size=shard_size,
            )
            files = InputFiles(folder, f"{date} {outlet} {sorted((columns or {}).items())} {ocr}", keep=keep)
            job = _Job(writer, manifest, files, on_progress, on_note)
            with _recorded(job, stages):
                for result in process(batches(job.outdated(stages, trust=trust), small=small)):
                    job.take(result, again=True)
                pages = read_pages(
                    inputs,
                    date=date,
                    outlet=outlet,
                    columns=columns,
                    ocr=ocr,
                    on_error=None if strict else job.reject,
                    on_note=on_note,
                    on_page=on_page,
                    skip=job.known,
                    on_linked=files.linked,
                )
                for result in process(batches(job.unfinished(pages), small=small)):
                    job.take(result)
                job.finish(prune=prune)
        if publish is not None and manifest.status == "done":
            publish_run(folder, publish)
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
        self,
        writer: RunWriter,
        manifest: Manifest,
        files: InputFiles,
        on_progress: Callable[[Progress], None],
        on_note: Callable[[str], None],
    ) -> None:
        self.writer, self.manifest, self.files = writer, manifest, files
        self.on_progress, self.on_note = on_progress, on_note
        self.unreadable: list[Rejection] = []
        self.failed: set[str] = set()  # paths
        self.counts: Counter[str] = Counter({"pages": 0, "articles": 0, "characters": 0, "rejected": 0})

    def reject(self, error: ReadError) -> None:
        """Note an input that cannot be read, to be written with the next batch."""
        self.unreadable.append(Rejection(error.path or "input", "reading", str(error)))
        self.failed.add(error.path)
        self.files.failed(error.path)

    def outdated(self, stages: Sequence[Stage], *, trust: bool) -> Iterator[Item]:
        """The finished pages that other settings, code or models made, each with the stages to run again.

        trust: pages of which the journal does not know how they were made are up to date.
        """
        now, writer = self.manifest.stage_digests, self.writer
        current = {writer.chain, ""} if trust else {writer.chain}
        if all(kept.chain in current for kept in writer.kept.values()):
            return
        plans: dict[str, list[str] | None] = {}
        for chain, done, line, articles in writer.stored():
            if chain in current or done.rejected:
                continue
            if chain not in plans:
                plans[chain] = _plan(writer.mades.get(chain, {}), now, stages)
                self._tell(plans[chain])
            plan = plans[chain]
            if plan is None:
                yield msgspec.json.decode(line, type=PageRecord).page
            else:
                yield Redo(done.id, line, articles, plan)

    def _tell(self, plan: list[str] | None) -> None:
        what = "all stages" if plan is None else ", ".join(plan) or "none, layers are taken out"
        self.on_note(f"{self.writer.path}: finished pages are brought up to date: {what}")

    def known(self, path: str) -> Collection[str] | None:
        """The pages of a file that need not be read."""
        ids = self.files.unchanged(path)
        kept = self.writer.kept
        if ids is None or any(id not in kept or kept[id].rejected for id in ids):
            return None
        for id in ids:
            kept[id].present = True
        self.counts["skipped"] += len(ids)
        return ids

    def unfinished(self, pages: Iterable[Page]) -> Iterator[Item]:
        """The pages that an earlier run has not finished."""
        for page in pages:
            self.files.note(page)
            kept = self.writer.kept.get(page.id)
            if kept is not None:
                kept.present = True
            if kept is not None and not kept.rejected and kept.key == page_key(page):
                self.counts["skipped"] += 1
            else:
                yield page

    def take(self, result: BatchResult, *, again: bool = False) -> None:
        """Write and count what came of a batch; again: of pages that were finished."""
        self._write(result)
        for page in result.pages:
            self.counts.update({"updated" if again else "pages": 1, "articles": len(page.articles)})
            self.counts.update({"characters": page.characters, **page.layers})
        self.counts.update(result.tallies)
        for name, seconds in result.seconds.items():
            self.manifest.seconds[name] = round(self.manifest.seconds.get(name, 0.0) + seconds, 4)
        self._report()

    def finish(self, *, prune: bool) -> None:
        """Write what could not be read since the last batch, see to pages that have gone, call the run done."""
        self._write(BatchResult([], [], {}))
        self._gone(prune=prune)
        self.files.write()
        self.manifest.status = "done"
        self._report()

    def _gone(self, *, prune: bool) -> None:
        """List the pages that the input no longer has, or take them out; not those of files that failed today."""
        gone = {id for id, kept in self.writer.kept.items() if not kept.present}
        found: list[dict[str, str]] = []
        if gone:
            for record in RunFolder(self.writer.path).pages():
                page = record.page
                if page.id in gone and page.source.path not in self.failed:
                    found.append({"id": page.id, "path": page.source.path})
                    gone.discard(page.id)
        if found and prune:
            self.writer.drop(row["id"] for row in found)
            self.counts["pruned"] = len(found)
        elif found:
            self.counts["gone"] = len(found)
            self.on_note(
                f"{self.writer.path}: {len(found):,} pages are no longer in the input; they stay, and are listed in "
                f"{GONE} (--prune takes them out)"
            )
        path = self.writer.path / GONE
        if found and not prune:
            write_whole(path, b"".join(msgspec.json.encode(row) + b"\n" for row in found))
        else:
            path.unlink(missing_ok=True)

    def _write(self, result: BatchResult) -> None:
        rejected = [*self.unreadable, *result.rejected]
        self.unreadable = []
        self.writer.write(result.pages, rejected)
        self.counts["rejected"] += len(rejected)

    def _report(self) -> None:
        self.manifest.counts = dict(self.counts)
        self.on_progress(Progress(**{f: self.counts[f] for f in Progress.__struct_fields__}))


def _plan(before: dict[str, str], now: dict[str, str], stages: Sequence[Stage]) -> list[str] | None:
    """The stages to run again over pages that were made ``before``; None: all, from the page on."""
    if before.get(LAYOUT) != now[LAYOUT]:
        return None
    gone: set[str] = set()
    for name in before.keys() - now.keys() - {LAYOUT}:
        with suppress(ConfigError):  # of a package that has gone: its layers are its own
            gone |= stage_class(name).provides
    return to_run_again(stages, [s.name for s in stages if before.get(s.name) != now[s.name]], gone)


def _is_the_same(folder: Path, manifest: Manifest) -> bool:
    """Whether pages whose journal was lost count as made by this configuration: by what the manifest says."""
    earlier = read_manifest(folder)
    return earlier is not None and earlier.config_digest == manifest.config_digest


def _may_keep(
    folder: Path,
    manifest: Manifest,
    *,
    resume: bool,
    update: bool,
    overwrite: bool,
    on_note: Callable[[str], None],
) -> bool:
    """Whether the finished pages in ``folder`` may stay; raises ConfigError rather than lose work unasked."""
    if not holds_work(folder):
        return False
    earlier = read_manifest(folder)
    if earlier is None:
        return _give_up(
            overwrite, f"{folder}: holds the pages of a run, but no manifest.json that can be read"
        )
    if update and not overwrite:
        return True
    if earlier.config_digest != manifest.config_digest:
        return _give_up(
            overwrite,
            f"{folder}: {_what(earlier)} made with another configuration or version of jianbao, "
            "so it cannot be resumed; bring it up to date with --update",
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
    inputs: Sequence[str],
    *,
    date: str | None,
    outlet: str | None,
    columns: Mapping[str, str] | None = None,
    ocr: Ocr = "auto",
) -> str:
    """Of what was to be read: the same only for the same paths and choices; "" for standard input."""
    if "-" in inputs:
        return ""
    whole = "\0".join((*(i if is_url(i) else os.path.abspath(i) for i in inputs), date or "", outlet or ""))
    if columns:
        whole += "\0" + ",".join(f"{field}={name}" for field, name in sorted(columns.items()))
    whole += "" if ocr == "auto" else f"\0{ocr}"
    return hashlib.sha256(whole.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def fingerprint(config: Config) -> str:
    """Of configuration, dictionaries and version: finished pages may be kept only where all are the same."""
    terms = [read_dictionary(s["user_dict"]).digest for s in config.sections.values() if s.get("user_dict")]
    whole = " ".join((str(package_version("jianbao")), config.digest, *terms))
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
