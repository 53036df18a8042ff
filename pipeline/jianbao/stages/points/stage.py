"""Points: enumerations that are marked (一是……二是……), with the number that was announced."""

from __future__ import annotations

from bisect import bisect_right

from jianbao.article import Article, Point, PointList
from jianbao.language.width import fold
from jianbao.stage import ArticleStage
from jianbao.stages.points.announcements import announcement_before
from jianbao.stages.points.enumerations import Item, build_lists, list_items
from jianbao.stages.points.markers import find_markers

_MAX_ITEM = 4000  # characters; what runs on longer is not an item
_LOOK = _MAX_ITEM + 100  # how far the end of the last item is looked for: enough to see that it is too long


class PointsStage(ArticleStage):
    """Writes ``points``: one list per enumeration; lists inside an item of another name it as their parent.

    >>> article = next(PointsStage()([Article.from_text("提出两点要求:一是抓落实;二是抓学习。")]))
    >>> [[p.text for p in group.items] for group in article.points], article.points[0].complete
    ([['抓落实', '抓学习']], True)
    """

    name = "points"
    provides = frozenset({"points"})

    def annotate(self, article: Article) -> None:
        """Write ``points``."""
        text = fold(article.text)
        # no item runs into a byline, a subhead or furniture
        stops = [b.start for b in article.blocks if b.kind not in ("paragraph", "caption")]
        lists = build_lists(find_markers(text))
        found = [list_items(text, markers, _limit(stops, markers[-1].end, len(text))) for markers in lists]
        groups = [_point_list(article, text, items) for items in found if _is_plausible(items)]
        _set_parents(groups)
        article.points = groups


def _limit(stops: list[int], at: int, length: int) -> int:
    """How far the last item, whose marker ends at ``at``, may reach."""
    i = bisect_right(stops, at)
    return min(stops[i] if i < len(stops) else length, at + _LOOK)


def _is_plausible(items: list[Item]) -> bool:
    return all(0 < item.end - item.start <= _MAX_ITEM for item in items)


def _point_list(article: Article, text: str, items: list[Item]) -> PointList:
    points = [_point(article.text, item) for item in items]
    announced = announcement_before(text, items[0].marker.start)
    if announced is None:
        return PointList(points)
    return PointList(points, announced.number, announced.span, announced.number == len(points))


def _point(text: str, item: Item) -> Point:
    marker = text[item.marker.start : item.marker.end].strip()
    return Point(item.start, item.end, text[item.start : item.end], marker)


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
