"""Where the lines of a run lie: ``articles.jsonl`` in one piece, or parts ``articles-00001.jsonl.zst`` and so on.

The part that is being written is plain (``articles-00002.jsonl``), and compressed when it is full. Of a part that is
there in both forms the compressed one counts: it was renamed when it was whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal

from msgspec import Struct

from jianbao.errors import ReadError
from jianbao.writing.packed import damage, open_frames, read_frames

Kind = Literal["articles", "pages"]
KINDS: tuple[Kind, Kind] = ("articles", "pages")
_NUMBERED = re.compile(r"(articles|pages)-(\d{5,})\.jsonl(\.zst)?")


class Part(Struct, frozen=True):
    """A file with lines of a run; ``number`` 0 is that of a run in one piece."""

    path: Path
    number: int
    packed: bool


def part_path(folder: Path, kind: Kind, number: int, *, packed: bool = False) -> Path:
    """Where the part ``number`` lies.

    >>> part_path(Path("run"), "articles", 3, packed=True).name, part_path(Path("run"), "pages", 0).name
    ('articles-00003.jsonl.zst', 'pages.jsonl')
    """
    return folder / (f"{kind}-{number:05}.jsonl{'.zst' if packed else ''}" if number else f"{kind}.jsonl")


def parts(folder: Path, kind: Kind) -> list[Part]:
    """The parts of one kind in order."""
    found: dict[int, Part] = {}
    whole = part_path(folder, kind, 0)
    if whole.is_file():
        found[0] = Part(whole, 0, False)
    for path in folder.glob(f"{kind}-*.jsonl*"):
        if (match := _NUMBERED.fullmatch(path.name)) is None:
            continue
        part = Part(path, int(match[2]), bool(match[3]))
        if part.packed or part.number not in found:
            found[part.number] = part
    return [found[number] for number in sorted(found)]


def lines(folder: Path, kind: Kind) -> Iterator[bytes]:
    """The lines of one kind, part by part, each with its line feed (the last of a stopped run perhaps without).

    Raises ReadError with the path where a part is missing, cannot be read, or is damaged.
    """
    for _, _, line in located(folder, kind):
        yield line


def located(folder: Path, kind: Kind, after: tuple[int, int] = (0, 0)) -> Iterator[tuple[int, int, bytes]]:
    """Each line with the number of its part and its offset there in bytes, for ``line_at``.

    after: a part and an offset at the beginning of a line: only the lines from there on.
    """
    found = parts(folder, kind)
    if not found:
        raise ReadError(f"{part_path(folder, kind, 0)}: cannot read: no such file")
    for part in found:
        if part.number >= after[0]:
            begin = after[1] if part.number == after[0] else 0
            for offset, line in _of_part(part, begin):
                yield part.number, offset, line


def _of_part(part: Part, begin: int) -> Iterator[tuple[int, bytes]]:
    try:
        with open_part(part) as file:
            if not part.packed:
                file.seek(begin)
            at = 0 if part.packed else begin
            for line in file:
                if at >= begin:
                    yield at, line
                at += len(line)
    except OSError as error:
        raise ReadError(f"{part.path}: cannot read: {error.strerror}") from error
    except Exception as error:
        if damage(error):
            raise ReadError(
                f"{part.path}: damaged: {error}; restore it, or run again into another folder"
            ) from error
        raise


def open_part(part: Part) -> BinaryIO:
    """The lines of a part as a stream."""
    return open_frames(part.path) if part.packed else part.path.open("rb")


def line_at(folder: Path, kind: Kind, number: int, offset: int, length: int) -> bytes:
    """The line at a place that ``located`` gave; it stays there when the part is compressed."""
    packed = part_path(folder, kind, number, packed=True)
    if number and packed.is_file():
        return read_frames(packed, offset, length)
    with part_path(folder, kind, number).open("rb") as file:
        file.seek(offset)
        return file.read(length)
