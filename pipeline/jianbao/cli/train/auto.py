"""``jianbao train auto``: what the engine ``auto`` has read twice."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from jianbao.cli.common import console
from jianbao.cli.train.common import need


def register(app: typer.Typer) -> None:
    app.command("auto")(command)


def command(
    gold: Annotated[
        list[Path],
        typer.Argument(
            metavar="GOLD...",
            help="Annotated texts that neither network was trained on: folders, .json or .jsonl.",
        ),
    ],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the card.")] = Path("models/auto"),
    fast: Annotated[str, typer.Option(help="The engine that reads everything.")] = "fast",
    accurate: Annotated[str, typer.Option(help="The engine that reads what it is unsure of.")] = "accurate",
    within: Annotated[float, typer.Option(min=0, help="F1 that may be lost against it alone.")] = 0.001,
) -> None:
    """Set how unsure the fast engine must be for the accurate one to read a window as well."""
    from jianbao.engines.auto.engine import AutoEngine
    from jianbao.training.auto.train import train

    need(gold)
    engine = AutoEngine(engines={"fast": fast, "accurate": accurate}, threshold=0.0)
    tries, chosen, alone = train(gold, out, engine, within=within)
    table = Table("read twice", "threshold", "F1", title=f"{accurate} alone: F1 {alone:.4f}")
    for found in tries:
        mark = " *" if found is chosen else ""
        table.add_row(f"{found.share:.1%}", f"{found.threshold:g}", f"{found.f1:.4f}{mark}")
    console.print(table)
    console.print(f"written to {out}", soft_wrap=True)
