"""剪报 jianbao: text mining for Chinese newspapers.

>>> import jianbao
>>> article = jianbao.analyse("市长周启明到云岭县调研。", engine="fast")
>>> [person.name for person in article.persons or ()]
['周启明']
>>> for article in jianbao.load()(jianbao.read("corpus/2021-05_gaoxin-shibao.txt")):    # doctest: +SKIP
...     print(article.title, [person.name for person in article.persons or ()])
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jianbao.article import Article, Page, decode, encode, json_schema
    from jianbao.config import Config
    from jianbao.errors import JianbaoError
    from jianbao.flow import Flow, analyse, load
    from jianbao.reading import read, read_pages
    from jianbao.reading.layout.split import split_page
    from jianbao.runner import run
    from jianbao.writing.frames import to_arrow, to_dataset, to_pandas, to_polars

    __version__: str

# Imported on use, so that a single stage does not pay for what reads PDF or Parquet.
_HOMES = {
    "Article": "article", "Page": "article", "decode": "article", "encode": "article",
    "json_schema": "article",
    "Config": "config", "JianbaoError": "errors", "Flow": "flow", "analyse": "flow",
    "load": "flow", "to_arrow": "writing.frames", "to_dataset": "writing.frames",
    "to_pandas": "writing.frames", "to_polars": "writing.frames",
    "read": "reading", "read_pages": "reading", "split_page": "reading.layout.split", "run": "runner",
}  # fmt: skip

__all__ = [
    "Article", "Config", "Flow", "JianbaoError", "Page", "__version__", "analyse", "decode", "encode", "json_schema",
    "load", "read", "read_pages", "run", "split_page", "to_arrow", "to_dataset", "to_pandas", "to_polars",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"jianbao.{_HOMES[name]}"), name)
    if name == "__version__":
        from jianbao.files import package_version

        return package_version("jianbao") or "0"
    raise AttributeError(f"module 'jianbao' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
