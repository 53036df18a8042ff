"""``jianbao names``: organisations and places over all articles, short names under the full ones they stand for."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.table import Table
from rich.text import Text

from jianbao.cli.common import console
from jianbao.errors import ConfigError
from jianbao.mining.organisations import Body, build_bodies
from jianbao.writing.folder import RunFolder

KINDS = {"org": "ORG", "place": "LOC"}


def register(app: typer.Typer) -> None:
    app.command("names")(command)


def command(
    run: Annotated[Path, typer.Argument(help="Folder of a run.")],
    name: Annotated[str | None, typer.Argument(help="Only what is called so, in full or in short.")] = None,
    kind: Annotated[str | None, typer.Option(help="Only these: org or place.")] = None,
    apart: Annotated[
        list[str] | None, typer.Option(metavar="NAME,NAME", help="Do not take these two names for one.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Length of the list.")] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show organisations and places: 市委 under 郑州市委 where the paper names one and no other, with the reason."""
    pairs = [frozenset(pair.split(",")) for pair in apart or ()]
    if any(len(pair) != 2 for pair in pairs):
        raise ConfigError("--apart takes two names with a comma between them")
    if kind not in (None, *KINDS):
        raise ConfigError(f"--kind {kind}: there are {' and '.join(KINDS)}")
    bodies = build_bodies(RunFolder(run).check().articles(), apart=pairs)
    chosen = [b for b in bodies if kind is None or b.kind == KINDS[kind]]
    if name:
        chosen = [b for b in chosen if name in (b.id, b.name, *(f.text for f in b.forms))]
        if not chosen:
            raise ConfigError(f"nothing called {name!r} in {run}; list names with: jianbao names {run}")
    if as_json:
        sys.stdout.write(msgspec.json.encode(chosen[:limit]).decode() + "\n")
    else:
        console.print(_table(chosen[:limit]))


def _table(bodies: list[Body]) -> Table:
    table = Table("name", "kind", "named", "articles", "forms")
    for body in bodies:
        forms = [f"{f.text} {f.count}" + (f" ({f.reason})" if f.reason else "") for f in body.forms]
        if body.unsure:
            forms.append(f"open: {', '.join(body.unsure)}")
        kind = "org" if body.kind == "ORG" else "place"
        table.add_row(Text(body.id), kind, str(body.count), str(len(body.articles)), Text("\n".join(forms)))
    return table
