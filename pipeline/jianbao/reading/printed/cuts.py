"""A page cut into regions in reading order: bands under each other, columns side by side, again and again.

The recursive XY cut (Nagy and Seth, 1984) needs strips that are empty from edge to edge of a region. Print has them
seldom: a foot line, a note in the margin or the next headline reaches into them. So a gutter also counts where it is
empty for a part of the height; the region is then cut where it ends. Headlines go before gutters: a headline that
stands alone on its level is over all the columns below it, whether its ink reaches over them or not.
"""

from __future__ import annotations

from collections.abc import Sequence

from jianbao.reading.printed.boxes import Segment, bounds, usual_size
from jianbao.reading.printed.gutters import Gutter, gutters, parted

_BIG = 1.25  # of the usual size: the type of headlines
_BIGGER = 1.08  # ... and of kickers and subtitles, close to one
_HEADLINE_LEVELS = 6  # a headline has no more lines; more are a story set in larger type
_ENOUGH = 12  # segments: a region with more has a usual size of its own
_WIDE_GAP = (
    2.2  # heights of the usual type: an empty strip this high parts two bands, unless columns go through it
)
_DEEPEST = 60


def reading_regions(boxes: Sequence[Segment], size: float = 0.0) -> list[list[Segment]]:
    """The segments of a page, region by region in reading order; the lines of a region follow each other.

    Args:
        boxes: all segments of the page.
        size: the height of its usual type; found, if it is 0.
    """
    if not boxes:
        return []
    return _regions(list(boxes), size or usual_size(boxes), 0)


def _regions(boxes: list[Segment], size: float, depth: int) -> list[list[Segment]]:
    if len(boxes) == 1 or depth > _DEEPEST:
        return [boxes]
    size = usual_size(boxes) if len(boxes) >= _ENOUGH else size
    parts = _cut(boxes, size)
    if len(parts) < 2:
        return [boxes]
    return [region for part in parts for region in _regions(part, size, depth + 1)]


def _cut(boxes: list[Segment], size: float) -> list[list[Segment]]:
    """The region in parts in reading order; itself alone where nothing cuts it."""
    found = gutters(boxes, size)
    _, top, _, bottom = bounds(boxes)
    whole = [g for g in found if g.top <= top + 0.1 and g.bottom >= bottom - 0.1]
    bands = _headline_bands(boxes, size, whole)
    if len(bands) > 1:
        return bands
    gap = _wide_gap(boxes, size, whole)
    if len(gap) > 1:
        return gap
    lone = _lone_top(boxes, whole, size)
    if len(lone) > 1:
        return lone
    if whole:
        return _across(boxes, max(whole, key=lambda g: g.right - g.left))
    for gutter in found:
        parts = _bands_of(boxes, gutter, size)
        if len(parts) > 1:
            return parts
    return [boxes]


def _across(boxes: Sequence[Segment], gutter: Gutter) -> list[list[Segment]]:
    """What lies left and right of a gutter."""
    boxes = parted(boxes, gutter)
    left = [b for b in boxes if (b.left + b.right) / 2 < gutter.middle]
    right = [b for b in boxes if (b.left + b.right) / 2 >= gutter.middle]
    return [part for part in (left, right) if part]


def _bands_of(boxes: Sequence[Segment], gutter: Gutter, size: float) -> list[list[Segment]]:
    """What lies above a gutter, beside it, and below it."""
    above = [b for b in boxes if b.middle < gutter.top]
    below = [b for b in boxes if b.middle > gutter.bottom]
    beside = [b for b in boxes if gutter.top <= b.middle <= gutter.bottom]
    return [part for part in (above, beside, below) if part]


def _headline_bands(boxes: list[Segment], size: float, whole: Sequence[Gutter]) -> list[list[Segment]]:
    """The region cut at a headline that stands alone on its level, above it and below it.

    Two headlines on one level, each over columns of its own, do not part them: only what is above both.
    """
    for cluster in _headlines(boxes, size):
        members = set(map(id, cluster))
        first, last = min(b.top for b in cluster), max(b.bottom for b in cluster)
        above = [b for b in boxes if id(b) not in members and b.middle < first]
        below = [b for b in boxes if id(b) not in members and b.middle > last]
        if len(above) + len(below) + len(cluster) < len(boxes):
            continue  # something stands beside it
        if _side_by_side(cluster, below, whole, size):
            if above:
                return [above, cluster + below]
            continue
        if _one_column(cluster, below, whole, size):
            continue
        return [part for part in (above, cluster, below) if part]
    return []


