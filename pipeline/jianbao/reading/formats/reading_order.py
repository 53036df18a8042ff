"""The reading order of text boxes on a printed page: columns from left to right, each from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(slots=True, frozen=True)
class Box:
    """A run of text and where it is printed, in points; the origin is at the bottom left."""

    left: float
    bottom: float
    right: float
    top: float
    text: str


def reading_order(boxes: Sequence[Box]) -> str:
    """The text of ``boxes`` in reading order, one printed line a line, an empty line between regions.

    A region is cut, over and over, along the widest empty strip, upright or level, until none is left
    (the recursive XY cut of Nagy and Seth, 1984, without the recursion).
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
    across = _split(boxes, [(b.left, b.right) for b in boxes], 0.6 * height)
    levels = [(b.bottom, b.top) for b in boxes]
    down = _split(boxes, levels, 1.2 * height)[::-1]
    if len(across) == 1 or len(down) == 1:
        return across if len(across) > 1 else down
    return down if len(_split(boxes, levels, 2.5 * height)) > 1 else across


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
        if lines and lines[-1][0] - middle < 0.5 * height:
            lines[-1][1].append(box)
        else:
            lines.append((middle, [box]))
    return "\n".join("".join(b.text for b in sorted(line, key=lambda b: b.left)) for _, line in lines)
