"""The lines of a straight page picture: their rectangles, tight around the ink that is theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_GAP = 0.3  # heights of a line: a gap between two characters that may be a gutter
_SPECK = 0.012  # of the square of a line's height: less ink is no mark but dirt
_PAD = 0.08  # heights of a line: room around its ink

Array = Any


@dataclass(slots=True)
class Strip:
    """A rectangle of the picture that holds a line, in pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def height(self) -> int:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """From left to right."""
        return self.right - self.left

    def turned(self) -> Strip:
        """The same rectangle on the picture with its rows as columns."""
        return Strip(self.top, self.left, self.bottom, self.right)


def ink_of(gray: Array) -> Array:
    """Where a grey picture has ink: True in its pixels; single specks are left out."""
    import cv2

    calm = cv2.medianBlur(gray, 3)
    side = max(31, (min(gray.shape) // 24) | 1)
    return cv2.adaptiveThreshold(calm, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, side, 20) > 0


def apart(strips: Sequence[Strip], ink: Array) -> list[Strip]:
    """Level lines side by side that reach into each other, parted at the widest blank where they meet."""
    import numpy as np

    out = [Strip(s.left, s.top, s.right, s.bottom) for s in strips]
    for a in out:
        for b in out:
            level = min(a.bottom, b.bottom) - max(a.top, b.top) > 0.5 * min(a.height, b.height)
            if a is b or not level or not a.left < b.left < a.right < b.right:
                continue
            reach = max(a.height, b.height)
            low, high = max(a.left, b.left - reach), min(b.right, a.right + reach)
            blank = ~ink[max(a.top, b.top) : min(a.bottom, b.bottom), low:high].any(axis=0)
            edges = np.flatnonzero(np.diff(np.concatenate([[0], blank.astype(np.int8), [0]])))
            gaps = [
                (int(y - x), low + int(x), low + int(y)) for x, y in zip(edges[::2], edges[1::2], strict=True)
            ]
            if gaps and max(gaps)[0] >= _GAP * min(a.height, b.height):
                _, a.right, b.left = max(gaps)
    return [s for s in out if s.width > 2]


def grown(strips: Sequence[Strip], ink: Array) -> list[Strip]:
    """Each line with the mark at its end or start that was left out: ink within one character that no line has."""
    import numpy as np

    taken = np.zeros(ink.shape, bool)
    for s in strips:
        taken[s.top : s.bottom, s.left : s.right] = True
    free = ink & ~taken
    out = []
    for s in strips:
        left, top, right, bottom = s.left, s.top, s.right, s.bottom
        if s.height > s.width:
            reach = round(1.1 * s.width)
            top -= _mark_before(free, taken, slice(max(0, top - reach), top), slice(left, right), 0, -1)
            bottom += _mark_before(free, taken, slice(bottom, bottom + reach), slice(left, right), 0, 1)
        else:
            reach = round(1.1 * s.height)
            left -= _mark_before(free, taken, slice(top, bottom), slice(max(0, left - reach), left), 1, -1)
            right += _mark_before(free, taken, slice(top, bottom), slice(right, right + reach), 1, 1)
        out.append(Strip(left, top, right, bottom))
    return out


def _mark_before(free: Array, taken: Array, rows: slice, columns: slice, axis: int, step: int) -> int:
    """How far a mark reaches into the room at an end of a line; 0 where there is none, or more than a mark.

    axis: the line's: 0 upright, 1 level. step: 1 at its end, -1 at its start.
    """
    import numpy as np

    part = free[rows, columns]
    across = part.shape[1 - axis]
    if taken[rows, columns].any() or part.sum() < _SPECK * across * across:
        return 0
    at = np.flatnonzero(part.any(axis=1 - axis)[::step])
    return int(at[-1]) + 1 if len(at) and at[-1] + 1 < part.shape[axis] else 0


def level_picture(picture: Array, strip: Strip) -> Array:
    """The picture of a level line, with a little room around it."""
    pad = max(1, round(_PAD * strip.height))
    height, width = picture.shape[:2]
    return picture[
        max(0, strip.top - pad) : min(height, strip.bottom + pad),
        max(0, strip.left - pad) : min(width, strip.right + pad),
    ]
