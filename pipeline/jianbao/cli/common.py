"""What the commands share: consoles, exit codes, colours."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from jianbao.errors import WriteError

EXIT_SOME_FAILED = 1
EXIT_USAGE = 2
EXIT_STOPPED = 3
EXIT_INTERRUPTED = 130

console = Console(highlight=False)
messages = Console(stderr=True, highlight=False)

COLOURS = {"PER": "bold red", "LOC": "bold green", "ORG": "bold blue", "TIME": "bold magenta"}


def complain(message: str) -> None:
    """An error message on standard error, as it is: markup and line breaks in it are not touched."""
    messages.print(f"jianbao: {message}", style="red", markup=False, soft_wrap=True)


@contextmanager
def output(path: Path | None, *, encoding: str = "utf-8") -> Iterator[IO[str]]:
    """Standard output, or the file ``path``; raises WriteError with the path where it cannot be written."""
    if path is None or str(path) == "-":
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        yield sys.stdout
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "w", encoding=encoding, newline="") as file:
            yield file
    except OSError as error:
        raise WriteError(f"{path}: cannot write: {error.strerror}") from error


@contextmanager
def steps(what: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A bar on standard error with a running number of articles, shown only on a terminal.

    Once all of ``total`` are read the bar says so: what is found is then still to be worked out.
    """
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=messages, transient=True, disable=not messages.is_terminal) as bar:
        task = bar.add_task(what, total=total)
        yield lambda number: bar.update(task, completed=number, description=f"{what}, {number:,} articles")
