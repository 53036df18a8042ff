"""Records of training data: JSON Lines, plain, .xz or .gz, and which of them are left to measure on."""

from __future__ import annotations

import gzip
import hashlib
import json
import lzma
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from jianbao.errors import ReadError

HELD_OUT = 16  # one text in sixteen, by the hash of its id, is measured on and not trained on
_T = TypeVar("_T")


def records(path: Path, make: Callable[[dict[str, Any]], _T], needs: str) -> Iterator[_T]:
    """What ``make`` makes of the object of each line.

    needs: the fields that a line must have, for the message. Raises ReadError that names file and line.
    """
    opener: Any = {".xz": lzma.open, ".gz": gzip.open}.get(path.suffix, open)
    try:
        with opener(path, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                try:
                    made = make(json.loads(line))
                except (ValueError, KeyError, TypeError) as error:
                    raise ReadError(f"{path}:{number}: needs {needs}: {error}") from error
                yield made
    except OSError as error:
        raise ReadError(f"{path}: cannot read: {error.strerror}") from error


def held_out(id: str) -> bool:
    """Whether the text ``id`` is measured on."""
    return int(hashlib.md5(id.encode(), usedforsecurity=False).hexdigest(), 16) % HELD_OUT == 0
