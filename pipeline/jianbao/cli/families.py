"""``jianbao families``: the slogan families of a corpus, when each appeared, and in which papers."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from jianbao.cli.common import console, print_json, steps
from jianbao.cli.options import Json, RunOrFiles
from jianbao.mining.corpus import articles_of, size_of
from jianbao.mining.slogans import FamilyHistory, family_histories


def register(app: typer.Typer) -> None:
    app.command("families")(command)


def command(
    source: RunOrFiles,
    term: Annotated[str | None, typer.Argument(help="Only families with this member: 痛点.")] = None,
    top: Annotated[int, typer.Option(min=1, help="Number of families.")] = 30,
    least: Annotated[int, typer.Option(min=1, help="Leave out families in fewer articles than this.")] = 1,
    as_json: Json = False,
) -> None:
    """Follow slogan families: members, first and last date, newspapers, articles per month."""
    with steps("slogan families", size_of(source)) as progress:
        found = family_histories(articles_of(source, ("tokens", "slogans")), progress=progress)
    found = [h for h in found if h.articles >= least and (not term or term in (m.term for m in h.members))]
    if as_json:
        print_json(found[:top])
    elif found:
        console.print(_table(found[:top]))
    else:
        console.print(f"no slogan family{f' with {term}' if term else ''} in {source}", markup=False)


def _table(found: list[FamilyHistory]) -> Table:
    table = Table("family", "frame", "articles", "first", "last", "papers")
    for h in found:
        members = "/".join(m.term for m in h.members[:8]) + (" ..." if len(h.members) > 8 else "")
        papers = ", ".join(f"{name} {n}" for name, n in list(h.outlets.items())[:3])
        table.add_row(Text(members), h.frame, str(h.articles), h.first or "", h.last or "", Text(papers))
    return table
