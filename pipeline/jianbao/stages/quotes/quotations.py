"""Quotation marks: the outermost quotations of a paragraph, balanced or not."""

from __future__ import annotations

import re
from bisect import bisect_left

_MARKS = re.compile(r"[“”「」『』\"]")
_OPENING = frozenset("“「『")


class Quotations:
    """The outermost quotations in ``text[start:end]``, as the places of their marks.

    One that is not closed ends with the paragraph; straight marks open and close in turn. One pass, no stack.

    >>> Quotations("他说“办好‘实事’”。", 0, 11).pairs
    [(2, 9)]
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        marks = list(_MARKS.finditer(text, start, end))
        self.pairs = _pairs(marks, end, nested=True)
        unclosed = self.pairs[-1] if self.pairs and self.pairs[-1][1] == end else None
        if unclosed and unclosed[0] > start:  # at the head of the paragraph it goes on in the next one
            self.pairs = _pairs(marks, end, nested=False)
        self._openings = [a for a, _ in self.pairs]

    def around(self, at: int) -> tuple[int, int] | None:
        """The quotation that ``at`` lies in, opens or closes."""
        i = bisect_left(self._openings, at + 1) - 1
        return self.pairs[i] if i >= 0 and self.pairs[i][1] >= at else None

    def first_from(self, at: int) -> int:
        """The index of the first quotation that opens at or after ``at``."""
        return bisect_left(self._openings, at)


def _pairs(marks: list[re.Match[str]], end: int, *, nested: bool) -> list[tuple[int, int]]:
    """Where the outermost quotations open and close; where not ``nested``, one that opens ends one before it."""
    pairs: list[tuple[int, int]] = []
    depth, opened, straight = 0, -1, False
    for mark in marks:
        sign = mark.group()
        if sign == '"':
            sign, straight = ("”" if straight else "“"), not straight
        if sign in _OPENING:
            opened = mark.start() if depth == 0 or not nested else opened
            depth = depth + 1 if nested else 1
        elif depth:
            depth -= 1
            if depth == 0:
                pairs.append((opened, mark.start()))
    if depth:
        pairs.append((opened, end))
    return pairs
