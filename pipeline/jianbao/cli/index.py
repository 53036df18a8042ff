"""``jianbao index``: the search index of a run."""

from __future__ import annotations

import typer

from jianbao.cli.common import console, steps
from jianbao.cli.options import Run
from jianbao.search.index import build


def register(app: typer.Typer) -> None:
    app.command("index")(command)


def command(run: Run) -> None:
    """Build the search index of a run."""
    with steps("indexing") as progress:
        number = build(run, progress)
    console.print(f"{number:,} articles indexed; search them with: jianbao search {run} WORD", markup=False)
