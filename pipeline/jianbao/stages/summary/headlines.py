"""Headlines: each story of a page in one line, and how they share the room there is."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from jianbao.article import Article, Span
from jianbao.stages.summary.boilerplate import clean_title
from jianbao.stages.summary.headline import TYPICAL, Opening, headline_text, opening_of
from jianbao.stages.summary.router import stories


class Line(Struct):
    """One story of a page: its printed headline, or its opening, from which one is made."""

    article: Article
    opening: Opening | None = None
    title: str = ""

    def pieces(self, room: int, typical: float) -> list[Span]:
        return self.opening.pieces(room, typical) if self.opening else []

    def wording(self, room: int, typical: float) -> str:
        """The story in one line of at most ``room`` characters; "" where nothing fits."""
        if self.title:
            return fitting_title(self.title, room)
        return headline_text(self.article, self.pieces(room, typical))


def lines(article: Article) -> list[Line]:
    """The stories of ``article``; only an article that is one story is named by its title."""
    found = stories(article)
    title = clean_title(article.title)
    if title and len(found) <= 1:
        return [Line(article, title=title)]
    return [Line(article, opening_of(article, story[0])) for story in found]


def share(found: Sequence[Line], max_chars: int) -> list[str]:
    """Each line's wording within ``max_chars`` together: short ones leave room to long ones, in order.

    Where not even short forms fit, the last stories are left out.
    """
    if not found:
        return []
    typical = max(TYPICAL, min(_LONG, 0.75 * max_chars / len(found)))
    rooms = [len(line.wording(max_chars, typical)) for line in found]
    rooms = fair(rooms, max_chars)
    out: list[str] = []
    used = 0
    for line, room in zip(found, rooms, strict=True):
        text = line.wording(room, typical) or line.wording(max_chars - used, TYPICAL)
        if text and used + len(text) <= max_chars:
            out.append(text)
            used += len(text)
    return out


_LONG = 30.0  # characters: no line of several is meant to be longer


def fair(wishes: Sequence[int], total: int) -> list[int]:
    """Shares of ``total`` for ``wishes``: nobody gets more than they wish, what is left goes to the others.

    >>> fair([10, 50, 50], 70)
    [10, 30, 30]
    """
    out = [0] * len(wishes)
    left, order = total, sorted(range(len(wishes)), key=lambda i: (wishes[i], i))
    for k, i in enumerate(order):
        out[i] = min(wishes[i], left // (len(order) - k))
        left -= out[i]
    return out


def fitting_title(title: str, room: int) -> str:
    """The title with a full stop; of one that is too long, the parts before a blank that fit."""
    parts = title.split(" ")
    for count in range(len(parts), 0, -1):
        text = " ".join(parts[:count])
        text = text if text[-1:] in "。！？!?…" else text + "。"
        if len(text) <= room:
            return text
    return ""
