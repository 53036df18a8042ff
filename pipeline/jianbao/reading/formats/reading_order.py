"""The reading order of text boxes on a printed page: columns from left to right, each from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

# In heights of the page's usual type:
_GUTTER = 0.55  # an upright strip at least this wide stands between columns
_GAP = 1.0  # a level strip at least this high stands between regions
_WIDE_GAP = 2.2  # ... and this high goes before the gutters: a headline over columns, another story below
_SAME_LINE = 0.5  # middles nearer to each other than this are one printed line


@dataclass(slots=True, frozen=True)
class Box:
    """A run of text and where it is printed, in points; the origin is at the bottom left.

    ``top - bottom`` is the height of the type, not of the ink: a comma is as high as a character.
    """

    left: float
    bottom: float
    right: float
    top: float
    text: str


def reading_order(boxes: Sequence[Box]) -> str:
    """The text of ``boxes`` in reading order: one line per printed line, an empty line between regions.

    A region is cut along the empty strips across it, level or upright, again and again until none is left
    (the recursive XY cut of Nagy and Seth, 1984, without the recursion).

    >>> left = [Box(0, 80, 90, 90, "甲"), Box(0, 66, 90, 76, "乙")]
    >>> reading_order([Box(100, 80, 190, 90, "丙"), *left, Box(0, 120, 190, 140, "标题")]).split()
    ['标题', '甲', '乙', '丙']
    """
    if not boxes:
        return ""
    height = median(box.top - box.bottom for box in boxes) or 1.0
    regions: list[str] = []
    work: list[list[Box]] = [list(boxes)]
    while work:
        region = work.pop()
        parts = _cut(region, height)
        if len(parts) == 1:
            regions.append(_lines(region, height))
        else:
            work += reversed(parts)
    return "\n\n".join(regions)


def _cut(boxes: list[Box], height: float) -> list[list[Box]]:
    """The region in two or more parts in reading order, or itself alone."""
    across = _split(boxes, [(b.left, b.right) for b in boxes], _GUTTER * height)
    levels = [(b.bottom, b.top) for b in boxes]
    down = _split(boxes, levels, _GAP * height)[::-1]
    if len(across) == 1 or len(down) == 1:
        return across if len(across) > 1 else down
    return down if len(_split(boxes, levels, _WIDE_GAP * height)) > 1 else across


def _split(boxes: list[Box], spans: list[tuple[float, float]], least: float) -> list[list[Box]]:
    """Parts between which an empty strip of at least ``least`` points lies along one axis, in ascending order."""
    parts: list[list[Box]] = []
    reach = 0.0
    for (begin, end), box in sorted(zip(spans, boxes, strict=True), key=lambda pair: pair[0]):
        if not parts or begin - reach >= least:
            parts.append([])
            reach = end
        parts[-1].append(box)
        reach = max(reach, end)
    return parts


def _lines(boxes: list[Box], height: float) -> str:
    """The boxes of one region: those at one level are one line."""
    lines: list[tuple[float, list[Box]]] = []
    for box in sorted(boxes, key=lambda b: -(b.bottom + b.top)):
        middle = (box.bottom + box.top) / 2
        if lines and lines[-1][0] - middle < _SAME_LINE * height:
            lines[-1][1].append(box)
        else:
            lines.append((middle, [box]))
    return "\n".join("".join(b.text for b in sorted(line, key=lambda b: b.left)) for _, line in lines)
