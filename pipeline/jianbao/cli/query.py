"""``jianbao query``: SQL over the tables of a run."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from jianbao.cli.common import choice, console, print_json
from jianbao.cli.options import Run
from jianbao.errors import ConfigError
from jianbao.writing.csv import guard_formula
from jianbao.writing.folder import RunFolder
from jianbao.writing.parquet import connect, tables_stamp, write_duckdb


def register(app: typer.Typer) -> None:
    app.command("query")(command)


def command(
    run: Run,
    sql: Annotated[
        str, typer.Argument(help="A query, for example: select name, count(*) from posts group by name")
    ],
    format: Annotated[str, typer.Option("--format", "-f", help="table, csv or json.")] = "table",
) -> None:
    """Query a run with SQL; the tables are those of jianbao export. They are written on first use."""
    choice("--format", format, ("table", "csv", "json"))
    columns, rows = query(run, sql)
    if format == "json":
        for row in rows:
            print_json(dict(zip(columns, row, strict=True)))
    elif format == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(columns)
        writer.writerows([guard_formula(value) for value in row] for row in rows)
    else:
        table = Table(*columns)
        for row in rows:
            table.add_row(*(Text("" if value is None else str(value)) for value in row))
        console.print(table)


def query(run: Path, sql: str) -> tuple[list[str], list[tuple[object, ...]]]:
    """The columns and rows of ``sql`` over the tables of ``run``, written first if missing or out of date.

    Raises ConfigError with the database's own message for an invalid query.
    """
    folder = RunFolder(run).check()
    database = run / "tables.duckdb"
    if tables_stamp(database) != folder.stamp:
        write_duckdb(folder.articles(), database, stamp=folder.stamp)
    with connect(database, read_only=True) as db:
        db.execute("set enable_external_access = false")  # a query reads these tables and nothing else
        try:
            found = db.execute(sql)
            if found is None or found.description is None:
                raise ConfigError("the query is empty; write one, for example: select count(*) from articles")
            return [column[0] for column in found.description], found.fetchall()
        except Exception as error:  # the classes are known only where duckdb is installed
            if type(error).__module__.startswith(("duckdb", "_duckdb")):
                raise ConfigError(f"the query failed: {error}") from error
            raise
