"""``jianbao reprints``: articles that were printed more than once."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from jianbao.cli.common import console, print_json, steps
from jianbao.cli.options import Json, RunOrFiles
from jianbao.mining.corpus import size_of, texts_of
from jianbao.mining.reprints import Document, Reprint, reprints


def register(app: typer.Typer) -> None:
    app.command("reprints")(command)


def command(
    run: RunOrFiles,
    threshold: Annotated[
        float, typer.Option(min=0.1, max=1.0, help="Least similarity (Jaccard) of two texts.")
    ] = 0.5,
    as_json: Json = False,
) -> None:
    """Find articles that were printed more than once (MinHash of five-character shingles)."""
    with steps("reprints", size_of(run)) as progress:
        documents = (Document(t.id, t.text, t.date, t.title) for t in texts_of(run))
        groups = reprints(documents, threshold=threshold, progress=progress)
    if as_json:
        print_json(groups)
    else:
        console.print(_table(groups) if groups else "nothing was printed twice")


def _table(groups: list[Reprint]) -> Table:
    table = Table("article", "date", "title", "similarity")
    for group in groups:
        for id, date, title in zip(group.ids, group.dates, group.titles, strict=True):
            table.add_row(Text(id), date or "", Text(title), f"{group.similarity:.2f}")
        table.add_section()
    return table
