"""Upright lines set level for the recognition: their characters side by side."""

from __future__ import annotations

from typing import Any

from jianbao.reading.scans.lines import Strip

_RANGE = (0.85, 1.7)  # widths of an upright line: from one character to the next

Array = Any


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
