"""Packages that come with an extra: imported on use; where one is missing, one line says what to install."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from jianbao.errors import MissingPackage

_NAMES = {"sklearn": "scikit-learn", "scipy": "SciPy", "spacy": "spaCy", "duckdb": "DuckDB", "ray": "Ray"}


@contextmanager
def from_extra(extra: str, *, before: str = "") -> Iterator[None]:
    """Around imports of packages that the extra ``extra`` installs.

    before: what the message begins with, "engine spacy: ".
    Raises MissingPackage, which says what to install, where one of them is missing.

    >>> with from_extra("report"):  # doctest: +ELLIPSIS
    ...     import charts_of_another_world
    Traceback (most recent call last):
    ...
    jianbao.errors.MissingPackage: charts_of_another_world is not installed; pip install 'jianbao[report]', ...
    """
    try:
        yield
    except ModuleNotFoundError as error:
        package = (error.name or str(error)).partition(".")[0]
        raise MissingPackage(_NAMES.get(package, package), extra, before=before) from error
