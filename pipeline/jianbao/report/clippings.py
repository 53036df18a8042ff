"""Clippings: of each article that was read off a printed page, the part of the page's picture that shows it."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from msgspec import Struct

from jianbao.article import Article, PageLine
from jianbao.reading.formats.page_pictures import Box, PagePictures, can_draw

_ROOM = 0.6  # heights of a line: around what is shown


class Clipping(Struct):
    """A part of a page's picture: the page of the file, where the part is on it, and a JPEG in base64.

    ``box`` is in the unit of the boxes of ``Article.printed``.
    """

    page: int
    box: Box
    jpeg: str


class Clippings:
    """Makes clippings of articles, one after the other in the order of the run, up to ``budget`` bytes of base64."""

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self.found: dict[int, list[Clipping]] = {}  # by the number of the article
        self.printed = 0  # articles that were read off a page
        self._count = 0
        self._pictures = PagePictures() if can_draw() else None

    def add(self, articles: Sequence[Article]) -> None:
        """Make the clippings of the next articles, as far as their files are there and the budget goes."""
        for article in articles:
            places = _places(article.printed)
            self.printed += bool(places)
            if places and self._pictures and self.budget > 0:
                clippings = self._of(article, places, self._pictures)
                size = sum(len(clipping.jpeg) for clipping in clippings)
                self.budget -= size
                if clippings and self.budget >= 0:
                    self.found[self._count] = clippings
            self._count += 1

    def _of(self, article: Article, places: dict[int, Box], pictures: PagePictures) -> list[Clipping]:
        source = article.source
        found = []
        for number, box in places.items():
            jpeg = pictures.clipping(source.path, source.format, number, box)
            if jpeg:
                found.append(Clipping(number, box, base64.b64encode(jpeg).decode()))
        return found


def _places(lines: Sequence[PageLine]) -> dict[int, Box]:
    """Of each page that lines stand on, the rectangle around them with a little room."""
    places: dict[int, list[PageLine]] = {}
    for line in lines:
        if line.kind != "furniture":
            places.setdefault(line.page, []).append(line)
    found = {}
    for number, own in places.items():
        room = _ROOM * min(min(line.box[2] - line.box[0], line.box[3] - line.box[1]) for line in own)
        found[number] = (
            max(0.0, round(min(line.box[0] for line in own) - room, 1)),
            max(0.0, round(min(line.box[1] for line in own) - room, 1)),
            round(max(line.box[2] for line in own) + room, 1),
            round(max(line.box[3] for line in own) + room, 1),
        )
    return found
