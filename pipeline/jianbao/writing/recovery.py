"""A stopped run's folder made whole again: what was never finished is cut off, what the journal lost is looked up."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct, field

from jianbao.article import Page
from jianbao.errors import ReadError
from jianbao.files import fresh, write_errors, write_whole
from jianbao.writing.compact import finish_compaction
from jianbao.writing.journal import NAME as JOURNAL
from jianbao.writing.journal import (
    Batch,
    Done,
    Line,
    Start,
    encode_lines,
    new_generation,
    page_key,
    read_journal,
)
from jianbao.writing.packed import write_frames
from jianbao.writing.store import KINDS, Kind, Part, line_at, open_part, part_path, parts


def recover(folder: Path) -> None:
    """Bring the files of ``folder`` to what its journal says; write a journal where none fits the files.

    Raises ReadError where a part is missing or damaged, WriteError where the folder cannot be written.
    """
    finish_compaction(folder)
    with write_errors(folder):
        if not _fits(folder):
            _look_up(folder)


def _fits(folder: Path) -> bool:
    """Cut the files to what the journal says is finished; False where they hold less, or there is no journal."""
    ends: dict[int, tuple[int, int]] = {}
    good = 0
    for line in read_journal(folder / JOURNAL):
        good += len(encode_lines([line]))
        if isinstance(line, Batch):
            ends[line.part] = line.sizes
    if not good:
        return False
    os.truncate(folder / JOURNAL, good)
    for number, sizes in ends.items():
        for kind, size in zip(KINDS, sizes, strict=True):
            plain = part_path(folder, kind, number)
            if not (number and part_path(folder, kind, number, packed=True).is_file()) and (
                not plain.is_file() or plain.stat().st_size < size
            ):
                return False
    for kind in KINDS:
        for part in parts(folder, kind):
            if not part.packed:
                os.truncate(part.path, ends.get(part.number, (0, 0))[KINDS.index(kind)])
            elif part.number not in ends:
                part.path.unlink()
    _finish_sealing(folder)
    return True


def _finish_sealing(folder: Path) -> None:
    """Compress what was being compressed, and take away plain parts that have been."""
    packed = {part.number for kind in KINDS for part in parts(folder, kind) if part.packed}
    for number in packed:
        seal(folder, number)


def seal(folder: Path, number: int) -> None:
    """Compress the part ``number``: first beside, then renamed, then the plain files go.

    Raises WriteError where there is no room; the plain files stay.
    """
    for kind in KINDS:
        plain, target = part_path(folder, kind, number), part_path(folder, kind, number, packed=True)
        if plain.is_file() and not target.is_file():
            with plain.open("rb") as file:
                write_frames(file, target)
    for kind in KINDS:
        part_path(folder, kind, number).unlink(missing_ok=True)


class _Head(Struct):
    page: Page
    articles: list[str] = field(default_factory=list)
    rejected: int = 0


class _Id(Struct):
    id: str


def _look_up(folder: Path) -> None:
    """A journal from the files themselves; of a plain part only finished pages stay."""
    batches: list[Line] = []
    for part in parts(folder, "pages"):
        articles = next((p for p in parts(folder, "articles") if p.number == part.number), None)
        if articles is None:
            raise ReadError(
                f"{part_path(folder, 'articles', part.number)}: missing; restore it, or use --overwrite"
            )
        batches.append(_part(folder, part, articles))
    write_whole(folder / JOURNAL, encode_lines([Start(new_generation()), *batches]))
    _finish_sealing(folder)


def _part(folder: Path, pages: Part, articles: Part) -> Batch:
    """The finished pages of a part; a plain part is written anew with these alone, in the order of the pages."""
    places = {id: (at, length) for at, length, id in _ids(articles)}
    found: dict[str, tuple[int, int, _Head]] = {}
    for at, length, head in _heads(pages):
        if all(id in places for id in head.articles):
            found.pop(head.page.id, None)  # of a page that is there twice the later
            found[head.page.id] = (at, length, head)
    done = [Done(h.page.id, page_key(h.page), len(h.articles), h.rejected) for _, _, h in found.values()]
    if pages.packed:
        return Batch(pages.number, (0, 0), done)
    wanted = [places[id] for _, _, head in found.values() for id in head.articles]
    sizes = (
        _rewrite(folder, "articles", articles, wanted),
        _rewrite(folder, "pages", pages, [(at, length) for at, length, _ in found.values()]),
    )
    return Batch(pages.number, sizes, done)


def _ids(part: Part) -> Iterator[tuple[int, int, str]]:
    decoder = msgspec.json.Decoder(_Id)
    for at, line in _whole_lines(part):
        try:
            yield at, len(line), decoder.decode(line).id
        except msgspec.MsgspecError:
            continue  # half a line in the middle: of a folder that two runs wrote


def _heads(part: Part) -> Iterator[tuple[int, int, _Head]]:
    decoder = msgspec.json.Decoder(_Head)
    for at, line in _whole_lines(part):
        try:
            yield at, len(line), decoder.decode(line)
        except msgspec.MsgspecError:
            continue


def _whole_lines(part: Part) -> Iterator[tuple[int, bytes]]:
    at = 0
    with open_part(part) as file:
        for line in file:
            if line.endswith(b"\n"):
                yield at, line
            at += len(line)


def _rewrite(folder: Path, kind: Kind, part: Part, places: list[tuple[int, int]]) -> int:
    """Write the part anew with the lines at ``places``; its size then."""
    beside = part.path.with_name(part.path.name + ".tmp")
    with fresh(beside) as file:
        for at, length in places:
            file.write(line_at(folder, kind, part.number, at, length))
    os.replace(beside, part.path)
    return part.path.stat().st_size if part.path.is_file() else 0
