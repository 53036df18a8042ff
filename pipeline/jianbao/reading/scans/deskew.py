"""The slant of a scanned page, and the page set straight."""

from __future__ import annotations

from typing import Any

_MOST = 4.0  # degrees
_STEP, _FINE = 0.5, 0.1
_SIDE = 900  # pixels: the slant is measured on a picture of this size
_LEAST = 0.15  # degrees: a smaller slant is left alone

Array = Any


def slant(gray: Array) -> float:
    """By how many degrees the lines of a page (a grey picture) fall to the right; 0 where it shows none.

    The picture is turned until its rows, or its columns where text runs from top to bottom, differ most: lines lie in
    some, and gaps in the others.
    """
    import cv2
    import numpy as np

    scale = _SIDE / max(gray.shape)
    small = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else gray
    ink = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    if not ink.any():
        return 0.0
    best = max(np.arange(-_MOST, _MOST + _STEP / 2, _STEP), key=lambda angle: _contrast(ink, angle))
    fine = np.arange(best - _STEP, best + _STEP + _FINE / 2, _FINE)
    angle = float(max(fine, key=lambda angle: _contrast(ink, angle)))
    return angle if abs(angle) >= _LEAST and _contrast(ink, angle) > 1.02 * _contrast(ink, 0.0) else 0.0


def _contrast(ink: Array, angle: float) -> float:
    """How much the rows, or the columns, of the turned picture differ from the next ones."""
    import numpy as np

    turned, _ = straight(ink, angle)
    rows, columns = (np.diff(turned.mean(axis=axis, dtype=np.float64)) for axis in (1, 0))
    return float(max((rows**2).sum(), (columns**2).sum()))


def straight(picture: Array, angle: float, *, blank: int = 0) -> tuple[Array, Array]:
    """The picture turned by ``angle`` degrees about its middle, and the matrix (2, 3) that takes points back.

    blank: the grey of what is outside the page.
    """
    import cv2
    import numpy as np

    height, width = picture.shape[:2]
    centre = (width / 2, height / 2)
    matrix = cv2.getRotationMatrix2D(centre, angle, 1.0)
    back = cv2.invertAffineTransform(matrix)
    if angle == 0.0:
        return picture, np.asarray(back)
    border = (blank,) * 3 if picture.ndim == 3 else blank
    turned = cv2.warpAffine(
        picture,
        matrix,
        (width, height),
        flags=cv2.INTER_CUBIC if blank else cv2.INTER_LINEAR,
        borderValue=border,
    )
    return turned, np.asarray(back)
