"""Lines that were found across two columns of a page picture, cut at the gutter between them."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Any

from jianbao.reading.scans.lines import Strip

_GAP = 0.3  # heights of a line: a gap between two characters that may be a gutter
_PITCH = 2.6  # heights of a line: lines of one column are not farther from each other
_BESIDE = 4.0  # heights of a line: an indented or short line ends no farther from the gutter beside it
_ENOUGH = 3  # lines below each other with a gap at one place prove a gutter
_SURE = 1.8  # heights of a line: a gap this wide stands in no line of one column
_LARGE = 1.3  # of the usual height: a headline, which stands across the gutters of its story
_HEADLINE_GAP = 0.7  # heights of a headline: a gap between two headlines, where no mark explains it
_LEAST = 0.6  # heights of a line: two digits, the least that stands beside a gutter
_NARROW = 0.25  # heights of a line: ： and ！ are tall, but no wider

Array = Any
Gap = tuple[int, int, bool]


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
