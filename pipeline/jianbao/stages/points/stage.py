"""Points: enumerations that are marked (一是……二是……), with the number that was announced."""

from __future__ import annotations

import re
from bisect import bisect_right

from jianbao.article import Article, Point, PointList, Span
from jianbao.language.numerals import parse
from jianbao.language.width import fold
from jianbao.stage import ArticleStage
from jianbao.stages.points.enumerations import Item, chains, items, markers

_ANNOUNCED = re.compile(
    r"(?<!第)(?P<n>\d{1,2}|[两二三四五六七八九十]{1,3})(?:个方面|方面|点|项|条|个|件|大|种|步|句|类|层)"
    r"[^,。;:!?]{0,16}[,。:!]?[^。;:!?]{0,40}[。:]?[ 　\n]*$"
)
_REACH = 80  # an announcement stands at most this many characters before its list
_MAX_ITEM = 4000


class PointsStage(ArticleStage):
    """Writes ``points``: one list an enumeration; lists inside an item of another name it as their parent.

    >>> article = next(PointsStage()([Article.from_text("提出两点要求:一是抓落实;二是抓学习。")]))
    >>> [[p.text for p in group.items] for group in article.points], article.points[0].complete
    ([['抓落实', '抓学习']], True)
    """

    name = "points"
    provides = frozenset({"points"})

    def annotate(self, article: Article) -> None:
        text = fold(article.text)
        # no item runs into a byline, a subhead or furniture
        stops = [b.start for b in article.blocks if b.kind not in ("paragraph", "caption")]
        found = [items(text, c, _end(stops, c[-1].end, len(text))) for c in chains(markers(text))]
        groups = [_group(article, text, group) for group in found if _plausible(group)]
        _set_parents(groups)
        article.points = groups


def _end(stops: list[int], at: int, length: int) -> int:
    i = bisect_right(stops, at)
    return min(stops[i] if i < len(stops) else length, at + _MAX_ITEM + 100)


def _plausible(group: list[Item]) -> bool:
    return all(0 < item.end - item.start <= _MAX_ITEM for item in group)


def _group(article: Article, text: str, group: list[Item]) -> PointList:
    points = [
        Point(
            i.start, i.end, article.text[i.start : i.end], article.text[i.marker.start : i.marker.end].strip()
        )
        for i in group
    ]
    first = group[0].marker.start
    announced = _ANNOUNCED.search(text, max(0, first - _REACH), first)
    if announced is None:
        return PointList(points)
    number = int(parse(announced["n"]) or 0)
    return PointList(points, number, Span(*announced.span("n")), number == len(points))


def _set_parents(groups: list[PointList]) -> None:
    """Name each list's parent: the innermost list with an item around it. One pass with a stack of open items."""
    stack: list[tuple[int, int]] = []  # end of the list, its index
    for index, group in enumerate(groups):
        start = group.items[0].start
        while stack and stack[-1][0] <= start:
            stack.pop()
        if stack:
            group.parent = stack[-1][1]
        stack.append((group.items[-1].end, index))
