"""All tables of a run as one Excel workbook: dates are dates, numbers are numbers, and no text is a formula."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jianbao.article import Article
from jianbao.extras import from_extra
from jianbao.files import write_errors
from jianbao.writing.tables import TABLES

LONGEST = 32_767  # characters that a cell holds
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")


def write_xlsx(articles: Iterable[Article], path: Path) -> dict[str, int]:
    """Write a workbook with a sheet per table (docs/tables.md); returns the number of rows of each.

    A text beyond 32,767 characters, what a cell holds, is cut and ends in "…".
    Raises MissingPackage without openpyxl, WriteError with the path if it cannot be written.
    """
    with from_extra("xlsx"):
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
    book = Workbook(write_only=True)
    sheets = {name: book.create_sheet(name) for name in TABLES}
    counts = dict.fromkeys(TABLES, 0)
    for name, table in TABLES.items():
        sheets[name].freeze_panes = "B2"
        sheets[name].append([column.name for column in table.columns])
    for article in articles:
        for name, table in TABLES.items():
            for row in table.rows(article):
                sheets[name].append([_cell(WriteOnlyCell, sheets[name], value) for value in row.values()])
                counts[name] += 1
    with write_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        book.save(path)
    return counts


def _cell(kind: Any, sheet: Any, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if _DAY.fullmatch(value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    text = _CONTROL.sub("", value)
    cell = kind(sheet, text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")
    cell.data_type = "s"  # whatever it begins with
    return cell
