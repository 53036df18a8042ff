"""What the user named, file by file: paths, folders, globs, standard input."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jianbao.errors import ReadError

Report = Callable[[ReadError], None]


@dataclass(slots=True, frozen=True)
class Input:
    """One file to read: ``path`` as the user would write it, ``name`` relative to the root that was named."""

    path: str  # "-" is standard input
    name: str  # without its suffix; "/" between folders


def find_inputs(inputs: str | Path | Iterable[str | Path], report: Report) -> Iterator[Input]:
    """The files that ``inputs`` name: a folder with all it holds (sorted, no hidden files), a glob, a file, ``-``.

    What names nothing is given to ``report`` as a ReadError.
    """
    for item in [inputs] if isinstance(inputs, str | Path) else inputs:
        text = os.fspath(item)
        if text == "-":
            yield Input("-", "stdin")
        elif os.path.isdir(text):
            yield from _folder(text, report)
        elif os.path.lexists(text):
            yield Input(text, _stem(os.path.basename(text)))
        elif glob.has_magic(text):
            yield from _pattern(text, report)
        else:
            report(ReadError(f"{text}: there is no such file or folder; check the path", path=text))


def _folder(root: str, report: Report) -> Iterator[Input]:
    def complain(error: OSError) -> None:
        path = str(error.filename or root)
        report(ReadError(f"{path}: cannot be listed ({error.strerror}); check its permissions", path=path))

    found = False
    for folder, subfolders, files in os.walk(root, onerror=complain):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for file in sorted(name for name in files if not name.startswith(".")):
            found = True
            path = os.path.join(folder, file)
            yield Input(path, _stem(os.path.relpath(path, root)).replace(os.sep, "/"))
    if not found and os.access(root, os.R_OK | os.X_OK):
        report(ReadError(f"{root}: the folder holds no files", path=root))


def _pattern(pattern: str, report: Report) -> Iterator[Input]:
    base = _base(pattern)
    files = [path for path in sorted(glob.glob(pattern, recursive=True)) if not os.path.isdir(path)]
    if not files:
        report(
            ReadError(f"{pattern}: the pattern matches no file; quote it and check the folder", path=pattern)
        )
    for path in files:
        yield Input(path, _stem(os.path.relpath(path, base)).replace(os.sep, "/"))


def _base(pattern: str) -> str:
    """The folder that all matches of a pattern lie in."""
    base = os.path.dirname(pattern)
    while glob.has_magic(base):
        base = os.path.dirname(base)
    return base or "."


def _stem(name: str) -> str:
    """A file name without its suffix, and without that of a compression around it."""
    root, suffix = os.path.splitext(name)
    return os.path.splitext(root)[0] if suffix.lower() in (".gz", ".xz", ".bz2") else root
