"""``jianbao stages``: what stages there are, what they read and write, and their settings."""

from __future__ import annotations

import sys
from typing import Any

import msgspec
import typer
from rich.table import Table

from jianbao.cli.common import console, print_json
from jianbao.cli.options import Json
from jianbao.registry import stage_class, stage_names


def register(app: typer.Typer) -> None:
    app.command("stages")(command)


def command(as_json: Json = False) -> None:
    """List the stages: what each reads and writes, and its settings."""
    described = [describe(name) for name in stage_names()]
    if as_json:
        print_json(described)
        return
    table = Table("stage", "needs", "uses", "writes", "settings", "what it does")
    for row in described:
        settings = "\n".join(f"{key} = {value!r}" for key, value in row["settings"].items())
        table.add_row(
            row["name"],
            *(" ".join(row[key]) for key in ("requires", "uses", "provides")),
            settings,
            row["about"],
        )
    console.print(table)


def describe(name: str) -> dict[str, Any]:
    """The stage ``name`` in plain values: what it requires, provides, its settings, the first line about it."""
    kind = stage_class(name)
    about = (sys.modules[kind.__module__].__doc__ or kind.__doc__ or "").strip().splitlines()
    return {
        "name": name,
        "requires": sorted(kind.requires),
        "uses": sorted(kind.uses),
        "provides": sorted(kind.provides),
        "settings": msgspec.to_builtins(kind.Config()),
        "about": about[0] if about else "",
    }
