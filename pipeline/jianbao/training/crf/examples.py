"""Annotated pages as examples: each article of a page with its features and the mentions it should have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from jianbao.article import Article, Page
from jianbao.engines.crf.model import NEEDS, hash_features
from jianbao.errors import ReadError
from jianbao.reading.layout.split import split_page
from jianbao.stages.entities.batch import Batch
from jianbao.stages.tokens.stage import TokensStage
from jianbao.tagging.hashing import Keys
from jianbao.tagging.labels import Mention


class Part(NamedTuple):
    """An article of a page with its features, and the mentions that it should have, at its own offsets."""

    article: Article
    text: str
    keys: Keys
    mentions: list[Mention]


class Example(NamedTuple):
    """An annotated page; ``gold`` are its mentions at offsets into the page as it came."""

    id: str
    layout: bool  # articles and layout are annotated too: a page to score on
    gold: set[Mention]
    parts: list[Part]


def examples(records: Iterable[dict[str, Any]], variant: str) -> Iterator[Example]:
    """The annotated pages as the chain sees them: split, mended, tagged by LAC and jieba.

    records: ``id``, ``text`` and ``entities`` of each page; one without ``articles`` is a single article.
    """
    tokens = TokensStage()
    for record in records:
        layout = "articles" in record
        page = Page(id=record["id"], text=record["text"], date=record.get("publish_date"))
        articles = split_page(page) if layout else [Article.from_text(page.text, id=page.id)]
        batch = Batch(list(tokens(articles)))
        gold = {(e["start"], e["end"], e["type"]) for e in record["entities"]}
        taggings = batch.taggings(NEEDS[variant])
        parts = [
            Part(article, text, hash_features(text, tagging, variant), sorted(_own(article, gold)))
            for article, text, tagging in zip(batch.articles, batch.texts, taggings, strict=True)
        ]
        yield Example(page.id, layout, gold, parts)


def _own(article: Article, gold: set[Mention]) -> Iterator[Mention]:
    """The mentions of a page that lie in ``article``, at its own offsets."""
    clean = {article.raw_map.to_raw(i): i for i in range(len(article.text))}
    for start, end, kind in gold:
        first, last = clean.get(start, -1), clean.get(end - 1, -1)
        if 0 <= first <= last and article.raw_span(first, last + 1) == (start, end):
            yield first, last + 1, kind


def read_annotated(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a folder of pages, of one page, or of JSON Lines; ReadError names file and line."""
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        raise ReadError(f"{path}: no annotated pages (*.json) in this folder")
    for file in files:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise ReadError(f"{file}: cannot read: {error.strerror}") from error
        rows = data.splitlines() if file.suffix == ".jsonl" else [data]
        for number, row in enumerate(rows, 1):
            if row.strip():
                yield _record(f"{file}:{number}", row, file.stem)


def _record(where: str, row: bytes, id: str) -> dict[str, Any]:
    try:
        record = {"id": id, **msgspec.json.decode(row, type=dict[str, Any])}
        _ = record["text"], [(e["start"], e["end"], e["type"]) for e in record["entities"]]
    except (msgspec.MsgspecError, KeyError, TypeError) as error:
        raise ReadError(f"{where}: no annotated page with text and entities: {error}") from error
    return record
