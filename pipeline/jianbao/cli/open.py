"""``jianbao open``: the report of a run in the browser."""

from __future__ import annotations

import webbrowser
from typing import Annotated

import typer

from jianbao.cli.common import console
from jianbao.cli.options import Run
from jianbao.cli.report import write
from jianbao.writing.folder import RunFolder


def register(app: typer.Typer) -> None:
    app.command("open")(command)


def command(
    run: Run,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Show it; or only write and name it.")
    ] = True,
) -> None:
    """Open the report of a run in the browser; it is written first where there is none or the run is newer."""
    folder = RunFolder(run).check()
    report = folder.path / "report.html"
    if not report.exists() or report.stat().st_mtime < folder.changed:
        write(folder.path, report)
    console.print(str(report), markup=False, soft_wrap=True)
    if browser:
        webbrowser.open(report.resolve().as_uri())
