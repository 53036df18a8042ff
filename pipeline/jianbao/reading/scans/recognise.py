"""A picture of a page to boxes of text on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median
from typing import Any

from jianbao.reading.printed.boxes import Box, em_widths
from jianbao.reading.printed.page import Printed, read_printed
from jianbao.reading.scans.deskew import slant, straight
from jianbao.reading.scans.engine import recogniser
from jianbao.reading.scans.gutters import cut_at_gutters
from jianbao.reading.scans.lines import Strip, apart, grown, ink_of, level_picture
from jianbao.reading.scans.rules import Rules, rules_in, without
from jianbao.reading.scans.upright import upright_picture

_TALL = 1.8  # of its width: a line as high as this is upright
_LEAST_SCORE = 0.3  # a line that is recognised with less is a picture or dirt
_DOUBTFUL = 0.85  # an upright line recognised with less is recognised turned as well
_PROVEN = 6  # characters: the width of a line of so many says well how large its type is at most
_BLANK = re.compile(r"\s+")
_MARK = re.compile(
    r"(?<=[^\x00-\u02ff])[,;:!?]"
)  # recognised as a narrow mark, but set as wide as a character

Array = Any


def read_picture(picture: Array, number: int = 1, *, scale: float = 1.0) -> Printed:
    """The text on a picture of a page, in reading order; its lines stand where they do on the picture.

    Args:
        picture: an array (height, width, 3) of bytes.
        number: of the page in its file, 1-based.
        scale: pixels of the picture in one unit of the page, in which lines are placed.

    Raises:
        NoRecognition: the extra ``ocr`` is not installed.
    """
    engine = recogniser()
    import cv2

    gray = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    angle = slant(gray)
    page, back = straight(picture, angle, blank=255)
    gray = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY) if angle else gray
    strips = _strips(engine.find(page), page.shape)
    ink = ink_of(gray)
    rules = rules_in(ink, median([min(s.width, s.height) for s in strips] or [1.0]))
    ink = without(ink, rules)
    tall = [s for s in strips if s.height >= _TALL * s.width]
    vertical = sum(s.height for s in tall) > sum(s.width for s in strips if s not in tall)
    strips = [tight for s in strips if (tight := _tight(s, ink)) is not None]
    strips = _cut(strips, ink, rules, vertical=vertical)
    strips = grown(strips, ink)
    boxes = _recognised(engine, page, ink, strips, back / scale)
    return read_printed(boxes, vertical=vertical, number=number)


def _cut(strips: Sequence[Strip], ink: Array, rules: Rules, *, vertical: bool) -> list[Strip]:
    """The lines that run the way of most of the page cut where columns, or registers, part; the others as they are."""
    usual = [s for s in strips if (s.height >= _TALL * s.width) == vertical]
    others = [s for s in strips if (s.height >= _TALL * s.width) != vertical]
    if vertical:
        across = apart([s.turned() for s in usual], ink.T)
        cut = [s.turned() for s in cut_at_gutters(across, ink.T, rules.level.T)]
    else:
        cut = cut_at_gutters(apart(usual, ink), ink, rules.upright)
    return [*(tight for s in cut if (tight := _tight(s, ink)) is not None), *others]


def _strips(found: Array, shape: Sequence[int]) -> list[Strip]:
    """The found lines as rectangles inside the picture."""
    out = []
    for corners in found:
        left, top = (max(0, int(v)) for v in corners.min(axis=0))
        right, bottom = (int(v) + 1 for v in corners.max(axis=0))
        strip = Strip(left, top, min(right, shape[1]), min(bottom, shape[0]))
        if strip.width >= 4 and strip.height >= 4:
            out.append(strip)
    return out


def _tight(strip: Strip, ink: Array) -> Strip | None:
    """The rectangle around the ink of a line; none where it has no ink."""
    import numpy as np

    part = ink[strip.top : strip.bottom, strip.left : strip.right]
    rows, columns = np.flatnonzero(part.sum(axis=1) > 0), np.flatnonzero(part.any(axis=0))
    if not len(rows) or not len(columns):
        return None
    return Strip(
        strip.left + int(columns[0]),
        strip.top + int(rows[0]),
        strip.left + int(columns[-1]) + 1,
        strip.top + int(rows[-1]) + 1,
    )


def _recognised(engine: Any, page: Array, ink: Array, strips: Sequence[Strip], back: Array) -> list[Box]:
    upright = [s.height >= _TALL * s.width for s in strips]
    pictures = [
        upright_picture(page, ink, s) if up else level_picture(page, s)
        for s, up in zip(strips, upright, strict=True)
    ]
    results = engine.recognise(pictures)
    _again(engine, page, strips, upright, results)
    boxes = []
    for strip, up, (text, score) in zip(strips, upright, results, strict=True):
        if not text.strip() or score < _LEAST_SCORE:
            continue
        text = _BLANK.sub(" ", text.strip())
        size = float(strip.width if up else strip.height)
        frame = _on_page(strip, back)
        boxes.append(
            Box(strip.left, strip.top, strip.right, strip.bottom, text, size, round(score, 3), frame)
        )
    _even_sizes(boxes)
    return boxes


def _again(
    engine: Any,
    page: Array,
    strips: Sequence[Strip],
    upright: Sequence[bool],
    results: list[tuple[str, float]],
) -> None:
    """Recognise upright lines of low scores as lines turned by a quarter, and keep what scores higher."""
    import numpy as np

    doubtful = [i for i, up in enumerate(upright) if up and results[i][1] < _DOUBTFUL]
    turned = [np.ascontiguousarray(np.rot90(level_picture(page, strips[i]))) for i in doubtful]
    for i, other in zip(doubtful, engine.recognise(turned), strict=True):
        if other[1] > results[i][1] and len(other[0]) >= 0.8 * len(results[i][0]):
            results[i] = other


def _even_sizes(boxes: Sequence[Box]) -> None:
    """Set the size of type of each box by the width of its text: the ink of a line says little of its height."""
    sizes = []
    for box in boxes:
        along, across = (box.width, box.height) if box.width >= box.height else (box.height, box.width)
        count = em_widths(box.text) + 0.5 * len(_MARK.findall(box.text))
        step = along / count if count else across
        box.size = min(max(step, across), 1.3 * across) if count >= 3 else max(across, 0.9 * step)
        if count >= 2:
            box.size = min(box.size, (1.15 if count >= _PROVEN else 1.25) * step)
        sizes.append(box.size)
    usual = median(sizes) if sizes else 1.0
    for box in boxes:
        if 0.85 * usual <= box.size <= 1.15 * usual:
            box.size = usual


def _on_page(strip: Strip, back: Array) -> tuple[float, float, float, float]:
    """The rectangle around a line on the page as it was given, before it was set straight and scaled."""
    corners = [
        (strip.left, strip.top), (strip.right, strip.top), (strip.right, strip.bottom), (strip.left, strip.bottom)
    ]  # fmt: skip
    points = [
        (back[0][0] * x + back[0][1] * y + back[0][2], back[1][0] * x + back[1][1] * y + back[1][2])
        for x, y in corners
    ]
    xs, ys = [float(p[0]) for p in points], [float(p[1]) for p in points]
    return round(min(xs), 1), round(min(ys), 1), round(max(xs), 1), round(max(ys), 1)
