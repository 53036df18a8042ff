"""``jianbao person``: who held which post when."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from jianbao.cli.common import console, counted, pairs, print_json
from jianbao.cli.options import Json, Limit, Run
from jianbao.errors import ConfigError
from jianbao.mining.people import PersonEntry, merge_people
from jianbao.writing.folder import RunFolder


def register(app: typer.Typer) -> None:
    app.command("person")(command)


def command(
    run: Run,
    name: Annotated[
        str | None, typer.Argument(help="Full name. [default: those in the most articles]")
    ] = None,
    apart: Annotated[
        list[str] | None,
        typer.Option(metavar="ARTICLE,ARTICLE", help="Do not merge the people of these two articles."),
    ] = None,
    limit: Limit = 30,
    as_json: Json = False,
) -> None:
    """Show people over all articles of a run: their posts over time, and why articles were merged."""
    held_apart = pairs("--apart", apart or (), "article ids")
    people = merge_people(RunFolder(run).check().articles(), apart=held_apart)
    chosen = [p for p in people if p.name == name] if name else people[:limit]
    if name and not chosen:
        raise ConfigError(f"nobody named {name!r} in {run}; list people with: jianbao person {run}")
    if as_json:
        print_json(chosen)
    elif name:
        for person in chosen:
            _print(person)
    else:
        console.print(_table(chosen))


def _table(people: list[PersonEntry]) -> Table:
    table = Table("person", "articles", "from", "to", "latest post")
    for p in people:
        latest = f"{p.posts[-1].status}{p.posts[-1].org or ''}{p.posts[-1].title}" if p.posts else ""
        table.add_row(Text(p.id), str(len(p.articles)), p.first or "", p.last or "", Text(latest))
    return table


def _print(person: PersonEntry) -> None:
    title = f"{person.id}: {counted(len(person.articles), 'article')}"
    table = Table("date", "post", "article", title=title, title_justify="left")
    for post in person.posts:
        text = f"{post.status}{post.org or ''} {post.title}".strip()
        table.add_row(post.date or "", Text(text), Text(post.article))
    console.print(table)
    for merge in person.merges:
        console.print(Text(f"  {merge.article_a} = {merge.article_b}: {merge.reason}", style="dim"))
