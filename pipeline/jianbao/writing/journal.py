"""The journal of a run: what is finished, written after it: an append-only file that a stopped run goes on by.

One line a batch: the size of the open files with it in them, and its pages. What lies behind those sizes was never
finished. Lines between say by which stages the pages after them were made.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct, field

from jianbao.article import Page

NAME = "journal.jsonl"


class Start(Struct, tag="store", tag_field="line"):
    """The first line. ``generation`` changes whenever lines were taken out of the files."""

    generation: str


class Made(Struct, tag="made", tag_field="line"):
    """How the pages after it are made: the digest of each stage, and of all of them."""

    chain: str
    stages: dict[str, str] = field(default_factory=dict)


class Done(Struct, array_like=True):
    """A page: its line is the next in the part, its articles are the next ``articles`` lines."""

    id: str
    key: str  # of what was read (page_key)
    articles: int
    rejected: int = 0


class Batch(Struct, tag="pages", tag_field="line"):
    """Pages that are finished, and the bytes of articles and pages in the part when they were."""

    part: int
    sizes: tuple[int, int]
    pages: list[Done]


Line = Start | Made | Batch
_decoder = msgspec.json.Decoder(Line)


def page_key(page: Page) -> str:
    """Of all that a page's articles are made of; a page with another key is another page.

    >>> page_key(Page("a", "会")) == page_key(Page("b", "会")) != page_key(Page("a", "会", date="2021"))
    True
    """
    sha256 = page.source.sha256 or hashlib.sha256(page.text.encode("utf-8", "surrogatepass")).hexdigest()
    whole = msgspec.json.encode((sha256, page.title, page.date, page.outlet))
    beside = (
        page.author,
        page.kicker,
        page.subtitle,
        page.page_label,
        page.section,
        page.blocks,
        page.printed,
    )
    if any(beside):
        whole += msgspec.json.encode(beside)
    return hashlib.blake2b(whole, digest_size=12).hexdigest()


def read_journal(path: Path) -> Iterator[Line]:
    """The lines of a journal up to the first that is not one: the last of a stopped run may be half written.

    Nothing where there is no journal.
    """
    if not path.is_file():
        return
    with path.open("rb") as file:
        for line in file:
            if not line.endswith(b"\n"):
                return
            try:
                yield _decoder.decode(line)
            except msgspec.MsgspecError:
                return


def encode_lines(lines: list[Line]) -> bytes:
    """Lines of a journal as they are written."""
    return b"".join(msgspec.json.encode(line) + b"\n" for line in lines)


def new_generation() -> str:
    """A name that no other generation has."""
    return os.urandom(6).hex()


def generation_of(path: Path) -> str:
    """The generation of the journal at ``path``, "" where there is none."""
    first = next(read_journal(path), None)
    return first.generation if isinstance(first, Start) else ""
