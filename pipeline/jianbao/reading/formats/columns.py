"""Which column of a table, or key of a record, holds which field of an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from jianbao.errors import ConfigError
from jianbao.resources import rows

Columns = dict[str, str]
"""Field (text, title, date, outlet, author, kicker, subtitle, page_label, section, id) to the name of its column."""


@cache
def _known() -> dict[str, tuple[str, int]]:
    """Name of a column to its field and its rank among the names for that field."""
    found: dict[str, tuple[str, int]] = {}
    for rank, (field, name) in enumerate(rows("columns.tsv")):
        found.setdefault(name, (field, rank))
    return found


@cache
def fields() -> tuple[str, ...]:
    """The fields that columns may be named for."""
    return tuple(dict.fromkeys(field for field, _ in rows("columns.tsv")))


def parse_columns(option: str | None) -> Columns:
    """The columns that ``--columns`` names; raises ConfigError for what is not FIELD=NAME,FIELD=NAME.

    >>> parse_columns("text=正文,title=标题")
    {'text': '正文', 'title': '标题'}
    """
    found: Columns = {}
    for pair in (option or "").split(",") if option else ():
        field, equals, name = pair.partition("=")
        field = {"page": "page_label", "publish_date": "date", "source": "outlet"}.get(
            field.strip(), field.strip()
        )
        if not equals or not name.strip() or field not in fields():
            what = f"--columns {option!r}: write it as text=正文,title=标题; the fields are {', '.join(fields())}"
            raise ConfigError(what)
        found[field] = name.strip()
    return found


def guess_columns(names: Iterable[Any], chosen: Mapping[str, str] | None = None) -> Columns:
    """Each field's column among ``names``: the one that ``chosen`` names, or one by a known name.

    >>> guess_columns(["标题", "日期", "正文"])
    {'title': '标题', 'date': '日期', 'text': '正文'}
    >>> guess_columns(["Text", "content"], {"text": "content"})
    {'text': 'content'}
    """
    found: Columns = {}
    ranks: dict[str, int] = {}
    taken = set((chosen or {}).values())
    for name in names:
        if not isinstance(name, str) or name in taken:
            continue
        field, rank = _known().get(bare(name), ("", 0))
        if field and rank < ranks.get(field, 1 << 30):
            found[field], ranks[field] = name, rank
    return found | dict(chosen or {})


def bare(name: str) -> str:
    """A name of a column as the list has it: lower case, without blanks, marks and a byte order mark."""
    return re.sub(r"[\s_\-\"'\ufeff:：.]", "", name).lower()


def told(columns: Columns) -> str:
    """What was guessed, for a note; "" where nothing was but names that are our own.

    >>> told({"text": "正文", "title": "title"})
    'text=正文,title=title'
    """
    own = {
        "text",
        "id",
        "title",
        "date",
        "publish_date",
        "outlet",
        "author",
        "kicker",
        "subtitle",
        "section",
        "page",
    }
    guessed = [name for name in columns.values() if name not in own]
    return ",".join(f"{field}={name}" for field, name in columns.items()) if guessed else ""
