"""Lines taken out of the files of a run: of a page that was done again the older ones, of a dropped page all.

New files are written beside the old ones and renamed by a list that is written first: a kill at any moment leaves the
old state or a list by which the next run finishes the new one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import msgspec

from jianbao.errors import ReadError
from jianbao.files import write_errors, write_whole
from jianbao.writing.journal import NAME as JOURNAL
from jianbao.writing.journal import Batch, Done, Line, Made, Start, encode_lines, new_generation, read_journal
from jianbao.writing.packed import write_frames
from jianbao.writing.store import KINDS, Kind, Part, open_part, part_path, parts

_BESIDE, _LIST = ".compact", "compact.json"

Alive = Callable[[Done, int], bool]
"""Whether to keep a page; the number is that of its entry in the journal, counted from 0."""


def stored(folder: Path) -> Iterator[tuple[int, str, Done, bytes, list[bytes]]]:
    """Each page of the store: number of its entry, chain, entry, its line and those of its articles.

    Raises ReadError where the files hold less than the journal says.
    """
    readers: dict[Kind, Iterator[bytes]] = {}
    part, chain, number = -1, "", 0
    for line in read_journal(folder / JOURNAL):
        if isinstance(line, Made):
            chain = line.chain
        elif isinstance(line, Batch):
            if line.part != part:
                part = line.part
                readers = {kind: _lines_of(folder, kind, part) for kind in KINDS}
            for done in line.pages:
                page, articles = (
                    list(islice(readers["pages"], 1)),
                    list(islice(readers["articles"], done.articles)),
                )
                if len(page) != 1 or len(articles) != done.articles:
                    raise ReadError(f"{folder}: part {part} holds less than journal.jsonl says; restore it")
                yield number, chain, done, page[0], articles
                number += 1


def _lines_of(folder: Path, kind: Kind, number: int) -> Iterator[bytes]:
    found = next((p for p in parts(folder, kind) if p.number == number), None)
    if found is None:
        raise ReadError(f"{part_path(folder, kind, number)}: missing; restore it, or use --overwrite")
    with open_part(found) as file:
        yield from file


def compact(folder: Path, alive: Alive) -> None:
    """Take out the pages that are not ``alive``, part by part; parts without one stay untouched.

    Raises WriteError where there is no room for the new files: the old ones stay.
    """
    plan = _Plan(folder)
    journal: list[Line] = [Start(new_generation())]
    chain, number = "", 0
    waiting: list[tuple[str, Batch, list[bool]]] = []

    def settle() -> None:
        """Write the part that ``waiting`` is of, and its journal."""
        nonlocal chain
        if not waiting:
            return
        for made, batch in plan.part(waiting):
            if made != chain:
                chain = made
                journal.append(Made(made, mades[made]))
            journal.append(batch)
        waiting.clear()

    mades: dict[str, dict[str, str]] = {"": {}}
    current = ""
    for line in read_journal(folder / JOURNAL):
        if isinstance(line, Made):
            mades[line.chain] = line.stages
            current = line.chain
        elif isinstance(line, Batch):
            if waiting and waiting[0][1].part != line.part:
                settle()
            keep = [alive(done, number + i) for i, done in enumerate(line.pages)]
            number += len(line.pages)
            waiting.append((current, line, keep))
    settle()
    if current != chain:
        journal.append(Made(current, mades[current]))
    plan.finish(encode_lines(journal))


class _Plan:
    """Files that were written beside, and those that are to go."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.renames: list[tuple[str, str]] = []
        self.gone: list[str] = []

    def part(self, batches: list[tuple[str, Batch, list[bool]]]) -> Iterator[tuple[str, Batch]]:
        """Write one part without its dead pages; what its journal is then, with the chain of each batch."""
        number = batches[0][1].part
        if all(all(keep) for _, _, keep in batches):
            yield from ((chain, batch) for chain, batch, _ in batches)
            return
        sizes: dict[Kind, list[int]] = {kind: [] for kind in KINDS}
        for kind in KINDS:
            found = next(p for p in parts(self.folder, kind) if p.number == number)
            if number and not any(any(keep) for _, _, keep in batches) and found.packed:
                self.gone.append(found.path.name)
            else:
                self._write(found, self._kept(found, kind, batches, sizes[kind]))
        if not sizes["pages"]:
            return
        for (chain, batch, keep), *at in zip(batches, sizes["articles"], sizes["pages"], strict=True):
            pages = [done for done, wanted in zip(batch.pages, keep, strict=True) if wanted]
            if pages:
                yield chain, Batch(number, (at[0], at[1]), pages)

    def _kept(
        self, part: Part, kind: Kind, batches: list[tuple[str, Batch, list[bool]]], sizes: list[int]
    ) -> Iterator[bytes]:
        at = 0
        with open_part(part) as file:
            for _, batch, keep in batches:
                for done, wanted in zip(batch.pages, keep, strict=True):
                    for line in islice(file, done.articles if kind == "articles" else 1):
                        if wanted:
                            at += len(line)
                            yield line
                sizes.append(at)

    def _write(self, part: Part, lines: Iterator[bytes]) -> None:
        beside = part.path.with_name(part.path.name + _BESIDE)
        try:
            if part.packed:
                write_frames(lines, beside)
            else:
                with write_errors(beside), open(beside, "wb") as file:
                    file.writelines(lines)
                    file.flush()
                    os.fsync(file.fileno())
        except BaseException:
            self.drop()
            raise
        self.renames.append((beside.name, part.path.name))

    def finish(self, journal: bytes) -> None:
        write_whole(self.folder / (JOURNAL + _BESIDE), journal)
        self.renames.append((JOURNAL + _BESIDE, JOURNAL))
        write_whole(self.folder / _LIST, msgspec.json.encode((self.renames, self.gone)))
        finish_compaction(self.folder)

    def drop(self) -> None:
        for path in self.folder.glob(f"*{_BESIDE}"):
            path.unlink(missing_ok=True)


def finish_compaction(folder: Path) -> None:
    """Finish the renames that a stopped run began, or take away what it wrote beside without coming to them."""
    path = folder / _LIST
    if path.is_file():
        renames, gone = msgspec.json.decode(path.read_bytes(), type=tuple[list[tuple[str, str]], list[str]])
        with write_errors(folder):
            for beside, name in renames:
                if (folder / beside).exists():
                    os.replace(folder / beside, folder / name)
            for name in gone:
                (folder / name).unlink(missing_ok=True)
            path.unlink()
    _Plan(folder).drop()
