"""``jianbao diff``: what an upgrade or another setting changed, layer by layer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from jianbao.cli.common import console, print_json
from jianbao.cli.options import Json
from jianbao.evaluation.diff import RunDiff, diff
from jianbao.writing.folder import RunFolder

_WIDTH = 200  # characters of an item


def register(app: typer.Typer) -> None:
    app.command("diff")(command)


def command(
    run_a: Annotated[Path, typer.Argument(help="Folder of a run.")],
    run_b: Annotated[Path, typer.Argument(help="Folder of another run over the same input.")],
    examples: Annotated[int, typer.Option(min=0, help="Number of articles to show of each layer.")] = 3,
    as_json: Json = False,
) -> None:
    """Compare two runs layer by layer: how many items each has alone, with examples."""
    found = diff(RunFolder(run_a).check(), RunFolder(run_b).check(), examples=examples)
    if as_json:
        print_json(found)
    else:
        _print(found, str(run_a), str(run_b))


def _print(found: RunDiff, a: str, b: str) -> None:
    table = Table("layer", "both", "only A", "only B", "articles that differ")
    for name, layer in found.layers.items():
        numbers = (layer.both, layer.only_a, layer.only_b, layer.articles)
        table.add_row(name, *(f"{number:,}" for number in numbers))
    console.print(Text(f"A: {a}\nB: {b}"))
    console.print(table)
    console.print(f"{found.articles:,} articles in both, {found.same:,} of them the same in every layer")
    for what, number, text in (
        ("only_a", found.only_a, "only in A"),
        ("only_b", found.only_b, "only in B"),
        ("other_text", found.other_text, "of another text, not compared"),
    ):
        if number:
            ids = ", ".join(found.listed[what]) + (" ..." if number > len(found.listed[what]) else "")
            console.print(Text(f"{number:,} {text}: {ids}"))
    if found.stages:
        console.print("stages: " + ", ".join(f"{name} {what}" for name, what in found.stages.items()))
    for name, layer in found.layers.items():
        for example in layer.examples:
            console.print(Text(f"\n{name}  {example.article}", style="bold"))
            for sign, style, items in (("-", "red", example.only_a), ("+", "green", example.only_b)):
                for item in items[:5]:
                    short = item if len(item) <= _WIDTH else item[:_WIDTH] + " ..."
                    console.print(Text(f"{sign} {short}", style=style), soft_wrap=True)
                if len(items) > 5:
                    console.print(Text(f"{sign} ... {len(items) - 5} more", style=style))
