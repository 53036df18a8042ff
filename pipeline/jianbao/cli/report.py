"""``jianbao report``: one HTML file for readers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jianbao.cli.common import console, counted, steps
from jianbao.cli.options import Run
from jianbao.report.report import LIMIT, write_report


def register(app: typer.Typer) -> None:
    app.command("report")(command)


def command(
    run: Run,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="HTML file. [default: RUN/report.html]")
    ] = None,
    limit: Annotated[
        float, typer.Option(min=1, help="Size in megabytes; articles beyond it are listed by title only.")
    ] = LIMIT,
) -> None:
    """Write the report of a run: one self-contained HTML file that opens without the network."""
    write(run, out or run / "report.html", limit)


def write(run: Path, out: Path, limit: float = LIMIT) -> None:
    """Write the report of ``run`` to ``out``, and say what is in it."""
    with steps("reading") as progress:
        written = write_report(run, out, limit=limit, progress=progress)
    size = f"{written.size / 1e6:.1f} MB"
    console.print(
        f"{written.path}: {counted(written.articles, 'article')}, {size}", markup=False, soft_wrap=True
    )
    if written.left_out:
        console.print(
            f"{written.left_out:,} articles are listed by title only, to stay below {limit:g} MB; "
            f"see them all with: jianbao serve {run}", markup=False, soft_wrap=True,
        )  # fmt: skip
