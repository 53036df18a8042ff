"""``jianbao schema``: the JSON Schema of what a run writes."""

from __future__ import annotations

import sys

import msgspec
import typer

from pipeline.article import json_schema


def register(app: typer.Typer) -> None:
    app.command("schema")(command)


def command() -> None:
    """Print the JSON Schema of one line of articles.jsonl."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(json_schema()), indent=2).decode() + "\n")
