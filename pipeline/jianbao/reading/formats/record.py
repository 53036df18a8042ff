"""What readers give: a record, a page as its file has it, and notes about a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from jianbao.article import Block, PageLine
from jianbao.errors import ReadError
from jianbao.reading.printed.page import Printed


@dataclass(slots=True)
class Record:
    """One page as its file gives it, before anything is checked."""

    text: Any
    id: Any = None
    title: Any = None
    date: Any = None
    outlet: Any = None
    number: int | None = None  # record, line or page, 1-based
    line: int | None = None
    encoding: str = "utf-8"
    format: str = "text"
    author: Any = None
    kicker: Any = None
    subtitle: Any = None
    page_label: Any = None  # of the printed page: A02
    section: Any = None
    member: str = ""  # the file inside an archive
    blocks: list[Block] = field(default_factory=list)  # what the file's markup says of spans of the text
    printed: list[PageLine] = field(default_factory=list)  # of a PDF or scan
    size: tuple[float, float] = (0.0, 0.0)  # of a printed page: width and height
    notes: list[str] = field(default_factory=list)  # what was left out or is doubtful, for who asks
    warnings: list[str] = field(default_factory=list)  # what was guessed or repaired, told to the user


def printed_record(
    printed: Printed,
    format: str,
    number: int,
    pages: int,
    size: tuple[float, float],
    notes: Sequence[str] = (),
) -> Record:
    """The record of a printed page: page ``number`` (1-based) of ``pages`` in its file, ``size`` wide and high."""
    return Record(
        printed.text,
        number=number if pages > 1 else None,
        line=number,
        encoding="",
        format=format,
        printed=printed.lines,
        size=size,
        notes=list(notes),
    )


@dataclass(slots=True, frozen=True)
class Note:
    """Something worth knowing about a file, which is no error: ``message`` names the file."""

    message: str


Records = Iterator[Record | ReadError | Note]


def error(path: str, line: int | None, what: str) -> ReadError:
    """A ReadError that names the file, and the line or record where there is one."""
    return ReadError(f"{path}:{line}: {what}" if line else f"{path}: {what}", path=path, line=line)
