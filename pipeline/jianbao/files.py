"""Files: SHA-256 digests, versions of packages, writing that names the file which failed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import BinaryIO

from jianbao.errors import WriteError


def file_digest(path: Path) -> str:
    """SHA-256 of the contents of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def folder_digest(folder: Path) -> str:
    """SHA-256 over the names and contents of all files of ``folder``, in the order of their names."""
    whole = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        whole.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                whole.update(block)
    return whole.hexdigest()


def package_version(name: str) -> str | None:
    """The installed version of a distribution, None where it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


@contextmanager
def write_errors(path: str | Path) -> Iterator[None]:
    """Around code that writes ``path``: an OSError becomes a WriteError with the path and the reason."""
    try:
        yield
    except OSError as error:
        raise WriteError(f"{path}: cannot write: {error.strerror or error}") from error


def fresh(path: Path) -> BinaryIO:
    """Open a new file for writing. What stands there is taken away: a link is not written through."""
    path.unlink(missing_ok=True)
    return path.open("xb")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file through a temporary neighbour, so that a reader never sees half of it.

    Raises WriteError with the path and the reason.
    """
    temporary = path.with_name(path.name + ".tmp")
    try:
        with write_errors(path):
            with fresh(temporary) as file:
                file.write(data)
            os.replace(temporary, path)
    except WriteError:
        temporary.unlink(missing_ok=True)
        raise
