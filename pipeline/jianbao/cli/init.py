"""``jianbao init``: a configuration file to begin with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jianbao.cli.common import console
from jianbao.cli.settings_file import settings_file
from jianbao.errors import ConfigError
from jianbao.files import write_errors


def register(app: typer.Typer) -> None:
    app.command("init")(command)


def command(
    path: Annotated[Path, typer.Argument(help="File to write.")] = Path("jianbao.toml"),
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace the file.")] = False,
) -> None:
    """Write a configuration file with every setting at its default, explained: for jianbao run --config."""
    if path.exists() and not overwrite:
        raise ConfigError(f"{path}: exists already; choose another name, or replace it with --overwrite")
    with write_errors(path):
        path.write_text(settings_file(), "utf-8")
    console.print(
        f"{path}: change what you like, then: jianbao run INPUT --config {path}", markup=False, soft_wrap=True
    )
