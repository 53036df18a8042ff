"""``jianbao train``: make the models in ``models/`` anew; each trainer adds its command here."""

from __future__ import annotations

from importlib import import_module

import typer

# Every module has a function `register(app)` that adds one command to `jianbao train`.
TRAINERS = ("crf", "accurate", "fast", "auto", "keywords", "themes", "layout", "summary")


def register(app: typer.Typer) -> None:
    trainers = typer.Typer(
        help="Train the models anew, from annotated pages and corpora.", no_args_is_help=True
    )
    for name in TRAINERS:
        import_module(f"jianbao.cli.train.{name}").register(trainers)
    app.add_typer(trainers, name="train")
