"""Claims: spans of an article that are taken for bylines, first come, first served."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from jianbao.article import Block, Byline
from jianbao.reading.bylines.credit_reader import Credits
from jianbao.reading.bylines.datelines import Head


class Passage(NamedTuple):
    """A block of an article in which bylines are looked for."""

    folded: str  # the text of the whole article, folded; all offsets point into it
    block: Block
    head: Head | None  # the dateline at its start
    is_last: bool  # the last block of the article
    is_last_text: bool  # the last one that is no byline
    ends_story: bool  # it, or a block behind it

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.block.start

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.block.end

    @property
    def outlet(self) -> str | None:
        """The outlet of its dateline."""
        return self.head.outlet if self.head else None


class Claim(NamedTuple):
    """Credits, the span they take, and where the text began that they were parsed from."""

    credits: Credits
    start: int
    end: int
    offset: int


class Claims:
    """The bylines of one article; a claim on a span that is taken already is passed over."""

    def __init__(self, text: str) -> None:
        self.bylines: list[Byline] = []
        self._text = text
        self._taken: list[tuple[int, int]] = []

    def take(self, claims: Iterable[Claim]) -> None:
        """Takes those of ``claims`` that name people and whose span is free, in order."""
        for credits, start, end, offset in claims:
            if not credits.people or any(a < end and start < b for a, b in self._taken):
                continue
            self._taken.append((start, end))
            for person in credits.people:
                a, b = offset + person.start, offset + person.end
                self.bylines.append(Byline(self._text[a:b], person.role, a, b, person.outlet))
