"""``jianbao compare``: where two runs disagree."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from jianbao.cli.common import console, print_json
from jianbao.cli.evaluate import print_differences
from jianbao.cli.options import Json
from jianbao.evaluation.compare import compare
from jianbao.writing.folder import RunFolder


def register(app: typer.Typer) -> None:
    app.command("compare")(command)


def command(
    run_a: Annotated[Path, typer.Argument(help="Folder of a run.")],
    run_b: Annotated[Path, typer.Argument(help="Folder of another run over the same input.")],
    limit: Annotated[int, typer.Option(min=0, help="Number of differences to list.")] = 30,
    as_json: Json = False,
) -> None:
    """Compare the entities of two runs, for example of two engines."""
    found = compare(RunFolder(run_a).check().articles(), RunFolder(run_b).check().articles())
    if as_json:
        print_json(found)
        return
    table = Table("type", "both", f"only {run_a}", f"only {run_b}")
    for kind in ("PER", "LOC", "ORG", "TIME"):
        table.add_row(kind, str(found.agreed[kind]), str(found.only_a[kind]), str(found.only_b[kind]))
    console.print(table)
    console.print(f"{found.articles} articles, agreement {found.agreement:.3f}")
    print_differences(found.differences[:limit], str(run_a), str(run_b))
