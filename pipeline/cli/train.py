"""``jianbao train``: make the models in ``models/`` anew; each trainer adds its command here."""

from __future__ import annotations

from importlib import import_module

import typer

# Every module has a function `register(app)` that adds one command to `jianbao train`.
TRAINERS = ("train_entities", "train_tagger", "train_fast", "train_keywords", "train_layout", "train_summary")


def register(app: typer.Typer) -> None:
    trainers = typer.Typer(
        help="Train the models anew, from annotated pages and corpora.", no_args_is_help=True
    )
    for name in TRAINERS:
        import_module(f"pipeline.cli.{name}").register(trainers)
    app.add_typer(trainers, name="train")
