"""The lines of a straight page picture: found lines cut at gutters, and upright ones set level for recognition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

_GAP = 0.3  # heights of a line: a gap between two characters that may be a gutter
_PITCH = 2.6  # heights of a line: lines of one column are not farther from each other
_BESIDE = (
    4.0  # heights of a line: an indented or a short line ends no farther from the gutter it stands beside
)
_ENOUGH = 3  # lines below each other with a gap at one place prove a gutter
_SURE = 1.8  # heights of a line: a gap this wide stands in no line of one column
_LARGE = 1.3  # of the usual height: a headline, which stands across the gutters of its story
_HEADLINE_GAP = 0.7  # heights of a headline: a gap between two headlines, where no mark explains it
_LEAST = 0.6  # heights of a line: two digits, the least that stands beside a gutter
_SPECK = 0.012  # of the square of a line's height: less ink is no mark but dirt
_NARROW = 0.25  # heights of a line: ： and ！ are tall, but no wider
_PAD = 0.08  # heights of a line: room around its ink
_RANGE = (0.85, 1.7)  # widths of an upright line: from one character to the next

Array = Any
Gap = tuple[int, int, bool]


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


def cut_at_gutters(strips: Sequence[Strip], ink: Array, rules: Array) -> list[Strip]:
    """Level lines that were found across two columns, cut in two; the others as they are.

    A gap between two characters is a gutter where a rule stands in it (rules: True in their pixels, which are no
    ink), or where the lines above and below it have one at the same place. Below a headline they often have, by
    chance at the blank half of a mark in it; so it takes more to cut a headline.
    """
    if not strips:
        return []
    usual = median(strip.height for strip in strips)
    large = [strip.height > _LARGE * usual for strip in strips]
    gaps = [
        _gaps(strip, ink, edge=0 if is_large else 8) for strip, is_large in zip(strips, large, strict=True)
    ]
    order = sorted(range(len(strips)), key=lambda i: strips[i].top)
    out: list[Strip] = []
    for i in order:
        strip, cuts = strips[i], []
        for left, right, plain in gaps[i]:
            ruled = rules[strip.top : strip.bottom, left:right].any()
            if large[i] and not ruled and not (plain and right - left >= _HEADLINE_GAP * strip.height):
                continue
            wide = right - left >= _SURE * strip.height
            if wide or ruled or plain + _proof(i, left, right, strips, gaps, order) >= _ENOUGH:
                cuts.append((left, right))
        at = strip.left
        for left, right in cuts:
            out.append(Strip(at, strip.top, left, strip.bottom))
            at = right
        out.append(Strip(at, strip.top, strip.right, strip.bottom))
    return [strip for strip in out if strip.width > 2]


def _gaps(strip: Strip, ink: Array, *, edge: int) -> list[Gap]:
    """The stretches of a line without ink that are wide enough for a gutter: from, to, whether no mark explains it.

    edge: which part of its height, above and below, may be ink of other lines and does not count; 0: none.
    """
    import numpy as np

    if strip.width < 4 * strip.height:
        return []
    inner = max(1, strip.height // edge) if edge else 0
    part = ink[strip.top + inner : strip.bottom - inner, strip.left : strip.right]
    blank = np.concatenate([[0], (~part.any(axis=0)).astype(np.int8), [0]])
    starts, ends = np.flatnonzero(np.diff(blank) == 1), np.flatnonzero(np.diff(blank) == -1)
    wide, end = _GAP * strip.height, _LEAST * strip.height
    return [
        (
            strip.left + int(a),
            strip.left + int(b),
            not (_is_mark(part, int(a), -1) or _is_mark(part, int(b), 1)),
        )
        for a, b in zip(starts, ends, strict=True)
        if b - a >= wide and a > end and b < strip.width - end
    ]


def _is_mark(part: Array, at: int, step: int) -> bool:
    """Whether the ink beside a gap, left (-1) or right (1) of it, is that of a mark, which has a gap of its own."""
    import numpy as np

    reach = max(2, part.shape[0] // 2)
    beside = part[:, max(0, at - reach) : at][:, ::-1] if step < 0 else part[:, at : at + reach]
    blank = np.flatnonzero(~beside.any(axis=0))
    run = beside[:, : int(blank[0])] if len(blank) else beside
    rows = np.flatnonzero(run.any(axis=1))
    low = len(rows) and rows[-1] + 1 - rows[0] < 0.55 * part.shape[0]
    return not len(rows) or bool(len(blank) and (low or run.shape[1] < _NARROW * part.shape[0]))


def _proof(
    i: int,
    left: int,
    right: int,
    strips: Sequence[Strip],
    gaps: Sequence[Sequence[Gap]],
    order: Sequence[int],
) -> int:
    """How many lines above and below, one after the other, have an edge there, or a gap that no mark explains."""
    count = 0
    for step in (-1, 1):
        low, high, at, counted = left, right, strips[i], strips[i]
        for j in order[order.index(i) + step :: step] if order.index(i) + step >= 0 else ():
            other = strips[j]
            apart = (other.top - at.top) * step
            if abs(other.top - strips[i].top) < 0.4 * strips[i].height:
                continue
            if apart > _PITCH * at.height:
                break
            new = abs(other.top - counted.top) >= 0.4 * counted.height  # each level counts once
            least = 0.25 * at.height
            if other.left - low >= least or high - other.right >= least:  # a line of the column on one side
                if other.left > low:
                    high, away = min(high, other.left), other.left - high
                else:
                    low, away = max(low, other.right), low - other.right
                if away < at.height and new:  # it shows the edge of its column
                    count, counted = count + 1, other
                at = other if away < _BESIDE * at.height else at
                continue
            found = [
                (max(a, low), min(b, high), plain)
                for a, b, plain in gaps[j]
                if min(b, high) - max(a, low) >= 0.2 * at.height
            ]
            if not found:
                break
            low, high, plain = max(found, key=lambda g: g[1] - g[0])
            if plain and new:
                count, counted = count + 1, other
            at = other
    return count


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


def upright_picture(picture: Array, ink: Array, strip: Strip) -> Array:
    """The characters of an upright line side by side, as the recognition knows them."""
    import cv2
    import numpy as np

    part = picture[strip.top : strip.bottom, strip.left : strip.right]
    cells = upright_cells(ink[strip.top : strip.bottom, strip.left : strip.right])
    side = max(strip.width, max(b - a for a, b in cells))
    out = np.full((side, side * len(cells), 3), 255, np.uint8)
    for i, (a, b) in enumerate(cells):
        cell = part[a:b]
        top, left = (side - (b - a)) // 2, i * side + (side - strip.width) // 2
        out[top : top + b - a, left : left + strip.width] = cell
    pad = max(2, side // 10)
    return cv2.copyMakeBorder(out, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=(255, 255, 255))


def upright_cells(ink: Array) -> list[tuple[int, int]]:
    """Where each character of an upright line begins and ends: steps as even as the blanks between them allow.

    ink: of the line (height, width).
    """
    import numpy as np

    rows = ink.sum(axis=1).astype(np.float64)
    filled = np.flatnonzero(rows)
    across = np.flatnonzero(ink.any(axis=0))
    if not len(filled):
        return [(0, ink.shape[0])]
    first, last = int(filled[0]), int(filled[-1]) + 1
    wide = max(4, int(across[-1]) + 1 - int(across[0]))
    step = _pitch(rows[first:last], wide)
    return _best_cells(rows, first, last, step)


def _pitch(rows: Array, wide: int) -> float:
    """From one character to the next, in pixels: the shift at which the line is most like itself."""
    import numpy as np

    low, high = int(_RANGE[0] * wide), int(_RANGE[1] * wide) + 1
    if len(rows) < 2 * high:
        return 1.05 * wide
    blank = (rows == 0) - (rows == 0).mean()
    scores = [float((blank[:-k] * blank[k:]).mean()) for k in range(low, high)]
    best = int(np.argmax(scores))
    return float(low + best) if scores[best] > 0 else 1.05 * wide


def _best_cells(rows: Array, first: int, last: int, step: float) -> list[tuple[int, int]]:
    """Cells of about ``step`` pixels from ``first`` to ``last``, cut where there is least ink."""
    import numpy as np

    low, high = max(2, int(0.55 * step)), int(1.5 * step) + 1
    size = last - first
    if size <= high:
        return [(first, last)]
    ink = rows[first:last] / max(1.0, float(rows.max()))
    lengths = np.arange(low, high)
    uneven = 4.0 * (lengths / step - 1.0) ** 2
    cost = np.full(size + 1, np.inf)
    back = np.zeros(size + 1, np.int64)
    cost[0] = 0.0
    for at in range(low, size + 1):
        span = lengths[: np.searchsorted(lengths, at, side="right")]
        before = cost[at - span] + uneven[: len(span)]
        k = int(np.argmin(before))
        cost[at] = before[k] + (2.0 * ink[at] if at < size else 0.0)
        back[at] = at - span[k]
    cells: list[tuple[int, int]] = []
    at = size
    while at > 0 and np.isfinite(cost[at]):
        cells.append((first + int(back[at]), first + at))
        at = int(back[at])
    return cells[::-1] or [(first, last)]
