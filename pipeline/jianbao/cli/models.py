"""``jianbao models``: which trained models there are, whether they are complete; installs others."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from jianbao.cli.common import EXIT_SOME_FAILED, console, messages, print_json
from jianbao.models import Model, install, shipped_models, user_models


def register(app: typer.Typer) -> None:
    app.command("models")(command)


def command(
    folder: Annotated[
        Path | None, typer.Argument(help="Folder of models. [default: those shipped with jianbao]")
    ] = None,
    new: Annotated[
        Path | None,
        typer.Option(
            "--install", metavar="PATH", help="A folder with model.json, or a .zip or .tar.gz of it."
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON, with the complete model cards.")
    ] = False,
) -> None:
    """List the trained models and check their files against the digests of their cards."""
    if new:
        model = install(new)
        messages.print(f"{model.folder}: engines find it as NAME:{model.name}")
    models = shipped_models(folder)
    if not folder and user_models().is_dir():
        models += shipped_models(user_models())
    found = [as_plain(model) for model in models]
    if as_json:
        print_json(found)
    else:
        table = Table("model", "version", "MB", "complete", "what it does")
        for row in found:
            card = row["card"]
            state = "[green]yes[/]" if not row["faults"] else "[yellow]" + "; ".join(row["faults"]) + "[/]"
            version, task = str(card.get("version", "")), str(card.get("task", ""))
            table.add_row(row["name"], version, f"{row['bytes'] / 1e6:.1f}", state, task)
        console.print(table)
    if any(row["faults"] and row["card"] for row in found):
        raise typer.Exit(EXIT_SOME_FAILED)


def as_plain(model: Model) -> dict[str, Any]:
    """A model in plain values."""
    return {"name": model.name, "bytes": model.size, "faults": model.faults(), "card": model.card}
