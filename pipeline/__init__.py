"""剪报 jianbao: text mining for Chinese newspapers.

>>> from pipeline import load, read
>>> for article in load()(read("corpus/2021-05_gaoxin-shibao.txt")):    # doctest: +SKIP
...     print(article.title, [p.name for p in article.persons])
"""

from pipeline.article import Article, Page, decode, encode, json_schema
from pipeline.config import Config
from pipeline.errors import JianbaoError
from pipeline.flow import Flow, load
from pipeline.reading import read, read_pages
from pipeline.reading.layout import split_page
from pipeline.runner import run

__all__ = [
    "Article", "Config", "Flow", "JianbaoError", "Page", "decode", "encode", "json_schema", "load", "read",
    "read_pages", "run", "split_page",
]  # fmt: skip
