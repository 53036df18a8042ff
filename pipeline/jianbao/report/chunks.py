"""Articles in compressed blocks that the page opens one at a time, so that a large report starts at once."""

from __future__ import annotations

import base64
import gzip
from typing import Any

import msgspec
from msgspec import Struct, field, structs

from jianbao.article import Article, Entity
from jianbao.writing.folder import PageRecord

SIZE = 400_000  # bytes of JSON a chunk, before compression


def packed(value: Any) -> str:
    """``value`` as JSON, gzipped, in base64: text that is safe inside HTML, whatever it holds."""
    raw = value if isinstance(value, bytes) else msgspec.json.encode(value)
    return base64.b64encode(gzip.compress(raw, 9, mtime=0)).decode("ascii")


class Item(Struct, array_like=True):
    """A page's text, None where the article before stood on the same page, and an article of it.

    Side by side in the block, the text as read and the mended text compress almost to one.
    """

    page: str | None
    article: Article


class Chunk(Struct):
    """Consecutive articles, the first of them number ``first`` of the run."""

    first: int
    items: list[Item] = field(default_factory=list)


class Chunks:
    """Packs pages into chunks until ``budget`` bytes of base64 are full; the rest is left out and counted."""

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self.packed: list[str] = []
        self.where: list[int] = []  # chunk of each article, -1: left out
        self._open = Chunk(0)
        self._size = 0

    def add(self, record: PageRecord, articles: list[Article]) -> None:
        """Add a page with its articles."""
        for i, article in enumerate(articles):
            self._open.items.append(Item(None if i else record.page.text, _light(article)))
        self._size += len(record.page.text) * 3 + sum(len(a.text) * 6 for a in articles)
        if self._size >= SIZE:
            self.close()

    def close(self) -> None:
        """Pack what is waiting."""
        count = len(self._open.items)
        if not count:
            return
        block = packed(self._open) if self.budget > 0 else ""
        self.budget -= len(block)
        if block and self.budget >= 0:
            self.where += [len(self.packed)] * count
            self.packed.append(block)
        else:
            self.budget = 0
            self.where += [-1] * count
        self._open, self._size = Chunk(len(self.where)), 0

    def trim(self, size: int) -> None:
        """Leave out the last chunks until the rest takes no more than ``size`` bytes."""
        while sum(map(len, self.packed)) > size and self.packed:
            self.packed.pop()
        self.where = [n if n < len(self.packed) else -1 for n in self.where]


def shown(article: Article) -> Article:
    """The article as the page shows it: without its tokens, which nobody reads and which weigh most."""
    return structs.replace(article, tokens=None)


def _light(article: Article) -> Article:
    """The article for a block, less what only machines ask for: hashes, decimals, who found a name."""
    return structs.replace(
        shown(article),
        source=structs.replace(article.source, sha256=""),
        entities=article.entities and [_short(entity) for entity in article.entities],
        keywords=article.keywords and [structs.replace(k, score=round(k.score, 2)) for k in article.keywords],
    )


def _short(entity: Entity) -> Entity:
    score = None if entity.score is None else round(entity.score, 2)
    return Entity(entity.start, entity.end, entity.type, entity.text, score)
