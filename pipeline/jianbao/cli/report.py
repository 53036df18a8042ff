"""``jianbao report``: one HTML file for readers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jianbao.cli.common import console, counted, steps
from jianbao.cli.options import Run
from jianbao.reading.formats.page_pictures import can_draw
from jianbao.report.report import LIMIT, write_report

_WHY = "their pages are not where they were read, or the report would be too large"


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
    clippings: Annotated[
        bool,
        typer.Option(
            "--clippings/--no-clippings",
            help="Show the pictures of articles that were read off scans or PDF pages.",
        ),
    ] = True,
) -> None:
    """Write the report of a run: one self-contained HTML file that opens without the network."""
    write(run, out or run / "report.html", limit, clippings=clippings)


def write(run: Path, out: Path, limit: float = LIMIT, *, clippings: bool = True) -> None:
    """Write the report of ``run`` to ``out``, and say what is in it."""
    with steps("reading") as progress:
        written = write_report(run, out, limit=limit, clippings=clippings, progress=progress)
    size = f"{written.size / 1e6:.1f} MB"
    console.print(
        f"{written.path}: {counted(written.articles, 'article')}, {size}", markup=False, soft_wrap=True
    )
    if written.left_out:
        console.print(
            f"{written.left_out:,} articles are listed by title only, to stay below {limit:g} MB; "
            f"see them all with: jianbao serve {run}", markup=False, soft_wrap=True,
        )  # fmt: skip
    missing = written.printed - written.clipped
    if clippings and missing:
        why = "they need Pillow (pip install 'jianbao[report]')" if not can_draw() else _WHY
        console.print(f"pictures of {missing:,} articles are left out: {why}", markup=False, soft_wrap=True)
