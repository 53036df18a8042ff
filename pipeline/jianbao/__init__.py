"""剪报 jianbao: text mining for Chinese newspapers.

>>> from jianbao import load, read
>>> for article in load()(read("corpus/2021-05_gaoxin-shibao.txt")):    # doctest: +SKIP
...     print(article.title, [p.name for p in article.persons])
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jianbao.article import Article, Page, decode, encode, json_schema
    from jianbao.config import Config
    from jianbao.errors import JianbaoError
    from jianbao.flow import Flow, load
    from jianbao.reading import read, read_pages
    from jianbao.reading.layout.split import split_page
    from jianbao.runner import run

# Imported on use, so that a single stage does not pay for what reads PDF or Parquet.
_HOMES = {
    "Article": "article", "Page": "article", "decode": "article", "encode": "article",
    "json_schema": "article",
    "Config": "config", "JianbaoError": "errors", "Flow": "flow", "load": "flow",
    "read": "reading", "read_pages": "reading", "split_page": "reading.layout.split", "run": "runner",
}  # fmt: skip

__all__ = [
    "Article", "Config", "Flow", "JianbaoError", "Page", "decode", "encode", "json_schema", "load", "read",
    "read_pages", "run", "split_page",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"jianbao.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'jianbao' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
