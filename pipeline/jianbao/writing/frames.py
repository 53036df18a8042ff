"""Tables of articles in memory: Arrow, pandas, Polars, and Hugging Face datasets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jianbao.article import Article
from jianbao.errors import ConfigError, JianbaoError
from jianbao.writing.parquet import arrow_table
from jianbao.writing.tables import TABLES


def to_arrow(articles: Article | Iterable[Article], table: str = "articles") -> Any:
    """One table of ``articles`` as a ``pyarrow.Table``: articles, persons, posts, quotes ... (docs/tables.md).

    Raises ConfigError where there is no such table, MissingPackage where pyarrow is not installed.

    >>> to_arrow(Article.from_text("张红军说，要办好实事。", id="a")).column("article_id").to_pylist()
    ['a']
    """
    if table not in TABLES:
        raise ConfigError(f"no table {table!r}; choose one of {', '.join(TABLES)}")
    return arrow_table([articles] if isinstance(articles, Article) else articles, TABLES[table])


def to_pandas(articles: Article | Iterable[Article], table: str = "articles") -> Any:
    """One table of ``articles`` as a ``pandas.DataFrame``; as ``to_arrow``."""
    _needed("pandas")
    return to_arrow(articles, table).to_pandas()


def to_polars(articles: Article | Iterable[Article], table: str = "articles") -> Any:
    """One table of ``articles`` as a ``polars.DataFrame``; as ``to_arrow``."""
    return _needed("polars").from_arrow(to_arrow(articles, table))


def to_dataset(articles: Article | Iterable[Article], table: str = "articles") -> Any:
    """One table of ``articles`` as a ``datasets.Dataset`` (Hugging Face); as ``to_arrow``."""
    return _needed("datasets").Dataset(to_arrow(articles, table))


def _needed(package: str) -> Any:
    from importlib import import_module

    try:
        return import_module(package)
    except ImportError as error:
        raise JianbaoError(f"this needs {package}: pip install {package}") from error
