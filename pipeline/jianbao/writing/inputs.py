"""The files that a run has read: a file that is as it was need not be opened again."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Collection
from pathlib import Path

import msgspec
from msgspec import Struct, field

from jianbao.article import Page
from jianbao.files import file_digest, write_whole
from jianbao.remote import is_url

NAME = "inputs.jsonl"
MOST = 10_000  # pages of a file that is listed: a larger one is read again, and its pages are known by their text
_RECENT = 2.0  # seconds in which a file may change without its time telling
# an id that another file had taken: it may be another one next time
_NUMBERED = re.compile(r".*~\d+", re.DOTALL)


class FileRecord(Struct):
    """A file as it was read. ``mtime`` in ns, 0 where it was too fresh to tell a later change by."""

    path: str  # whole
    size: int
    mtime: int
    sha256: str
    read_as: str  # date and outlet that were given for pages without
    pages: list[str] = field(default_factory=list)


class InputFiles:
    """What was known of the files when the run began, and what is known of those that it read.

    folder: of the run. read_as: date and outlet given for all pages: read with others, a file is another one.
    """

    def __init__(self, folder: Path, read_as: str, *, keep: bool) -> None:
        self.path = folder / NAME
        self.read_as = read_as
        self._known = {r.path: r for r in _read(self.path) if r.read_as == read_as} if keep else {}
        self._now: dict[str, FileRecord] = {}
        self._linked: set[str] = set()
        self._open: FileRecord | None = None
        self._before: tuple[str, int, int] = ("", 0, 0)  # a file, its size and time before it was opened

    def unchanged(self, path: str) -> Collection[str] | None:
        """The ids of the pages of a file that is as it was, None where it is to be read."""
        self._settle()
        if path == "-" or is_url(path):
            return None
        path = os.path.abspath(path)
        record = self._known.get(path)
        try:
            stat = os.stat(path)
            self._before = (path, stat.st_size, stat.st_mtime_ns)
            if record is None or not _same(record, stat):
                return None
        except OSError:
            return None
        self._now[path] = record
        return record.pages

    def note(self, page: Page) -> None:
        """A page that was read."""
        path = os.path.abspath(page.source.path)
        if self._open is None or self._open.path != path:
            self._settle()
            self._open = FileRecord(path, 0, 0, "", self.read_as)
        self._open.pages.append(page.id)
        if len(self._open.pages) > MOST:
            del self._open.pages[MOST + 1 :]

    def failed(self, path: str) -> None:
        """A file that could not be read as a whole."""
        path = os.path.abspath(path)
        self._known.pop(path, None)
        self._now.pop(path, None)
        if self._open is not None and self._open.path == path:
            self._open = None

    def linked(self, path: str) -> None:
        """A file with a story that goes on in another: what becomes of it depends on both, so it is always read."""
        self._linked.add(os.path.abspath(path))

    def _settle(self) -> None:
        """The file that was being read has been."""
        record, self._open = self._open, None
        if (
            record is None
            or record.path in self._linked
            or len(record.pages) > MOST
            or any(map(_NUMBERED.fullmatch, record.pages))
        ):
            return
        try:
            stat = os.stat(record.path)
            if self._before != (record.path, stat.st_size, stat.st_mtime_ns):
                return  # it grew while it was read
            record.sha256 = file_digest(Path(record.path))
        except OSError:
            return
        fresh = time.time() - stat.st_mtime < _RECENT
        record.size, record.mtime = stat.st_size, 0 if fresh else stat.st_mtime_ns
        self._now[record.path] = record

    def write(self) -> None:
        """Write what is known now; raises WriteError where it cannot be written."""
        self._settle()
        write_whole(self.path, b"".join(msgspec.json.encode(r) + b"\n" for r in self._now.values()))


def _same(record: FileRecord, stat: os.stat_result) -> bool:
    if stat.st_size != record.size:
        return False
    if stat.st_mtime_ns == record.mtime:
        return True
    if file_digest(Path(record.path)) != record.sha256:
        return False
    if time.time() - stat.st_mtime >= _RECENT:
        record.mtime = stat.st_mtime_ns
    return True


def _read(path: Path) -> list[FileRecord]:
    try:
        return [msgspec.json.decode(line, type=FileRecord) for line in path.read_bytes().splitlines()]
    except (OSError, msgspec.MsgspecError):  # none yet, or of another version: all files are read
        return []
