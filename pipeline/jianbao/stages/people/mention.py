"""One mention of a person, with the posts printed at it."""

from __future__ import annotations

from dataclasses import dataclass, field

from jianbao.article import Post


@dataclass(slots=True)
class Mention:
    """One mention of a person and the posts printed at it.

    Attributes:
        name: as printed.
        start, end: its span.
        posts: those printed before the name.
        after: those printed after it, where the higher title is often used out of courtesy.
        told: those said of it, run by run: in brackets, in a notice, after 出任 or 免去.
        reporter: whether a title says that this person writes.
        shared: whether ``posts`` are those of the name before.
    """

    name: str
    start: int
    end: int
    posts: list[Post] = field(default_factory=list)
    after: list[Post] = field(default_factory=list)
    told: list[tuple[Post, ...]] = field(default_factory=list)
    reporter: bool = False
    shared: bool = False
