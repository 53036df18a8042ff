"""What the commands share: consoles, exit codes, colours, JSON, checks of options."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TypeVar

from rich.console import Console, ConsoleOptions, RenderableType
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.segment import Segment
from rich.table import Table

from jianbao.cli.translation import translate
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


def _in_the_users_language(shown: Any) -> Any:
    if isinstance(shown, str):
        return translate(shown)
    if isinstance(shown, Table):
        shown.title = translate(shown.title) if isinstance(shown.title, str) else shown.title
        for column in shown.columns:
            column.header = translate(column.header) if isinstance(column.header, str) else column.header
    return shown


class SafeConsole(Console):
    """A console that speaks the language of the user; no text that it prints can move the cursor or set the clipboard.

    Plain strings, and the titles and headers of tables, are messages of ours and are translated.
    """

    def print(self, *objects: Any, **options: Any) -> None:
        """As ``rich.console.Console.print``."""
        super().print(*map(_in_the_users_language, objects), **options)

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
    messages.print(f"jianbao: {translate(message)}", style="red", markup=False, soft_wrap=True)


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


def counted(number: int, what: str) -> str:
    """``number`` with ``what`` behind it, in the plural where that is due.

    >>> counted(1, "article"), counted(1200, "article")
    ('1 article', '1,200 articles')
    """
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def note(message: str) -> None:
    """Something worth knowing on standard error, as it is."""
    messages.print(f"jianbao: {translate(message)}", markup=False, soft_wrap=True)


def recognising(path: str, number: int, pages: int) -> str:
    """What is said before page ``number`` (1-based) of the scans in a file is recognised."""
    return f"recognising {os.path.basename(path)}, page {number} of {pages}"


class Notes:
    """Prints what reading notes: the first note of each kind at once, and at the end what all of a kind come to."""

    def __init__(self) -> None:
        from jianbao.reading.notes import NoteSum  # here: `jianbao --help` does without

        self._sum = NoteSum()

    def __call__(self, message: str) -> None:
        """Print ``message`` ("FILE: what"), unless one of its kind was printed."""
        where, _, what = message.partition(": ")
        if self._sum.add(where, what or where):
            note(message)

    def finish(self) -> None:
        """Print a line for each kind that there was more than one note of."""
        for kind in self._sum.kinds():
            if kind.pages > 1:
                note(f"the same {kind.pages:,} times in all: {kind.text}")


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
        yield lambda number: bar.update(
            task, completed=number, description=f"{what}, {counted(number, 'article')}"
        )
