"""``jianbao export``: a run in the formats of other programs."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import IO, Annotated

import msgspec
import typer

from pipeline.cli.common import output
from pipeline.errors import ConfigError
from pipeline.writing.conll import write_conll
from pipeline.writing.folder import RunFolder
from pipeline.writing.gold import to_gold
from pipeline.writing.tables import TABLES, table_rows


def register(app: typer.Typer) -> None:
    app.command("export")(command)


def command(
    run: Annotated[Path, typer.Argument(help="Folder of a run.")],
    format: Annotated[str, typer.Option("--format", "-f", help="gold, csv or conll.")],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="File. [default: standard output]")] = None,
    table: Annotated[str, typer.Option(help=f"Which table, for csv: {', '.join(TABLES)}.")] = "entities",
) -> None:
    """Export a run: gold (a JSON line a page), csv (one table), conll (a token a line)."""
    folder = RunFolder(run).check()
    if format not in FORMATS:
        raise ConfigError(f"--format {format}: no such format; there are {', '.join(FORMATS)}")
    if table not in TABLES:
        raise ConfigError(f"--table {table}: no such table; there are {', '.join(TABLES)}")
    with output(out, encoding="utf-8-sig" if format == "csv" else "utf-8") as file:  # Excel wants the BOM
        FORMATS[format](folder, file, table)


def _gold(folder: RunFolder, file: IO[str], _table: str) -> None:
    for record, articles in folder.by_page():
        row = to_gold(record.page, articles, themes=record.themes, summary=record.summary)
        file.write(msgspec.json.encode(row).decode() + "\n")


def _csv(folder: RunFolder, file: IO[str], table: str) -> None:
    writer: csv.DictWriter[str] | None = None
    for article in folder.articles():
        for row in table_rows(table, article):
            if writer is None:
                writer = csv.DictWriter(file, list(row))
                writer.writeheader()
            writer.writerow({key: _plain(value) for key, value in row.items()})


def _plain(value: object) -> object:
    """A cell that a spreadsheet will not take for a formula."""
    return "'" + value if isinstance(value, str) and value.startswith(("=", "+", "-", "@")) else value


def _conll(folder: RunFolder, file: IO[str], _table: str) -> None:
    write_conll(folder.articles(), file)


FORMATS: dict[str, Callable[[RunFolder, IO[str], str], None]] = {"gold": _gold, "csv": _csv, "conll": _conll}
