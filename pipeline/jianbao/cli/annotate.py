"""``jianbao annotate``: what was found goes to an annotation tool as marks, and comes back corrected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from jianbao.annotation.corrections import Change, changes_between, correct, dictionary_terms, gold_row
from jianbao.annotation.journal import Journal
from jianbao.annotation.marks import to_marked
from jianbao.annotation.tools import TOOLS, tool_of
from jianbao.cli.common import choice, console, counted, note, print_json
from jianbao.cli.options import Run
from jianbao.errors import ConfigError, ReadError
from jianbao.files import write_errors
from jianbao.writing.folder import RunFolder

annotate = typer.Typer(
    no_args_is_help=True, help="Correct a run in an annotation tool: marks go out, corrections come back."
)
_TOOL_NAMES = ", ".join(TOOLS)


def register(app: typer.Typer) -> None:
    app.add_typer(annotate, name="annotate")


_Gold = Annotated[
    Path | None, typer.Option("-o", "--out", help="File for the gold. [default: RUN/corrected.jsonl]")
]
_Terms = Annotated[
    Path | None, typer.Option("--dict", help="Also write added and changed names as a user dictionary.")
]
_Changes = Annotated[bool, typer.Option("--json", help="Print JSON, one change per line.")]


@annotate.command("export")
def export(
    run: Run,
    tool: Annotated[str, typer.Option("--to", help="labelstudio, doccano, inception or brat.")],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Folder for the files. [default: RUN/annotate-TOOL]")
    ] = None,
    ids: Annotated[
        list[str] | None, typer.Option("--article", metavar="ID", help="Only this article; may be repeated.")
    ] = None,
) -> None:
    """Write what was found in a run (entities, posts, quotes, themes) as marks for an annotation tool."""
    name = choice("--to", tool, list(TOOLS))
    folder = RunFolder(run).check()
    target = out or run / f"annotate-{name}"
    articles = [a for a in folder.articles() if not ids or a.id in ids]
    if missing := [i for i in ids or () if i not in {a.id for a in articles}]:
        raise ConfigError(f"{run}: no article {missing[0]!r}; list them with: jianbao show {run}")
    with write_errors(target):
        target.mkdir(parents=True, exist_ok=True)
        written = TOOLS[name].write(map(to_marked, articles), target)
    files = ", ".join(map(str, written))
    console.print(f"{files}: {counted(len(articles), 'article')}", markup=False, soft_wrap=True)
    console.print(
        f"when they are corrected: jianbao annotate import FILE {run}", markup=False, soft_wrap=True
    )


@annotate.command("import")
def import_(
    source: Annotated[
        Path, typer.Argument(metavar="FILE", help="What the tool exported: a file, or a folder.")
    ],
    run: Run,
    tool: Annotated[
        str | None, typer.Option("--from", help=f"{_TOOL_NAMES}. [default: what the file looks like]")
    ] = None,
    out: _Gold = None,
    terms: _Terms = None,
    as_json: _Changes = False,
) -> None:
    """Take corrections back: tell what changed, and write the corrected articles for evaluate and train."""
    if not source.exists():
        raise ReadError(f"{source}: there is no such file or folder; check the path")
    name = choice("--from", tool or tool_of(source), list(TOOLS))
    articles = {a.id: a for a in RunFolder(run).check().articles()}
    changes, rows = [], []
    for marked in TOOLS[name].read(source):
        if marked.id not in articles:
            raise ReadError(
                f"{source}: article {marked.id!r} is not in {run}; give the run that it was exported from"
            )
        corrected = correct(articles[marked.id], marked)
        changes += corrected.changes
        rows.append(gold_row(corrected.article))
    _write(changes, rows, out or run / "corrected.jsonl", terms, as_json=as_json)


@annotate.command("corrections")
def corrections(
    run: Run,
    out: _Gold = None,
    terms: _Terms = None,
    checked: Annotated[
        bool, typer.Option("--checked", help="Only articles that were marked as checked from end to end.")
    ] = False,
    as_json: _Changes = False,
) -> None:
    """Take the corrections that were made in jianbao serve --edit, as gold for evaluate and train."""
    folder, journal = RunFolder(run).check(), Journal(run)
    waiting = set(journal.articles())
    if not waiting:
        raise ReadError(f"{journal.path}: no corrections; make some with: jianbao serve {run} --edit")
    changes, rows = [], []
    for article in folder.articles():
        if article.id not in waiting:
            continue
        waiting.remove(article.id)
        done = journal.replay(article)
        for correction, reason in done.stale:
            note(
                f"{journal.path}: correction {correction.number} of article {article.id!r} is left out: {reason}"
            )
        if not done.standing or (checked and not any(edit.action == "check" for edit in done.edits)):
            continue
        changes += changes_between(article, done.article)
        rows.append(gold_row(done.article))
    for id in sorted(waiting):
        note(f"{journal.path}: article {id!r} is no more in {run}; its corrections are left out")
    if not rows:
        raise ReadError(f"{journal.path}: no corrected article to write, see above")
    _write(changes, rows, out or run / "corrected.jsonl", terms, as_json=as_json)


def _write(
    changes: list[Change], rows: list[dict[str, object]], target: Path, terms: Path | None, *, as_json: bool
) -> None:
    """Write the gold and the dictionary, and tell what changed."""
    _write_rows(target, rows)
    if terms:
        _write_terms(terms, changes, told=not as_json)
    _tell(changes, target, len(rows), as_json=as_json)


def _write_rows(path: Path, rows: Iterable[dict[str, object]]) -> None:
    import msgspec

    with write_errors(path):
        path.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))


def _write_terms(path: Path, changes: Iterable[Change], *, told: bool) -> None:
    terms = dictionary_terms(changes)
    with write_errors(path):
        path.write_text("".join(f"{term}\t{kind}\t-\t-\n" for term, kind in terms.items()), "utf-8")
    if told:
        console.print(f"{path}: {counted(len(terms), 'term')}", markup=False, soft_wrap=True)


def _tell(changes: list[Change], target: Path, articles: int, *, as_json: bool) -> None:
    if as_json:
        for change in changes:
            print_json(change)
        return
    _print(changes)
    console.print(f"{target}: {counted(articles, 'article')}", markup=False, soft_wrap=True)
    console.print(f"measure the run on it with: jianbao evaluate {target}", markup=False, soft_wrap=True)


def _print(changes: list[Change]) -> None:
    counts = Counter((change.layer, change.kind) for change in changes)
    table = Table("layer", "added", "removed", "changed")
    for layer in ("entities", "posts", "quotes", "themes"):
        table.add_row(layer, *(str(counts[layer, kind]) for kind in ("added", "removed", "changed")))
    console.print(table)
    for change in changes[:20]:
        labels = " > ".join(mark.label for mark in (change.before, change.after) if mark) or "THEME"
        console.print(
            Text(f"{change.article}: {change.layer} {change.kind}: {change.text} ({labels})"), soft_wrap=True
        )
    if len(changes) > 20:
        console.print(f"... and {len(changes) - 20} more; see all with --json", markup=False)
