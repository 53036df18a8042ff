"""Enumerations: how markers make lists, nested ones too, and where the items end."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from jianbao.language.patterns import CLAUSE_ENDS, SENTENCE_ENDS
from jianbao.stages.points.markers import CLOSING, LAST, Marker, closed_families

_SENTENCE_END = re.compile(f"[{SENTENCE_ENDS}]")
_CLAUSE_END = re.compile(f"[{CLAUSE_ENDS}]")
_INNER_STOP = re.compile(r"[,;。]")
_QUOTATION = re.compile("[“”]")
_MOST_RANKS = (6, 5, 4, 3, 2)  # 最后 closes the list that has come furthest


class Item(NamedTuple):
    """One item: the marker, and the span of its text."""

    marker: Marker
    start: int
    end: int


def build_lists(found: Sequence[Marker]) -> list[list[Marker]]:
    """Markers put together into lists of at least two, in the order of their first markers.

    A marker goes on with the innermost list of its family that waits for it; lists inside that one end there.
    One pass, with an index of the lists by what they wait for: linear also where nothing fits.
    """
    lists: list[list[Marker]] = []
    stack: list[int] = []  # open lists, outermost first
    depth: dict[int, int] = {}  # list -> its place in the stack
    waiting: dict[tuple[str, int], list[int]] = defaultdict(list)
    for marker in found:
        owner = _owner(marker, waiting, depth) if marker.rank > 1 else None
        if owner is None:
            if marker.rank == 1:
                depth[len(lists)] = len(stack)
                stack.append(len(lists))
                waiting[marker.family, 2].append(len(lists))
                lists.append([marker])
            continue
        while stack[-1] != owner:
            depth.pop(stack.pop())
        lists[owner].append(marker)
        if marker.rank < LAST:
            waiting[marker.family, marker.rank + 1].append(owner)
    return [markers for markers in lists if len(markers) > 1]


def _owner(marker: Marker, waiting: dict[tuple[str, int], list[int]], depth: dict[int, int]) -> int | None:
    """The open list that waits for this marker."""
    keys = [(marker.family, marker.rank)]
    if marker.rank == LAST:
        families = closed_families() if marker.family == CLOSING else (marker.family,)
        keys = [(family, rank) for family in families for rank in _MOST_RANKS]
    for key in keys:
        queue = waiting[key]
        while queue:
            candidate = queue.pop()
            if candidate in depth:
                return candidate
    return None


def list_items(text: str, markers: Sequence[Marker], end: int) -> list[Item]:
    """The items of a list in ``text`` (folded): each up to the next marker, the last as far as the others suggest.

    Items that are parts of one sentence end with it; items of one sentence each end with theirs; longer ones with
    their paragraph; where items have paragraphs of their own after the marker's, so has the last. None goes beyond
    ``end``.
    """
    spans = [(a.end, b.start) for a, b in itertools.pairwise(markers)]
    spans.append((markers[-1].end, _last_end(text, spans, markers[-1].end, end)))
    return [Item(m, *_trim(text, *span)) for m, span in zip(markers, spans, strict=True)]


def _last_end(text: str, earlier: Sequence[tuple[int, int]], start: int, end: int) -> int:
    """Where the last item ends, judged by the earlier ones."""
    lines = text.count("\n", *_trim(text, *earlier[-1]))
    stop = _quotation_end(text, start, _line_end(text, start, end, lines))
    if lines:
        return stop
    bodies = [text[a:b].rstrip() for a, b in earlier]
    closing = _closing_mark(bodies)
    found = closing.search(text, start, stop) if closing else None
    return found.end() if found else stop


def _line_end(text: str, start: int, end: int, lines: int) -> int:
    """The end of the line of ``start``, or of the one so many lines further down."""
    stop = start
    for _ in range(lines + 1):
        stop = text.find("\n", stop + 1, end)
        if stop < 0:
            return end
    return stop


def _closing_mark(bodies: Sequence[str]) -> re.Pattern[str] | None:
    """What ends an item like these: the end of a clause or a sentence, or (None) that of the paragraph."""
    if all(body.endswith((",", "、")) and not _INNER_STOP.search(body[:-1]) for body in bodies):
        return _CLAUSE_END
    if all(body.endswith((";", ",", "、")) or not _SENTENCE_END.search(body[:-1]) for body in bodies):
        return _SENTENCE_END
    return None


def _quotation_end(text: str, start: int, stop: int) -> int:
    """The end of a quotation that was opened before ``start`` and closes before ``stop``."""
    depth = 0
    for mark in _QUOTATION.finditer(text, start, stop):
        depth += 1 if mark.group() == "“" else -1
        if depth < 0:
            return mark.start()
    return stop


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " 　,:、。\n":
        start += 1
    while end > start and text[end - 1] in " 　,;:、。.!\n":
        end -= 1
    return start, end
