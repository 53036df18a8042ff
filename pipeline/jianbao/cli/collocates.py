"""``jianbao collocates``: the company that a word keeps."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from jianbao.cli.common import console, counted, print_json
from jianbao.cli.options import Json, Limit, Run
from jianbao.mining.keyness import Standouts, collocates
from jianbao.writing.folder import RunFolder


def register(app: typer.Typer) -> None:
    app.command("collocates")(command)


def command(
    run: Run,
    word: Annotated[str, typer.Argument(help="A word or phrase.")],
    window: Annotated[int, typer.Option(min=1, max=50, help="Content words on each side.")] = 5,
    top: Limit = 30,
    as_json: Json = False,
) -> None:
    """Find the words that keep company with a word, against the rest of the same articles."""
    folder = RunFolder(run).check()
    found = collocates(folder.articles(), word, window=window, top=top)
    if as_json:
        print_json(found)
    else:
        print_standouts(found, "near", "elsewhere")
        console.print(
            f"of {counted(found.here, 'word')} near it, and {found.there:,} elsewhere", markup=False
        )


def print_standouts(found: Standouts, here: str, there: str) -> None:
    """The words as a table."""
    table = Table("word", here, there, "log-likelihood", "log ratio")
    for row in found.rows:
        table.add_row(
            Text(row.term), f"{row.here:,}", f"{row.there:,}", f"{row.g2:.1f}", f"{row.log_ratio:.1f}"
        )
    console.print(table if found.rows else "no word stands out")
