"""Archives made by others: unpacked within limits, nothing outside the folder, no links."""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

MAX_BYTES = 4_000_000_000
MAX_MEMBERS = 10_000
_BLOCK = 1 << 20
_DAMAGE = (
    OSError, EOFError, ValueError, RuntimeError, LookupError, zlib.error, tarfile.TarError, zipfile.BadZipFile,
)  # fmt: skip


class BadArchive(ValueError):
    """What is wrong with an archive, in words."""


def unpack(source: Path, target: Path, *, max_bytes: int = MAX_BYTES) -> None:
    """Unpack a .zip or a .tar (also .tar.gz, .tar.bz2, .tar.xz) into the folder ``target``.

    max_bytes: what all its files may hold together; counted while they are unpacked, not as the archive says.
    Raises BadArchive where the archive is damaged or larger, or a member is a link or a device, or has a name
    that leads out of the folder; what was unpacked before it stays.
    """
    members = _zip_members if zipfile.is_zipfile(source) else _tar_members
    left, number = max_bytes, 0
    try:
        for number, (name, stream) in enumerate(members(source), 1):
            if number > MAX_MEMBERS:
                raise BadArchive(f"it holds more than {MAX_MEMBERS:,} files")
            path = target / _inside(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                while block := stream.read(_BLOCK):
                    left -= len(block)
                    if left < 0:
                        raise BadArchive(f"it unpacks to more than {max_bytes:,} bytes")
                    file.write(block)
    except BadArchive:
        raise
    except _DAMAGE as error:
        raise BadArchive(f"not a whole .zip or .tar.gz ({error})") from error


def _inside(name: str) -> PurePosixPath:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name or "\0" in name:
        raise BadArchive(f"the name {name[:80]!r} leads out of the archive")
    return path


def _zip_members(source: Path) -> Iterator[tuple[str, IO[bytes]]]:
    with zipfile.ZipFile(source) as archive:
        for member in archive.infolist():
            if not member.is_dir():
                with archive.open(member) as stream:
                    yield member.filename, stream


def _tar_members(source: Path) -> Iterator[tuple[str, IO[bytes]]]:
    with tarfile.open(source) as archive:
        for member in archive:
            if member.isdir():
                continue
            stream = archive.extractfile(member) if member.isreg() else None
            if stream is None:
                raise BadArchive(f"{member.name[:80]!r} is a link or a device, not a file")
            yield member.name, stream
