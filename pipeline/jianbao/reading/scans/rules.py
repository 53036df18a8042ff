"""Printed rules: the thin lines between columns, stories and registers. They part text, and are no ink of it."""

from __future__ import annotations

from typing import Any, NamedTuple

_LONG = 3.0  # heights of a line: a straight stroke as long as this is no character's
_THIN = 0.35  # heights of a line: a rule is no thicker
_AROUND = 2  # pixels: the grey edge of a rule

Array = Any


class Rules(NamedTuple):
    """Where rules are: True in their pixels; upright ones part columns, level ones registers of upright lines."""

    upright: Array
    level: Array


def rules_in(ink: Array, height: float) -> Rules:
    """The rules of a page.

    Args:
        ink: of the page, True in pixels that have some.
        height: of a usual line, in pixels.
    """
    dark = ink.astype("uint8")
    return Rules(_strokes(dark, height), _strokes(dark.T, height).T)


def without(ink: Array, rules: Rules) -> Array:
    """The ink of a page without that of its rules."""
    import cv2
    import numpy as np

    both = (rules.upright | rules.level).astype(np.uint8)
    if not both.any():
        return ink
    side = 2 * _AROUND + 1
    return ink & ~(cv2.dilate(both, np.ones((side, side), np.uint8)) > 0)


def _strokes(dark: Array, height: float) -> Array:
    """The long thin upright strokes of a picture."""
    import cv2
    import numpy as np

    dark = np.ascontiguousarray(dark)
    long = max(12, round(_LONG * height)) | 1  # odd: an even kernel moves what it leaves
    found = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((long, 1), np.uint8))
    if not found.any():
        return found > 0
    thick = max(3, round(_THIN * height)) | 1  # a picture or a bar: not thin
    solid = cv2.morphologyEx(found, cv2.MORPH_OPEN, np.ones((1, thick), np.uint8))
    return (found > 0) & ~(solid > 0)
