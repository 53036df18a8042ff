"""Compressed parts of a run: Zstandard frames of whole lines with a table of where each begins (seekable format)."""

from __future__ import annotations

import io
import os
import struct
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, BinaryIO, cast

from jianbao.errors import ReadError
from jianbao.files import fresh, write_errors

FRAME = 1 << 20  # bytes of lines a frame: what is unpacked to read one article
LEVEL = 6  # half a level's worth of time more than 3, a tenth smaller
_ENTRY, _FOOTER = struct.Struct("<II"), struct.Struct("<IBI")
_SKIPPABLE, _SEEKABLE = 0x184D2A5E, 0x8F92EAB1


def write_frames(lines: Iterable[bytes], path: Path) -> None:
    """Write ``lines`` (each with its line feed) to ``path``, beside it first and then renamed.

    The file is plain Zstandard, ``zstd -dc`` reads it; a last frame that decoders pass over says where each begins
    (the seekable format of Zstandard's own ``contrib``).

    Raises WriteError with the path and the reason.
    """
    compress = _zstd().ZstdCompressor(level=LEVEL, write_checksum=True).compress
    table: list[tuple[int, int]] = []
    temporary = path.with_name(path.name + ".tmp")
    with write_errors(path):
        try:
            with fresh(temporary) as file:
                for frame in _frames(lines):
                    packed = compress(frame)
                    file.write(packed)
                    table.append((len(packed), len(frame)))
                file.write(_seek_table(table))
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)


def _frames(lines: Iterable[bytes]) -> Iterator[bytes]:
    waiting: list[bytes] = []
    size = 0
    for line in lines:
        waiting.append(line)
        size += len(line)
        if size >= FRAME:
            yield b"".join(waiting)
            waiting, size = [], 0
    if waiting:
        yield b"".join(waiting)


def _seek_table(table: list[tuple[int, int]]) -> bytes:
    rows = b"".join(_ENTRY.pack(*row) for row in table)
    content = rows + _FOOTER.pack(len(table), 0, _SEEKABLE)
    return struct.pack("<II", _SKIPPABLE, len(content)) + content


def open_frames(path: Path) -> BinaryIO:
    """The lines of a compressed part as one stream; raises ReadError where it cannot be opened."""
    try:
        raw = path.open("rb")
    except OSError as error:
        raise ReadError(f"{path}: cannot read: {error.strerror}") from error
    reader = _zstd().ZstdDecompressor().stream_reader(raw, read_across_frames=True, closefd=True)
    return cast(BinaryIO, io.BufferedReader(reader, 1 << 20))


def read_frames(path: Path, offset: int, length: int) -> bytes:
    """``length`` bytes from ``offset`` on, counted in what was compressed; only their frame is unpacked."""
    starts, places = _table(path, path.stat().st_mtime_ns)
    number = bisect_right(starts, offset) - 1
    if not 0 <= number < len(places):
        raise ReadError(f"{path}: nothing at {offset}")
    frame = _unpacked(path, *places[number])
    return frame[offset - starts[number] :][:length]


@lru_cache(maxsize=8)
def _unpacked(path: Path, at: int, size: int) -> bytes:
    with open(path, "rb") as file:
        file.seek(at)
        return bytes(_zstd().ZstdDecompressor().decompress(file.read(size)))


@lru_cache(maxsize=256)
def _table(path: Path, stamp: int) -> tuple[list[int], list[tuple[int, int]]]:
    """Where each frame begins in what was compressed, and its place and size in the file."""
    with open(path, "rb") as file:
        file.seek(-_FOOTER.size, os.SEEK_END)
        number, _, magic = _FOOTER.unpack(file.read(_FOOTER.size))
        if magic != _SEEKABLE:
            raise ReadError(f"{path}: not a part that jianbao wrote: it has no table of its frames")
        file.seek(-_FOOTER.size - number * _ENTRY.size, os.SEEK_END)
        rows = list(_ENTRY.iter_unpack(file.read(number * _ENTRY.size)))
    starts = list(accumulate((plain for _, plain in rows), initial=0))
    places = list(accumulate((packed for packed, _ in rows), initial=0))
    return starts[:-1], [(at, packed) for at, (packed, _) in zip(places, rows, strict=False)]


def damage(error: Exception) -> bool:
    """Whether ``error`` is what damaged Zstandard data raises."""
    return isinstance(error, _zstd().ZstdError)


def _zstd() -> Any:
    import zstandard  # here: plain runs do without

    return zstandard
