"""Data files of the package (``pipeline/jianbao/data``) and trained models (``models``)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_PACKAGE = Path(__file__).parent


def data_path(name: str) -> Path:
    """The path of the data file ``name``."""
    return _PACKAGE / "data" / name


def model_path(name: str) -> Path:
    """The folder of the model ``name``: inside an installed package, or beside it in a source tree."""
    installed = _PACKAGE / "_models" / name
    return installed if installed.exists() else _PACKAGE.parents[1] / "models" / name


def package_file(package: str, *parts: str) -> Path:
    """A file that another installed package brings, found without importing that package.

    Raises ModuleNotFoundError where the package is not installed.
    """
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{package} is not installed", name=package)
    return Path(spec.origin).parent.joinpath(*parts)


def rows(name: str) -> Iterator[list[str]]:
    """The tab-separated rows of a data file, without blank lines and comments (``#``)."""
    for line in data_path(name).read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.rstrip("\n").split("\t")


@cache
def words(name: str) -> frozenset[str]:
    """The first column of a data file as a set."""
    return frozenset(row[0] for row in rows(name))


@cache
def word_lists(name: str) -> dict[str, tuple[str, ...]]:
    """The small word lists of a data file: the name of a list (or role), a tab, and its words separated by spaces.

    Several rows of one name add up, in the order of the file; further columns are notes.

    >>> word_lists("title_sets.tsv")["couple"]
    ('夫妇',)
    """
    lists: dict[str, tuple[str, ...]] = {}
    for kind, listed, *_ in rows(name):
        lists[kind] = (*lists.get(kind, ()), *listed.split())
    return lists
