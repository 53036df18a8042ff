"""What the commands share: consoles, exit codes, colours, JSON, checks of options."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TypeVar

from rich.console import Console, ConsoleOptions, RenderableType
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.segment import Segment

from jianbao.errors import ConfigError
from jianbao.files import write_errors

EXIT_SOME_FAILED = 1
EXIT_USAGE = 2
EXIT_STOPPED = 3
EXIT_INTERRUPTED = 130

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def printable(text: str) -> str:
    r"""``text`` without control characters but line break and tab: those of a title must not reach a terminal.

    >>> printable("\x1b[2J党史\x07")
    '[2J党史'
    """
    return _CONTROLS.sub("", text)


class SafeConsole(Console):
    """A console on which no text that is printed can move the cursor, set the clipboard or the title."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """The segments of ``renderable``; only rich's own keep their control codes."""
        for segment in super().render(renderable, options):
            if segment.control or not _CONTROLS.search(segment.text):
                yield segment
            else:
                yield Segment(printable(segment.text), segment.style)


console = SafeConsole(highlight=False)
messages = SafeConsole(stderr=True, highlight=False)

COLOURS = {"PER": "bold red", "LOC": "bold green", "ORG": "bold blue", "TIME": "bold magenta"}
_Choice = TypeVar("_Choice", bound=str)


def complain(message: str) -> None:
    """Print an error message on standard error, as it is: without markup, without added line breaks."""
    messages.print(f"jianbao: {message}", style="red", markup=False, soft_wrap=True)


def print_json(value: object) -> None:
    """Print ``value`` as one line of JSON on standard output."""
    import msgspec  # here: `jianbao --help` does without

    sys.stdout.write(msgspec.json.encode(value).decode() + "\n")


def choice(option: str, value: str, choices: Collection[_Choice]) -> _Choice:
    """``value``, which the user gave for ``option``, as one of ``choices``; raises ConfigError if it is not one.

    >>> choice("--language", "zh", ("en", "zh"))
    'zh'
    """
    for known in choices:
        if known == value:
            return known
    raise ConfigError(f"{option} {value}: unknown; choose one of {', '.join(choices)}")


def pairs(option: str, values: Iterable[str], what: str) -> list[frozenset[str]]:
    """The two parts of each of ``values``, "a,b"; raises ConfigError where there are not two different ones.

    what: what the parts are, for the message.
    """
    found = [frozenset(value.split(",")) for value in values]
    if any(len(pair) != 2 for pair in found):
        raise ConfigError(f"{option} takes two {what} separated by a comma")
    return found


def note(message: str) -> None:
    """Something worth knowing on standard error, as it is."""
    messages.print(f"jianbao: {message}", markup=False, soft_wrap=True)


@contextmanager
def output(path: Path | None, *, encoding: str = "utf-8") -> Iterator[IO[str]]:
    """Standard output, or the file ``path``; raises WriteError with the path if it cannot be written."""
    if path is None or str(path) == "-":
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        yield sys.stdout
        return
    with write_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "w", encoding=encoding, newline="") as file:
            yield file


@contextmanager
def steps(what: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A progress bar on standard error with the number of articles read, shown only on a terminal.

    what: the task. total: the number of articles, None if unknown.
    """
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=messages, transient=True, disable=not messages.is_terminal) as bar:
        task = bar.add_task(what, total=total)
        yield lambda number: bar.update(task, completed=number, description=f"{what}, {number:,} articles")
