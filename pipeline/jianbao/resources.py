"""Data files of the package (``pipeline/jianbao/data``) and trained models (``models``)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


def data_path(name: str) -> Path:
    """The path of the data file ``name``."""
    return _PACKAGE / "data" / name


def model_path(name: str) -> Path:
    """The folder of the model ``name``: inside an installed package, or beside it in a source tree."""
    installed = _PACKAGE / "_models" / name
    return installed if installed.exists() else _PACKAGE.parents[1] / "models" / name


def rows(name: str) -> Iterator[list[str]]:
    """The tab-separated rows of a data file, less blank lines and comments (``#``)."""
    for line in data_path(name).read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.rstrip("\n").split("\t")


@cache
def words(name: str) -> frozenset[str]:
    """The first column of a data file as a set."""
    return frozenset(row[0] for row in rows(name))
