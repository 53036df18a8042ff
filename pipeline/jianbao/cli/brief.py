"""``jianbao brief``: what a page and a day brought, as Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from jianbao.cli.common import choice, output
from jianbao.cli.options import Run
from jianbao.errors import ConfigError
from jianbao.writing.brief import BriefPage, brief_json, brief_markdown, day_of
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
    pages = [
        BriefPage(record.page, articles, record.summary, record.themes)
        for record, articles in RunFolder(run).check().by_page()
    ]
    if day is not None:
        pages = [p for p in pages if day_of(p).startswith(day)]
        if not pages:
            raise ConfigError(f"{run}: no page of {day}; without --day the brief lists all dates")
    with output(out) as file:
        if as_json:
            file.write(msgspec.json.encode(brief_json(pages)).decode() + "\n")
        else:
            file.write(brief_markdown(pages, language=language, fields=fields))
