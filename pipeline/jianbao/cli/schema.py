"""``jianbao schema``: the JSON Schema of what a run writes."""

from __future__ import annotations

import sys
from typing import Annotated

import msgspec
import typer

from jianbao.article import json_schema
from jianbao.writing.tables import describe_tables


def register(app: typer.Typer) -> None:
    app.command("schema")(command)


def command(
    tables: Annotated[
        bool, typer.Option("--tables", help="Print the tables of jianbao export instead, as Markdown.")
    ] = False,
) -> None:
    """Print the JSON Schema of one line of articles.jsonl, or the columns of the tables."""
    if tables:
        sys.stdout.write(describe_tables())
        return
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(json_schema()), indent=2).decode() + "\n")
