"""A page that went through the chain, as the lines that are written of it: encoded once, where it was worked on."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec import Struct, field

from jianbao.article import Article, encode
from jianbao.writing.folder import PageRecord
from jianbao.writing.journal import Done, page_key


class FinishedPage(Struct):
    """The lines of a page and of its articles, and what the run counts of them.

    characters: of the texts of its articles, as the report counts them.
    """

    id: str
    key: str
    characters: int
    line: bytes  # of pages.jsonl
    articles: list[bytes]  # lines of articles.jsonl
    rejected: int = 0
    layers: dict[str, int] = field(default_factory=dict)  # items by layer

    @property
    def done(self) -> Done:
        """What the journal says of it."""
        return Done(self.id, self.key, len(self.articles), self.rejected)


def finish(record: PageRecord, articles: Sequence[Article]) -> FinishedPage:
    """The lines of a page with its articles."""
    layers: dict[str, int] = {}
    for article in articles:
        for layer, found in article.layers().items():
            layers[layer] = layers.get(layer, 0) + (len(found) if hasattr(found, "__len__") else 1)
    return FinishedPage(
        id=record.page.id,
        key=page_key(record.page),
        characters=sum(len(article.text) for article in articles),
        line=msgspec.json.encode(record) + b"\n",
        articles=[encode(article) + b"\n" for article in articles],
        rejected=record.rejected,
        layers=layers,
    )
