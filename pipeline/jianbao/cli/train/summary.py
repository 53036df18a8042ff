"""``jianbao train summary``: which clauses make a summary, headline words, story boundaries, where a lead is cut."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jianbao.cli.common import messages, steps
from jianbao.cli.train.common import Out, Seed, extra, need
from jianbao.errors import ConfigError


def register(app: typer.Typer) -> None:
    app.command("summary")(command)


def command(
    out: Out,
    gold: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Editors' summaries: folders of annotated pages, .json, or .jsonl with id, text, summary."
        ),
    ] = None,
    single: Annotated[
        Path | None, typer.Option(help="Single stories, JSON Lines (or .xz): id, text, summary.")
    ] = None,
    several: Annotated[
        Path | None,
        typer.Option(help="Texts of several stories, a paragraph each; the summary is their headlines."),
    ] = None,
    folds: Annotated[int, typer.Option(min=0, help="Parts of the gold to measure on; 0: none.")] = 5,
    seed: Seed = 0,
) -> None:
    """Train the summary models; a part that no data is given for stays as it is shipped.

    From GOLD the choice of clauses is trained, from --single and --several headlines, story boundaries and leads.
    """
    with extra():
        from jianbao.training.summary.run import Inputs, run
    need([*(gold or ()), single, several])
    if not gold and single is None and several is None:
        raise ConfigError("nothing to train from; give GOLD, or --single and --several")
    with steps("texts") as progress:
        counts = run(Inputs(gold or (), single, several), out, seed=seed, folds=folds, on_progress=progress)
    messages.print(f"{out}: " + ", ".join(f"{name} {number:,}" for name, number in counts.items()))
