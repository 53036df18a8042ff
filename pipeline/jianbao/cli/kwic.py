"""``jianbao kwic``: every place of a word, aligned."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.cells import cell_len
from rich.text import Text

from jianbao.cli.common import choice, console, counted, print_json
from jianbao.cli.options import Json, Run
from jianbao.mining.concordance import SORTS, occurrences, page_of
from jianbao.writing.folder import RunFolder


def register(app: typer.Typer) -> None:
    app.command("kwic")(command)


def command(
    run: Run,
    word: Annotated[str, typer.Argument(help="A word or phrase.")],
    sort: Annotated[
        str, typer.Option(help="order (of the run), left, right or date.", metavar="ORDER")
    ] = "order",
    width: Annotated[int, typer.Option(min=1, max=200, help="Characters on each side.")] = 20,
    limit: Annotated[int, typer.Option(min=1, help="Places on a page.")] = 50,
    page: Annotated[int, typer.Option(min=1, help="Which page.")] = 1,
    as_json: Json = False,
) -> None:
    """Show every place of a word, aligned, with the words around it; sorted by what is left or right of it."""
    order = choice("--sort", sort, list(SORTS))
    places = occurrences(RunFolder(run).check().texts(), word, width=width)
    found = page_of(places, sort=order, offset=(page - 1) * limit, limit=limit)
    if as_json:
        print_json(found)
        return
    for row in found.rows:
        line = Text(" " * max(0, 2 * width - cell_len(row.before)) + row.before)
        console.print(
            line + Text(row.term, style="bold red") + Text(f"{row.after}  {row.id}:{row.start}"),
            soft_wrap=True,
        )
    pages = -(-found.total // limit)
    console.print(
        f"{counted(found.total, 'place')} in {counted(found.articles, 'article')}"
        + (f", page {page} of {pages}: --page" if pages > 1 else ""),
        markup=False,
    )
