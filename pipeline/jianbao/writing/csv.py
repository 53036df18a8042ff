"""One table of a run as CSV, for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import IO

from jianbao.article import Article
from jianbao.writing.tables import Table


def write_csv(articles: Iterable[Article], file: IO[str], table: Table) -> None:
    """Write the rows of ``table`` for all ``articles``, with the names of the columns first."""
    writer = csv.DictWriter(file, [column.name for column in table.columns])
    writer.writeheader()
    for article in articles:
        for row in table.rows(article):
            writer.writerow({key: guard_formula(value) for key, value in row.items()})


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet begins a formula with, or skips before one."""


def guard_formula(value: object) -> object:
    """``value`` as a cell that a spreadsheet does not take for a formula: a text like one gets an apostrophe.

    >>> guard_formula("=1+1"), guard_formula(-1)
    ("'=1+1", -1)
    """
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA) else value
