"""Boxes of text on a page, and the segments that boxes on one level make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

_CLOSING = "，。、；：！？）》」』】〕”’,.;:!?)]"
_OPENING = "（《「『【〔“‘(["
_TRIM = 0.5  # of a full-width mark: the half of its square that is blank
_WIDE = re.compile(r"[^\x00-\u02ff]")


@dataclass(slots=True)
class Box:
    """A run of text and where it is printed; the origin is at the top left of the page, y grows downwards.

    ``size`` is the height of the type (of a Chinese character), whatever ink the text has; left out, it is the height
    of the box. ``score`` is the recognition's, 0 to 1. ``frame`` is where the text stands on the page as it was given,
    where the layout has turned the page to read it.
    """

    left: float
    top: float
    right: float
    bottom: float
    text: str
    size: float = 0.0
    score: float | None = None
    frame: tuple[float, float, float, float] | None = None

    def __post_init__(self) -> None:
        """The height stands for a size that is not given."""
        self.size = self.size or (self.bottom - self.top)

    @property
    def width(self) -> float:
        """From its left to its right edge."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From its top to its bottom edge."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Half way between top and bottom."""
        return (self.top + self.bottom) / 2

    @property
    def ink_left(self) -> float:
        """Its left edge, without the blank half of an opening mark."""
        wide = self.text[:1] in _OPENING and self.width >= 0.8 * self.size
        return self.left + (_TRIM * self.size if wide else 0.0)

    @property
    def ink_right(self) -> float:
        """Its right edge, without the blank half of a closing mark."""
        wide = self.text[-1:] in _CLOSING and self.width >= 0.8 * self.size
        return self.right - (_TRIM * self.size if wide else 0.0)


@dataclass(slots=True)
class Segment:
    """Boxes side by side on one level with hardly a blank between them: what columns are cut from.

    ``parts`` are from left to right.
    """

    parts: list[Box]
    left: float = field(init=False)
    right: float = field(init=False)
    top: float = field(init=False)
    bottom: float = field(init=False)
    size: float = field(init=False)

    def __post_init__(self) -> None:
        """Its edges are those of its parts; its size that of most of its text."""
        self.left = self.parts[0].ink_left
        self.right = self.parts[-1].ink_right
        self.top = min(part.top for part in self.parts)
        self.bottom = max(part.bottom for part in self.parts)
        self.size = usual_size(self.parts)

    @property
    def text(self) -> str:
        """The text of its parts."""
        return "".join(part.text for part in self.parts)

    @property
    def middle(self) -> float:
        """Half way between top and bottom."""
        return (self.top + self.bottom) / 2

    @property
    def upright(self) -> bool:
        """Whether it is set from top to bottom on a page that is not: taller than a line is."""
        return self.bottom - self.top > 2.5 * self.size


def usual_size(boxes: Iterable[Box | Segment]) -> float:
    """The size of type of most of the text of ``boxes``; 1 where there is none.

    >>> usual_size([Box(0, 0, 90, 10, "全县教育工作会议"), Box(0, 20, 60, 40, "标题")])
    10.0
    """
    sizes = [box.size for box in boxes for _ in range(max(1, min(len(box.text), 40)))]
    return median(sizes) if sizes else 1.0


def em_widths(text: str) -> float:
    """How wide ``text`` is in widths of a Chinese character.

    >>> em_widths("县12")
    2.0
    """
    return sum(1.0 if _WIDE.match(ch) else 0.5 for ch in text)


def bounds(boxes: Sequence[Box | Segment]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the smallest rectangle around ``boxes``."""
    return (
        min(b.left for b in boxes),
        min(b.top for b in boxes),
        max(b.right for b in boxes),
        max(b.bottom for b in boxes),
    )


def same_level(a: Box | Segment, b: Box | Segment, least: float = 0.5) -> bool:
    """Whether two boxes stand on one line: the lower one lies, by ``least`` of its height or more, within the other.

    A comma's ink is a speck at the foot of its line: its middle is not the line's, but it lies within it.
    """
    overlap = min(a.bottom, b.bottom) - max(a.top, b.top)
    low = min(a.bottom - a.top, b.bottom - b.top)
    return overlap >= least * low if low > 0 else overlap >= 0
