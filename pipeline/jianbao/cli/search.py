"""``jianbao search``: find articles, and see the words in their context."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from jianbao.cli.common import console, counted, print_json
from jianbao.cli.options import Json
from jianbao.search.index import Index, SearchResult


def register(app: typer.Typer) -> None:
    app.command("search")(command)


def command(
    run: Annotated[Path, typer.Argument(help="Folder of an indexed run.")],
    query: Annotated[list[str], typer.Argument(help='Words, "phrases", AND, OR, NOT or -word, parentheses.')],
    person: Annotated[str | None, typer.Option(help="Only articles that name this person.")] = None,
    org: Annotated[str | None, typer.Option(help="Only articles that name this organisation.")] = None,
    place: Annotated[str | None, typer.Option(help="Only articles that name this place.")] = None,
    since: Annotated[
        str | None, typer.Option("--from", help="From this date on: 2021, 2021-05 or a day.")
    ] = None,
    until: Annotated[str | None, typer.Option("--to", help="Up to and including this date.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Only this newspaper.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Number of articles to show.")] = 20,
    kwic: Annotated[int, typer.Option(min=0, help="Number of characters shown on each side of a hit.")] = 20,
    as_json: Json = False,
) -> None:
    """Search a run; traditional and simplified characters, full and half width match each other."""
    found = Index(run).search(
        " ".join(query), person=person, org=org, place=place, since=since, until=until, outlet=outlet,
        limit=limit, kwic=kwic,
    )  # fmt: skip
    if as_json:
        print_json(found)
    else:
        _print(found, kwic)


def _print(found: SearchResult, width: int) -> None:
    for hit in found.hits:
        console.print(Text("  ".join(filter(None, (hit.id, hit.date, hit.outlet, hit.title))), style="bold"))
        for before, term, after in hit.contexts:
            line = Text("　" * max(0, width - len(before)) + before)
            console.print(line + Text(term, style="bold red") + Text(after), soft_wrap=True)
    console.print(
        counted(found.total, "article")
        + (f", {len(found.hits)} shown" if found.total > len(found.hits) else "")
    )
