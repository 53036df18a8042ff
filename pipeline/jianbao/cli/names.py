"""``jianbao names``: organisations and places over all articles, short names under the full ones they stand for."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from jianbao.cli.common import choice, console, pairs, print_json
from jianbao.cli.options import Json, Limit, Run
from jianbao.errors import ConfigError
from jianbao.mining.organisations import Kind, Organisation, merge_organisations
from jianbao.writing.folder import RunFolder

KINDS: dict[str, Kind] = {"org": "ORG", "place": "LOC"}


def register(app: typer.Typer) -> None:
    app.command("names")(command)


def command(
    run: Run,
    name: Annotated[str | None, typer.Argument(help="Only names of this form, full or short.")] = None,
    kind: Annotated[str | None, typer.Option(help="Only these: org or place.")] = None,
    apart: Annotated[
        list[str] | None, typer.Option(metavar="NAME,NAME", help="Do not merge these two names.")
    ] = None,
    limit: Limit = 30,
    as_json: Json = False,
) -> None:
    """Show organisations and places: 市委 under 郑州市委 where the paper names only one, with the reason."""
    held_apart = pairs("--apart", apart or (), "names")
    wanted = KINDS[choice("--kind", kind, KINDS)] if kind else None
    found = merge_organisations(RunFolder(run).check().articles(), apart=held_apart)
    chosen = [o for o in found if wanted in (None, o.kind)]
    if name:
        chosen = [o for o in chosen if name in (o.id, o.name, *(f.text for f in o.forms))]
        if not chosen:
            raise ConfigError(f"nothing called {name!r} in {run}; list names with: jianbao names {run}")
    if as_json:
        print_json(chosen[:limit])
    else:
        console.print(_table(chosen[:limit]))


def _table(found: list[Organisation]) -> Table:
    table = Table("name", "kind", "named", "articles", "forms")
    for o in found:
        forms = [f"{f.text} {f.count}" + (f" ({f.reason})" if f.reason else "") for f in o.forms]
        if o.unsure:
            forms.append(f"open: {', '.join(o.unsure)}")
        kind = "org" if o.kind == "ORG" else "place"
        table.add_row(Text(o.id), kind, str(o.count), str(len(o.articles)), Text("\n".join(forms)))
    return table
