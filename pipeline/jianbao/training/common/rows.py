"""Rows end to end in arrays, kept in one file: what the networks are trained on."""

from __future__ import annotations

from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from typing import Any, Self, cast

import numpy as np
from numpy.typing import NDArray


class RowsBase:
    """The base of dataclasses of arrays; ``starts`` [rows + 1] says where each row begins and the last ends."""

    __slots__ = ()
    starts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Characters of each row."""
        return np.diff(self.starts)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where each row begins and ends."""
        return list(pairwise(self.starts.tolist()))

    def save(self, path: Path) -> None:
        """Write all arrays to one ``.npz``; its folder is made."""
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(path, **{name: getattr(self, name) for name in _names(self)})

    @classmethod
    def load(cls, path: Path) -> Self:
        """The rows of a file that ``save`` wrote."""
        with np.load(path) as data:
            return cls(*(data[name] for name in _names(cls)))


def _names(rows: Any) -> list[str]:
    return [field.name for field in fields(cast("Any", rows))]
