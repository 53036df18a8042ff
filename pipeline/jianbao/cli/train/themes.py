"""``jianbao train themes``: the ranker of themes in the keywords model, from annotated texts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jianbao.cli.common import messages, steps
from jianbao.cli.train.common import Out, Seed, extra, need


def register(app: typer.Typer) -> None:
    app.command("themes")(command)


def command(
    gold: Annotated[
        list[Path],
        typer.Argument(help="Annotated texts: JSON Lines with id, text and themes, or gold pages; several."),
    ],
    out: Out,
    engine: Annotated[
        list[str] | None, typer.Option(help="Engines whose words and names are learned from; several.")
    ] = None,
    network: Annotated[
        str, typer.Option(help="The fast engine whose states the span head reads: fast, or fast:FOLDER.")
    ] = "fast",
    rounds: Annotated[int, typer.Option(min=1, help="Trees.")] = 80,
    seed: Seed = 0,
) -> None:
    """Train the ranker of themes from texts with hand-chosen themes, measured by cross-validation over texts."""
    with extra():
        from jianbao.training.keywords.themes import Settings, run
    need(gold)
    engines = tuple(engine or Settings().engines)
    settings = Settings(engines=engines, network=network, rounds=rounds, seed=seed)
    with steps("themes") as progress:
        figures = run(gold, out, settings, on_progress=progress)
    messages.print(f"{out}: " + ", ".join(f"{name} {value:.3f}" for name, value in figures.items()))
