"""The folder of a run, for writing: files that grow by complete lines, and a journal of what is finished."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from jianbao.article import json_schema
from jianbao.errors import WriteError
from jianbao.files import write_whole
from jianbao.flow import Rejection
from jianbao.writing.compact import compact, stored
from jianbao.writing.finished import FinishedPage
from jianbao.writing.folder import REJECTED
from jianbao.writing.inputs import NAME as INPUTS
from jianbao.writing.journal import NAME as JOURNAL
from jianbao.writing.journal import Batch, Done, Line, Made, Start, encode_lines, new_generation, read_journal
from jianbao.writing.recovery import recover, seal
from jianbao.writing.store import KINDS, part_path, parts

GONE = "gone.jsonl"


class Kept(Struct):
    """A page that an earlier run finished: number of its entry in the journal, key, chain, articles that failed."""

    number: int
    key: str
    chain: str
    rejected: int
    present: bool = False  # whether the input still has it


class RunWriter:
    """Appends finished pages to the folder of a run.

    Articles and pages are written first, then the journal: what the journal does not name was not finished, and is
    cut off when the next run starts. Of what an earlier run wrote only the ids are held in memory, no text.

    keep: go on with what the folder holds. stages: the digest of each stage, chain: of all of them.
    shard_size: bytes of articles a part; 0: in one piece, unless the folder holds parts already.
    Raises WriteError if the folder cannot be written.
    """

    def __init__(
        self,
        path: Path,
        *,
        keep: bool,
        chain: str = "",
        stages: Mapping[str, str] | None = None,
        shard_size: int = 0,
    ) -> None:
        self.path, self.chain, self.shard_size = path, chain, shard_size
        self.kept: dict[str, Kept] = {}  # by id of the page
        self.mades: dict[str, dict[str, str]] = {}  # stages by chain
        self._dead: set[int] = set()  # entries of the journal
        self._entries = 0
        path.mkdir(parents=True, exist_ok=True)
        if keep:
            recover(path)
            self._read_journal()
        else:
            self._clear()
        self.part = self._open_part()
        self._append(JOURNAL, encode_lines([Made(chain, dict(stages or {}))]))
        write_whole(path / REJECTED, b"")
        write_whole(
            path / "schema.json", msgspec.json.format(msgspec.json.encode(json_schema()), indent=2) + b"\n"
        )

    def _clear(self) -> None:
        """Nothing of an earlier run stays. Its journal goes first: without it the files are looked through."""
        for name in (JOURNAL, INPUTS, GONE):
            (self.path / name).unlink(missing_ok=True)
        for kind in KINDS:
            for part in parts(self.path, kind):
                part.path.unlink()
                part_path(self.path, kind, part.number).unlink(missing_ok=True)
        write_whole(self.path / JOURNAL, encode_lines([Start(new_generation())]))

    def _read_journal(self) -> None:
        chain = ""
        for line in read_journal(self.path / JOURNAL):
            if isinstance(line, Made):
                chain = line.chain
                self.mades[chain] = line.stages
            elif isinstance(line, Batch):
                for done in line.pages:
                    self._take(done, chain)

    def _take(self, done: Done, chain: str, *, known_only: bool = False) -> None:
        """Number an entry; what an earlier entry of the same page says is dead."""
        earlier = self.kept.get(done.id)
        if earlier:
            self._dead.add(earlier.number)
        if earlier or not known_only:
            present = earlier.present if earlier else False
            self.kept[done.id] = Kept(self._entries, done.key, chain, done.rejected, present)
        self._entries += 1

    def _open_part(self) -> int:
        """The number of the part to append to, which is made where it is not there."""
        found = parts(self.path, "pages") or parts(self.path, "articles")
        last = found[-1] if found else None
        if last is not None and not last.packed and (last.number or not self.shard_size):
            number = last.number
        elif last is not None and not last.packed and last.path.stat().st_size:
            number = 0  # a run in one piece stays in one piece
        else:
            if last is not None and not last.number and self.shard_size:
                for kind in KINDS:
                    part_path(self.path, kind, 0).unlink(missing_ok=True)
            number = (last.number if last else 0) + 1 if self.shard_size or (last and last.number) else 0
        for kind in KINDS:
            path = part_path(self.path, kind, number)
            if not path.exists():
                write_whole(path, b"")
        return number

    def stored(self) -> Iterator[tuple[str, Done, bytes, list[bytes]]]:
        """What was kept, in order, as it stands: chain and entry of a page, its line and those of its articles."""
        until = self._entries
        for number, chain, done, page, articles in stored(self.path):
            if number >= until:
                return
            if number not in self._dead:
                yield chain, done, page, articles

    def write(self, pages: Iterable[FinishedPage], rejected: Iterable[Rejection] = ()) -> None:
        """Append a batch: articles, pages, then the journal; and what failed."""
        finished = list(pages)
        failed = b"".join(msgspec.json.encode(r) + b"\n" for r in rejected)
        if failed:
            self._append(REJECTED, failed)
        if not finished:
            return
        names = [part_path(self.path, kind, self.part).name for kind in KINDS]
        before = [(self.path / name).stat().st_size for name in names]
        try:
            lines = (line for page in finished for line in page.articles)
            sizes = (
                self._append(names[0], b"".join(lines)),
                self._append(names[1], b"".join(page.line for page in finished)),
            )
            entry: list[Line] = [Batch(self.part, sizes, [page.done for page in finished])]
            self._append(JOURNAL, encode_lines(entry))
        except BaseException:  # a full disk, Ctrl-C: no article stays without its page
            for name, size in zip(names, before, strict=True):
                os.truncate(self.path / name, size)
            raise
        for page in finished:
            self._take(page.done, self.chain, known_only=True)
        if self.part and self.shard_size and sizes[0] >= self.shard_size:
            seal(self.path, self.part)
            self.part = self._open_part()

    def drop(self, ids: Iterable[str]) -> None:
        """Take these kept pages out at ``close``."""
        self._dead.update(self.kept[id].number for id in ids)

    def close(self) -> None:
        """Take out what was done again or dropped: each page stays once."""
        if self._dead:
            compact(self.path, lambda done, number: number not in self._dead)
            self._dead = set()

    def _append(self, name: str, data: bytes) -> int:
        """The size of the file then."""
        path = self.path / name
        size = path.stat().st_size if path.exists() else 0
        if not data:
            return size
        try:
            with open(path, "ab", buffering=0) as file:
                _write_all(file.fileno(), data)
        except OSError as error:  # a full disk: no partial line stays
            os.truncate(path, size)
            raise WriteError(
                f"{path}: cannot write: {error.strerror}; what was finished is kept, "
                "free some space and run again with --resume"
            ) from error
        return size + len(data)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
