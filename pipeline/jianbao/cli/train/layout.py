"""``jianbao train layout``: the line model that takes pages apart."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jianbao.cli.common import messages
from jianbao.cli.train.common import need
from jianbao.resources import model_path


def register(app: typer.Typer) -> None:
    app.command("layout")(command)


def command(
    gold: Annotated[
        list[Path], typer.Argument(metavar="GOLD...", help="Annotated pages: folders, .json or .jsonl.")
    ],
    stories: Annotated[
        list[Path],
        typer.Option(
            help="Single stories to make pages of, one per line with title and text (.jsonl, .jsonl.xz); several."
        ),
    ],
    out: Annotated[Path | None, typer.Option(help="Folder for the model. [default: models/layout]")] = None,
    pages: Annotated[int, typer.Option(min=1, help="How many pages to make.")] = 2400,
) -> None:
    """Train on annotated and made-up pages, and measure on annotated ones that were left out."""
    from jianbao.evaluation.datasets import load_dataset
    from jianbao.training.layout.train import train

    need([*gold, *stories])
    folder = out or model_path("layout")
    annotated = [page for path in gold for page in load_dataset(path).pages]
    for name, figures in train(annotated, stories, folder, pages=pages).items():
        messages.print(f"{name}: {figures}")
    messages.print(f"written to {folder}")
