"""``jianbao train fast``: the small network behind the engine ``fast``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jianbao.cli.common import messages
from jianbao.cli.train.common import (
    Cluener,
    Finish,
    Gold,
    HeldOut,
    Msra,
    MsraTest,
    Out,
    Processes,
    Seed,
    Stories,
    Words,
    extra,
    need,
)


def register(app: typer.Typer) -> None:
    app.command("fast")(command)


def command(
    teacher: Annotated[Path, typer.Option(help="Folder of a model made by `jianbao train accurate`.")],
    gold: Gold,
    unlabelled: Annotated[
        list[Path],
        typer.Option(help="Stories, title and text per line, for the teacher to label; several."),
    ],
    work: Annotated[
        Path, typer.Option(help="Folder for labels, checkpoints and logs; an unfinished run goes on.")
    ],
    out: Out,
    begin: Annotated[
        Path | None, typer.Option("--from", help="Folder of a trained model of this kind, to train it on.")
    ] = None,
    stories: Stories = 4000,
    msra: Msra = None,
    cluener: Cluener = None,
    words: Words = None,
    msra_test: MsraTest = None,
    held_out: HeldOut = None,
    steps: Annotated[
        int, typer.Option(min=1, help="Steps of training, up to 8,192 characters a process.")
    ] = 3000,
    finish: Finish = 0,
    processes: Processes = 2,
    seed: Seed = 1,
) -> None:
    """Distil the accurate model into LAC's small network, with annotated pages, MSRA, CLUENER and words beside."""
    with extra():
        from jianbao.training.fast.prepare import Inputs
        from jianbao.training.fast.run import run
    need([teacher, *gold, *unlabelled, msra, cluener, words, msra_test, held_out, begin])
    inputs = Inputs(teacher, gold, unlabelled, stories, msra, cluener, words, msra_test, held_out, begin)
    figures = run(inputs, work, out, steps=steps, finish=finish, processes=processes, seed=seed)
    messages.print(f"{out}: {figures}")
