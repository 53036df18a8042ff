"""``jianbao run``: newspaper pages to structured articles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from jianbao.cli.common import (
    EXIT_INTERRUPTED,
    EXIT_SOME_FAILED,
    EXIT_STOPPED,
    EXIT_USAGE,
    Notes,
    complain,
    console,
    counted,
    messages,
    note,
    print_json,
    recognising,
)
from jianbao.cli.options import (
    AllowDownload,
    Columns,
    Configuration,
    EngineSpec,
    OcrOption,
    Settings,
    UserDict,
    ocr_choice,
    stage_settings,
)
from jianbao.cli.signals import interruptible
from jianbao.cli.translation import translate
from jianbao.config import Config
from jianbao.errors import ConfigError, EngineError, JianbaoError, ReadError
from jianbao.manifest import Manifest
from jianbao.pool import PAGE_TIMEOUT
from jianbao.reading.formats.columns import parse_columns
from jianbao.runner import Progress as Done
from jianbao.runner import run
from jianbao.writing.folder import RunFolder


def register(app: typer.Typer) -> None:
    app.command("run")(command)


def command(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Files, folders, globs, or - for standard input: text, web pages, PDF, scans, Word, tables, archives.",
        ),
    ],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Folder of the run. [default: outputs/NAME-OF-INPUT]")
    ] = None,
    date: Annotated[
        str | None, typer.Option(help="Date of pages without one: 2021-05-07, 2021-05 or 2021.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(help="Newspaper of pages without one.")] = None,
    columns: Columns = None,
    ocr: OcrOption = "auto",
    config: Configuration = None,
    settings: Settings = None,
    engine: EngineSpec = None,
    user_dict: UserDict = None,
    allow_download: AllowDownload = False,
    stages: Annotated[str | None, typer.Option(help="Run only these stages, in this order: a,b,c.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Number of processes.")] = 1,
    page_timeout: Annotated[
        float,
        typer.Option(
            min=0,
            metavar="SECONDS",
            help="With several --workers, reject a page that takes longer; 0: never.",
        ),
    ] = PAGE_TIMEOUT,
    max_memory: Annotated[
        float,
        typer.Option(
            min=0,
            metavar="MB",
            help="Replace a worker that has more memory than this, and reject a page that takes more alone; "
            "0: no limit.",
        ),
    ] = 0,
    ray: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Run the --workers as actors of a Ray cluster: HOST:PORT, auto for the one that runs here, "
            "or local to start one.",
        ),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume",
            help="Keep the finished pages that the folder holds, do the others. "
            "Not needed after a stop: the same command goes on.",
        ),
    ] = False,
    update: Annotated[
        bool,
        typer.Option(
            "--update",
            help="Bring the folder up to date: new and changed pages are read, and of the others only the stages "
            "run again whose settings, code or models have changed.",
        ),
    ] = False,
    prune: Annotated[
        bool,
        typer.Option(
            "--prune", help="With --resume or --update, take out pages that the input no longer has."
        ),
    ] = False,
    shard_size: Annotated[
        float,
        typer.Option(
            min=0,
            metavar="MB",
            help="Write compressed parts, articles-00001.jsonl.zst ..., of this size before compression; "
            "0: one plain articles.jsonl.",
        ),
    ] = 0,
    publish: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="When the run is done, bring a copy of it up to date in an object store: s3://bucket/run.",
        ),
    ] = None,
    overwrite: Annotated[
        bool,
        typer.Option(
            "--overwrite",
            help="Start again, though the folder holds an unfinished run, or one of other input or settings.",
        ),
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first failure.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the manifest as JSON.")] = False,
) -> None:
    """Read newspaper pages and write structured articles."""
    chosen = stage_settings(settings, engine=engine, user_dict=user_dict, allow_download=allow_download)
    configuration = Config.make(config, chosen, stages.split(",") if stages else None)
    if prune and not (resume or update):
        raise ConfigError("--prune goes with --resume or --update: it takes pages out of what is there")
    folder = out or Path("outputs") / default_name(inputs[0])
    notes = Notes()
    try:
        with interruptible(), _Bar() as bar:
            manifest = run(
                inputs,
                folder,
                configuration,
                date=date,
                outlet=outlet,
                columns=parse_columns(columns),
                ocr=ocr_choice(ocr),
                workers=workers,
                page_timeout=page_timeout,
                max_memory=int(max_memory * 1_000_000),
                ray=ray,
                resume=resume,
                update=update,
                prune=prune,
                overwrite=overwrite,
                shard_size=int(shard_size * 1_000_000),
                publish=publish,
                strict=strict,
                on_progress=bar.show,
                on_note=notes,
                on_page=bar.recognising,
            )
    except (ConfigError, EngineError):
        raise
    except ReadError as error:  # only with --strict, or where nothing can be read at all
        complain(str(error))
        raise typer.Exit(EXIT_STOPPED if strict else EXIT_USAGE) from error
    except JianbaoError as error:
        complain(str(error))
        raise typer.Exit(EXIT_STOPPED) from error
    finally:
        notes.finish()
    try:
        if as_json:
            print_json(manifest)
        else:
            _print(folder, manifest)
    finally:  # failures are told even where nobody reads standard output any more
        _exit(folder, manifest)


def default_name(first: str) -> str:
    """The name of the run's folder by the first input.

    >>> default_name("corpus/a.txt"), default_name("-")
    ('a', 'stdin')
    """
    return "stdin" if first == "-" else Path(first.rstrip("/*?")).stem or "run"


def _exit(folder: Path, manifest: Manifest) -> None:
    """Print what failed, and raise typer.Exit with the code that says so."""
    for rejection in RunFolder(folder).rejected():
        complain(
            f"{rejection.stage}: {rejection.reason}"
            if rejection.stage == "reading"
            else f"{rejection.id}: {rejection.stage}: {rejection.reason}"
        )
    if manifest.status == "interrupted":
        complain(f"interrupted; what was finished is in {folder}, continue with --resume")
        raise typer.Exit(EXIT_INTERRUPTED)
    if manifest.counts.get("rejected"):
        nothing = not any(manifest.counts.get(name) for name in ("pages", "skipped", "updated"))
        raise typer.Exit(EXIT_USAGE if nothing else EXIT_SOME_FAILED)


def _print(folder: Path, manifest: Manifest) -> None:
    counts = manifest.counts
    status = f"{folder}: {manifest.status} in {manifest.wall_seconds:.1f} s"
    console.print(status, style="italic", markup=False, soft_wrap=True)
    table = Table()
    table.add_column("found")
    table.add_column("number", justify="right")
    for name in (*_FIRST, *_layers(counts)):
        if name in counts:
            table.add_row(translate(_PLAIN.get(name, name)), f"{counts[name]:,}")
    console.print(table)
    if counts.get("articles"):
        console.print(f"Look at it with: jianbao show {folder}", markup=False, soft_wrap=True)


_FIRST = ("pages", "skipped", "updated", "gone", "pruned", "articles", "characters", "rejected")
_PLAIN = {"characters_read_twice": "characters read twice"}


def _layers(counts: dict[str, int]) -> list[str]:
    others = {*_FIRST, "sentences", "tokens", "summary", "characters_read"}
    return [name for name in counts if name not in others]


class _Bar:
    """A progress bar on standard error, shown only on a terminal."""

    def __init__(self) -> None:
        self.progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("pages"),
            TimeElapsedColumn(),
            console=messages,
            transient=True,
            disable=not messages.is_terminal,
        )

    def __enter__(self) -> _Bar:
        self.progress.start()
        self.task = self.progress.add_task("reading", total=None)
        self.file = self.progress.add_task("", total=None, visible=False)
        self.last = False  # the page that is recognised is the last of its file
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.stop()

    def recognising(self, path: str, number: int, pages: int) -> None:
        """Show how far the recognition of a file is; where there is no terminal, say so in a line a page."""
        text = recognising(path, number, pages)
        if messages.is_terminal:
            self.progress.update(self.file, description=text, completed=number - 1, total=pages, visible=True)
            self.last = number == pages
        else:
            note(text)

    def show(self, done: Done) -> None:
        """Show how many pages, articles and characters are done."""
        if self.last:
            self.progress.update(self.file, visible=False)
        speed = done.characters / max(self.progress.tasks[0].elapsed or 0.0, 0.1)
        text = f"{counted(done.articles, 'article')}, {done.characters:,} characters, {speed:,.0f} a second"
        self.progress.update(
            self.task,
            completed=done.pages,
            description=text + (f", {done.rejected} rejected" if done.rejected else ""),
        )
