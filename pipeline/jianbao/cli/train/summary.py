"""``jianbao train summary``: headline words, story boundaries, and where a lead is cut."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jianbao.cli.common import messages, steps
from jianbao.cli.train.common import Out, Seed, extra, need


def register(app: typer.Typer) -> None:
    app.command("summary")(command)


def command(
    single: Annotated[Path, typer.Option(help="Single stories, JSON Lines (or .xz): id, text, summary.")],
    several: Annotated[
        Path, typer.Option(help="Texts of several stories, a paragraph each; the summary is their headlines.")
    ],
    out: Out,
    seed: Seed = 0,
) -> None:
    """Train the summary models from texts with summaries; one text in sixteen is left out."""
    with extra():
        from jianbao.training.summary.run import run
    need([single, several])
    with steps("headlines") as progress:
        counts = run(single, several, out, seed=seed, on_progress=progress)
    messages.print(f"{out}: " + ", ".join(f"{name} {number:,}" for name, number in counts.items()))
