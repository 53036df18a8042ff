"""Files in object stores and other places that a URL names (``s3://bucket/archive/2021``), through fsspec."""

from __future__ import annotations

import glob
import posixpath
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jianbao.errors import ConfigError, WriteError
from jianbao.extras import from_extra

_URL = re.compile(r"[a-z][a-z0-9+.-]+://")


def is_url(path: str) -> bool:
    """Whether ``path`` names a place by URL.

    >>> is_url("s3://bucket/archive"), is_url("archive/2021"), is_url("C:/archive")
    (True, False, False)
    """
    return bool(_URL.match(path))


def store(url: str) -> tuple[Any, str]:
    """The file system that ``url`` names, and the path in it.

    Raises MissingPackage or ConfigError where there is none, or the package that knows it is not installed.
    """
    with from_extra("remote", before=f"{url}: "):
        from fsspec.core import url_to_fs
    try:
        system, path = url_to_fs(url)
    except (ImportError, ValueError) as error:  # fsspec says which package to install, or that none knows it
        raise ConfigError(f"{url}: {error}") from error
    return system, str(path)


def find(url: str) -> tuple[str, list[str]]:
    """The root of what ``url`` names (a file, a folder with all below it, a glob), and its files' URLs, sorted.

    Raises ConfigError as ``store`` does, and what the store itself raises.
    """
    system, path = store(url)
    if glob.has_magic(path):
        root = path
        while glob.has_magic(root):
            root = posixpath.dirname(root)
        found = [p for p in system.glob(path) if system.isfile(p)]
    elif system.isdir(path):
        root, found = path, system.find(path)
    else:
        root, found = posixpath.dirname(path), [path] if system.exists(path) else []
    return str(system.unstrip_protocol(root)), [str(system.unstrip_protocol(p)) for p in sorted(found)]


def fetch(url: str, to: Path) -> None:
    """Copy a file to this machine; raises what the store raises."""
    system, path = store(url)
    system.get_file(path, str(to))


def read(url: str) -> bytes | None:
    """The bytes of a small file, None where there is none; raises WriteError where the store cannot be reached."""
    system, path = store(url)
    with _told(url):
        return bytes(system.cat_file(path)) if system.exists(path) else None


def put(source: Path | bytes, url: str) -> None:
    """Copy a file, or bytes, to ``url``; raises WriteError."""
    system, path = store(url)
    with _told(url):
        system.makedirs(posixpath.dirname(path), exist_ok=True)
        if isinstance(source, bytes):
            system.pipe_file(path, source)
        else:
            system.put_file(str(source), path)


def remove(url: str) -> None:
    """Take a file away, where it is there; raises WriteError."""
    system, path = store(url)
    with _told(url):
        if system.exists(path):
            system.rm_file(path)


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Around work on the copy at ``url``: whatever the store raises becomes a WriteError that names it."""
    try:
        yield
    except Exception as error:  # of the store's own library
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise WriteError(
            f"{url}: cannot write: {reason}; the run itself is whole, --resume copies it"
        ) from error