def _headlines(boxes: Sequence[Segment], size: float) -> list[list[Segment]]:
    """Big type on levels of its own, as long as no other type stands on them; smaller lines close to it as well."""
    clusters: list[list[Segment]] = []
    reach, is_open = float("-inf"), False
    for box in sorted(boxes, key=lambda b: b.top):
        large = box.size >= _BIGGER * size and not box.upright
        if large and is_open and box.top <= reach + 1.5 * box.size:
            clusters[-1].append(box)
        elif large and box.top >= reach - 0.3 * size:
            clusters.append([box])
            is_open = True
        else:
            is_open = False
        reach = max(reach, box.bottom)
    return [
        cluster
        for cluster in clusters
        if max(b.size for b in cluster) >= _BIG * size
        and len({round(b.middle) for b in cluster}) <= _HEADLINE_LEVELS
    ]


def _side_by_side(
    cluster: Sequence[Segment], below: Sequence[Segment], whole: Sequence[Gutter], size: float
) -> bool:
    """Whether a gutter through what follows has headlines on both its sides."""
    if len(cluster) < 2 or not below:
        return False
    first = min(b.top for b in cluster)
    candidates = list(whole) or [
        g for g in gutters([*cluster, *below], size) if g.top <= first + 0.1 and g.lines >= 3
    ]
    for gutter in candidates:
        left = [b for b in cluster if b.right <= gutter.right]
        right = [b for b in cluster if b.left >= gutter.left]
        if left and right and len(left) + len(right) == len(cluster):
            return True
    return False


def _one_column(
    cluster: Sequence[Segment], below: Sequence[Segment], whole: Sequence[Gutter], size: float
) -> bool:
    """Whether a headline stands over the columns on its own side of a gutter only.

    Columns under one headline begin at one level, and none of them with a headline of its own.
    """
    for gutter in whole:
        sides = {b.right <= gutter.right for b in cluster}
        if len(sides) > 1 or any(b.left < gutter.left and b.right > gutter.right for b in cluster):
            continue
        own_left = sides == {True}
        own = [b for b in below if (b.left < gutter.middle) == own_left]
        other = [b for b in below if (b.left < gutter.middle) != own_left]
        if not own or not other:
            continue
        first, beside = min(own, key=lambda b: b.top), min(other, key=lambda b: b.top)
        if beside.size >= _BIGGER * size or abs(beside.bottom - first.bottom) > 0.9 * size:
            return True
    return False


def _wide_gap(boxes: Sequence[Segment], size: float, whole: Sequence[Gutter]) -> list[list[Segment]]:
    """The region cut at wide level strips; not at those that part columns beside each other, each with its stories."""
    parts: list[list[Segment]] = []
    reach = 0.0
    for box in sorted(boxes, key=lambda b: b.top):
        if not parts or box.top - reach >= _WIDE_GAP * size:
            parts.append([])
            reach = box.bottom
        parts[-1].append(box)
        reach = max(reach, box.bottom)
    out = parts[:1]
    for part in parts[1:]:
        if any(_columns_apart(out[-1], part, gutter, size) for gutter in whole):
            out[-1] = out[-1] + part
        else:
            out.append(part)
    return out


def _columns_apart(above: Sequence[Segment], below: Sequence[Segment], gutter: Gutter, size: float) -> bool:
    """Whether what stands on either side of a gutter has nothing to do with each other.

    So it is where headlines are on both sides above, or what is below begins at different levels.
    """
    left, right = _first_on(below, gutter, left=True), _first_on(below, gutter, left=False)
    if left is None or right is None:
        return False
    big = [side.size >= _BIGGER * size for side in (left, right)]
    if all(b.size >= _BIG * size for b in above) and _headed_twice(above, gutter):
        return True  # headlines, and under the strip their stories
    if all(big):
        return False  # two stories begin, and what is above them has ended
    if any(big):
        cluster = _headlines([b for b in below if (b.left < gutter.middle) == big[0]], size)
        rest = [b for b in below if not cluster or b not in cluster[0]]
        return bool(cluster) and _one_column(cluster[0], rest, [gutter], size)
    return abs(left.bottom - right.bottom) > 0.9 * size


def _first_on(boxes: Sequence[Segment], gutter: Gutter, *, left: bool) -> Segment | None:
    side = [b for b in boxes if (b.left < gutter.middle) == left]
    return min(side, key=lambda b: b.top) if side else None


def _headed_twice(first: Sequence[Segment], gutter: Gutter) -> bool:
    """Whether headlines stand on both sides of a gutter."""
    return any(b.right <= gutter.right for b in first) and any(b.left >= gutter.left for b in first)


def _lone_top(boxes: Sequence[Segment], whole: Sequence[Gutter], size: float) -> list[list[Segment]]:
    """The region without its first line, where that stands alone and not over the first column: a line over all."""
    if not whole:
        return []
    first = min(boxes, key=lambda b: b.top)
    rest = [b for b in boxes if b is not first]
    alone = all(b.top >= first.bottom - 0.2 * first.size for b in rest)
    if (
        not alone
        or first.size >= _BIG * size
        or _one_column([first], rest, whole, size)
        or first.left < min(g.right for g in whole) - 0.1
    ):
        return []
    return [[first], rest]
