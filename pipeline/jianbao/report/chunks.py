"""Articles in compressed blocks that the page opens one at a time, so that a large report opens quickly."""

from __future__ import annotations

import base64
import gzip
from typing import Any

import msgspec
from msgspec import Struct, field, structs

from jianbao.article import Article, Entity
from jianbao.writing.folder import PageRecord

SIZE = 400_000  # bytes of JSON per chunk, before compression


def pack(value: Any) -> str:
    """``value`` as JSON, gzipped, in base64: safe inside HTML, whatever it contains."""
    raw = value if isinstance(value, bytes) else msgspec.json.encode(value)
    return base64.b64encode(gzip.compress(raw, 9, mtime=0)).decode("ascii")


class ChunkItem(Struct, array_like=True):
    """An article with the text of its page as read, None if the article before is of the same page.

    Side by side in a chunk, the page's text and the article's compress almost to one.
    """

    page: str | None
    article: Article


class Chunk(Struct):
    """Consecutive articles; the first is article number ``first`` of the run, counted from 0."""

    first: int
    items: list[ChunkItem] = field(default_factory=list)


class Chunks:
    """Packs articles into chunks of up to ``budget`` bytes of base64 altogether; the others are left out."""

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self.packed: list[str] = []
        self.where: list[int] = []  # the chunk of each article, -1: left out
        self._open = Chunk(0)
        self._size = 0

    def add(self, record: PageRecord, articles: list[Article]) -> None:
        """Add a page with its articles."""
        for i, article in enumerate(articles):
            self._open.items.append(ChunkItem(None if i else record.page.text, _reduce(article)))
        self._size += len(record.page.text) * 3 + sum(len(a.text) * 6 for a in articles)
        if self._size >= SIZE:
            self.close()

    def close(self) -> None:
        """Pack the chunk that is being filled."""
        count = len(self._open.items)
        if not count:
            return
        block = pack(self._open) if self.budget > 0 else ""
        self.budget -= len(block)
        if block and self.budget >= 0:
            self.where += [len(self.packed)] * count
            self.packed.append(block)
        else:
            self.budget = 0
            self.where += [-1] * count
        self._open, self._size = Chunk(len(self.where)), 0

    def trim(self, size: int) -> None:
        """Drop the last chunks until the others take no more than ``size`` bytes."""
        while sum(map(len, self.packed)) > size and self.packed:
            self.packed.pop()
        self.where = [n if n < len(self.packed) else -1 for n in self.where]


def without_tokens(article: Article) -> Article:
    """The article as the page shows it: without its tokens, which are not shown and take the most space."""
    return structs.replace(article, tokens=None)


def _reduce(article: Article) -> Article:
    """The article for a chunk, without what readers do not see: hashes, decimals, which engine found a name."""
    return structs.replace(
        without_tokens(article),
        source=structs.replace(article.source, sha256=""),
        entities=article.entities and [_reduce_entity(entity) for entity in article.entities],
        keywords=article.keywords and [structs.replace(k, score=round(k.score, 2)) for k in article.keywords],
    )


def _reduce_entity(entity: Entity) -> Entity:
    score = None if entity.score is None else round(entity.score, 2)
    return Entity(entity.start, entity.end, entity.type, entity.text, score)
