"""Gutters: upright empty strips between columns, as far up and down as they reach."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from jianbao.reading.printed.boxes import Segment

# How wide a strip must be, in widths of a character, by the number of lines on either side of it:
_WIDTHS = ((5, 0.25), (3, 0.4), (2, 0.5), (1, 0.8))
_LOOSE = 0.4  # of the lines beside a gutter: more that reach across it are no accident
_SIDE = 2.0  # widths of a character: the text on either side of a gutter is at least as wide


@dataclass(slots=True, frozen=True)
class Gutter:
    """An empty strip; ``above`` and ``below`` are the edges of what stops it, or of the region."""

    left: float
    right: float
    top: float
    bottom: float
    lines: int  # of text on the side that has fewer

    @property
    def middle(self) -> float:
        """Half way between its sides."""
        return (self.left + self.right) / 2


def gutters(boxes: Sequence[Segment], size: float) -> list[Gutter]:
    """The gutters of a region, the longest first.

    A segment that reaches across a gutter does not stop it where it falls apart there (a mark that hangs into the
    gutter joins two columns), if most lines beside it do not reach across.

    Args:
        boxes: its segments.
        size: of its usual type.
    """
    found: list[Gutter] = []
    least = _WIDTHS[0][1] * size
    edges = sorted({round(part.ink_right, 1) for box in boxes for part in box.parts})
    for edge, following in itertools.pairwise(edges):
        if following - edge >= 0.1 * size:  # the last of several lines that end at nearly one place
            found += _strips_at(edge, boxes, size, least)
    found.sort(key=lambda g: (-(g.bottom - g.top), -(g.right - g.left)))
    return found


def parted(boxes: Sequence[Segment], gutter: Gutter) -> list[Segment]:
    """The segments with those that reach across the gutter cut in two, where they fall apart there."""
    out: list[Segment] = []
    for box in boxes:
        beside = box.bottom > gutter.top and box.top < gutter.bottom
        crosses = box.left < gutter.left and box.right > gutter.right
        pieces = _pieces(box, gutter.left, gutter.right) if beside and crosses else [box]
        out += pieces
    return out


def _pieces(box: Segment, left: float, right: float) -> list[Segment]:
    """A segment in two, if there is nothing of it between ``left`` and ``right``."""
    before = [part for part in box.parts if part.ink_right <= left + 0.05]
    after = [part for part in box.parts if part.ink_left >= right - 0.05]
    if before and after and len(before) + len(after) == len(box.parts):
        return [Segment(before), Segment(after)]
    return [box]


def _strips_at(edge: float, boxes: Sequence[Segment], size: float, least: float) -> list[Gutter]:
    """The free stretches of the strip that begins at ``edge``."""
    top, bottom = min(b.top for b in boxes), max(b.bottom for b in boxes)
    across = [b for b in boxes if b.left < edge + least and b.right > edge + 0.05]
    firm = sorted((b.top, b.bottom) for b in across if len(_pieces(b, edge, edge + least)) == 1)
    free, at = [], top
    for t, b in firm:
        if t > at:
            free.append((at, t))
        at = max(at, b)
    if bottom > at:
        free.append((at, bottom))
    out = []
    for high, low in free:
        if low - high >= 1.5 * size:
            gutter = _measure(edge, high, low, boxes, size, least)
            if gutter is not None:
                out.append(gutter)
    return out


def _measure(
    edge: float, high: float, low: float, boxes: Sequence[Segment], size: float, least: float
) -> Gutter | None:
    """The strip at ``edge`` from ``high`` to ``low``, if there are columns on both its sides."""
    inside: list[Segment] = []
    loose = 0
    for box in boxes:
        if box.bottom > high + 0.01 and box.top < low - 0.01:
            crosses = box.left < edge + least and box.right > edge + 0.05
            pieces = _pieces(box, edge, edge + least) if crosses else [box]
            loose += len(pieces) - 1
            inside += pieces
    before = [b for b in inside if b.right <= edge + 0.05]
    after = [b for b in inside if b.left > edge + 0.05]
    if not before or not after:
        return None
    left, right = max(b.right for b in before), min(b.left for b in after)
    # only the stretch that has text on both sides parts columns
    begin = max(min(b.top for b in before), min(b.top for b in after))
    end = min(max(b.bottom for b in before), max(b.bottom for b in after))
    if end - begin < 0.5 * size:
        return None
    lines = min(_levels(before, begin, end), _levels(after, begin, end))
    need = next((width for count, width in _WIDTHS if lines >= count), None)
    if need is None or right - left < need * size or loose > _LOOSE * lines:
        return None
    if min(_reach(before, begin, end), _reach(after, begin, end)) < _SIDE * size:
        return None
    return Gutter(left, right, high, low, lines)


def _levels(boxes: Sequence[Segment], begin: float, end: float) -> int:
    """How many lines stand between two heights."""
    count, reach = 0, float("-inf")
    for middle, half in sorted((b.middle, (b.bottom - b.top) / 4) for b in boxes if begin <= b.middle <= end):
        if middle > reach:
            count += 1
            reach = middle + half
    return count


def _reach(boxes: Sequence[Segment], begin: float, end: float) -> float:
    """The width of the widest of the boxes between two heights."""
    return max((b.right - b.left for b in boxes if begin <= b.middle <= end), default=0.0)
