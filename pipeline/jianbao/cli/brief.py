"""``jianbao brief``: what a page and a day brought, as Markdown."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from jianbao.cli.common import choice, output
from jianbao.cli.options import Run
from jianbao.errors import ConfigError
from jianbao.writing.brief import brief_of_day, pages_by_day, write_brief
from jianbao.writing.folder import RunFolder


def register(app: typer.Typer) -> None:
    app.command("brief")(command)


def command(
    run: Run,
    day: Annotated[str | None, typer.Option(help="Only pages of this date: 2021, 2021-05 or a day.")] = None,
    language: Annotated[str, typer.Option(help="Language of the labels: en or zh.")] = "en",
    fields: Annotated[
        bool, typer.Option("--fields/--no-fields", help="Also who, what, when, where ... of each article.")
    ] = True,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="File. [default: standard output]")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON: a list of days.")] = False,
) -> None:
    """Write a brief of a run: each day, each page, each article in a few lines."""
    choice("--language", language, ("en", "zh"))
    days = pages_by_day(RunFolder(run).check(), day)
    first = next(days, None)
    if first is None and day is not None:
        raise ConfigError(f"{run}: no page of {day}; without --day the brief lists all dates")
    with output(out) as file:
        found = chain([first] if first else [], days)
        if as_json:
            file.write("[")
            for number, pages in enumerate(found):
                file.write(("," if number else "") + msgspec.json.encode(brief_of_day(pages)).decode())
            file.write("]\n")
        else:
            write_brief(found, file, language=language, fields=fields)
