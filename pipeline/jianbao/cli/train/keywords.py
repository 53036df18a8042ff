"""``jianbao train keywords``: the ranker behind the keywords stage."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jianbao.cli.common import messages, steps
from jianbao.cli.train.common import Out, Seed, extra, need


def register(app: typer.Typer) -> None:
    app.command("keywords")(command)


def command(
    data: Annotated[
        list[Path], typer.Option(help="JSON Lines (.jsonl or .jsonl.xz): id, title, text, keywords; several.")
    ],
    out: Out,
    gold: Annotated[
        list[Path] | None, typer.Option(help="Annotated pages, whose themes are learned too; several.")
    ] = None,
    gold_weight: Annotated[float, typer.Option(min=0.0, help="What one such page weighs, in texts.")] = 12.0,
    rounds: Annotated[int, typer.Option(min=1, help="Trees.")] = 160,
    seed: Seed = 0,
) -> None:
    """Train the keyword ranker from texts with editors' tags; one text in sixteen is held out and measured."""
    with extra():
        from jianbao.training.keywords.run import Inputs, run
    need([*data, *(gold or ())])
    with steps("keywords") as progress:
        figures = run(
            Inputs(data, list(gold or ())), out, gold_weight=gold_weight, rounds=rounds, seed=seed,
            on_progress=progress,
        )  # fmt: skip
    messages.print(f"{out}: " + ", ".join(f"{name} {value:.1f}" for name, value in figures.items()))
