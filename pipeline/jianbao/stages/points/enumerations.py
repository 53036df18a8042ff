"""Enumerations: markers (``data/enumeration_markers.tsv``), and how they make lists, nested ones too."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from jianbao.language.numerals import parse
from jianbao.resources import rows

_LAST = 99
_END = "end"
_STEPS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": _LAST}
_MARK_BEFORE = frozenset('。;,:!?\n 　“”"」)…—')


class Marker(NamedTuple):
    """A marker: family, place in the order (99: whatever comes last), span."""

    family: str
    rank: int
    start: int
    end: int


class Item(NamedTuple):
    """One item: the marker, and the span of its text."""

    marker: Marker
    start: int
    end: int


@cache
def _families() -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern for all families, and where each may stand."""
    parts, places = [], {}
    for family, pattern, place in rows("enumeration_markers.tsv"):
        parts.append(f"(?P<{family}>{pattern.replace('?P<n>', f'?P<n_{family}>')})")
        places[family] = place
    return re.compile("|".join(parts)), places


def markers(text: str) -> list[Marker]:
    """All that may be a marker in ``text`` (folded), in order."""
    pattern, places = _families()
    found = []
    for match in pattern.finditer(text):
        family = next(f for f in places if match[f] is not None)
        rank = _rank(match[f"n_{family}"])
        if rank == _LAST and text.startswith(("要", "应", "须", "必须", "需"), match.end()):
            family = _END  # 最后，要……: closes a list of another family too
        before = text[match.start() - 1] if match.start() else "\n"
        if rank and _stands(places.get(family, "mark"), before, rank):
            found.append(Marker(family, rank, match.start(), match.end()))
    return found


def _rank(numeral: str) -> int:
    if numeral in _STEPS:
        return _STEPS[numeral]
    if "①" <= numeral <= "⑳":
        return ord(numeral) - ord("①") + 1
    return int(parse(numeral) or 0)


def _stands(place: str, before: str, rank: int) -> bool:
    if place == "anywhere":
        return True
    if place == "line":
        return before == "\n"
    if place == "colon":
        return before in ":;"
    return before in _MARK_BEFORE or (place == "any" and rank == 1 and before not in "唯之统第十同专万划合逐")


def chains(found: Sequence[Marker]) -> list[list[Marker]]:
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
        if marker.rank < _LAST:
            waiting[marker.family, marker.rank + 1].append(owner)
    return [markers for markers in lists if len(markers) > 1]


def _owner(marker: Marker, waiting: dict[tuple[str, int], list[int]], depth: dict[int, int]) -> int | None:
    keys = [(marker.family, marker.rank)]
    if marker.rank == _LAST:
        families = ("xian", "shi", "di", "yao") if marker.family == _END else (marker.family,)
        keys = [(family, rank) for family in families for rank in (6, 5, 4, 3, 2)]
    for key in keys:
        queue = waiting[key]
        while queue:
            candidate = queue.pop()
            if candidate in depth:
                return candidate
    return None


def items(text: str, chain: Sequence[Marker], end: int) -> list[Item]:
    """The items of a list in ``text`` (folded): each up to the next marker, the last as far as the others suggest.

    Items that are parts of one sentence end with it; items of one sentence each end with theirs; longer ones with
    their paragraph; where items have paragraphs of their own after the marker's, so has the last.
    """
    spans = [(a.end, b.start) for a, b in itertools.pairwise(chain)]
    spans.append((chain[-1].end, _last_end(text, spans, chain[-1].end, end)))
    return [Item(m, *_trim(text, *span)) for m, span in zip(chain, spans, strict=True)]


def _last_end(text: str, earlier: Sequence[tuple[int, int]], start: int, end: int) -> int:
    previous = earlier[-1]
    lines = text.count("\n", *_trim(text, *previous))
    stop = start
    for _ in range(lines + 1):
        stop = text.find("\n", stop + 1, end)
        if stop < 0:
            stop = end
            break
    stop = _closing(text, start, stop)
    if lines:
        return stop
    bodies = [text[a:b].rstrip() for a, b in earlier]
    if all(body.endswith((";", ",", "、")) or not re.search(r"[。!?]", body[:-1]) for body in bodies):
        if all(body.endswith((",", "、")) and not re.search(r"[,;。]", body[:-1]) for body in bodies):
            sentence = re.compile(r"[。!?;,]").search(text, start, stop)
        else:
            sentence = re.compile(r"[。!?]").search(text, start, stop)
        return sentence.end() if sentence else stop
    return stop


def _closing(text: str, start: int, stop: int) -> int:
    """The end of a quotation that was opened before ``start`` and closes before ``stop``."""
    depth = 0
    for mark in re.compile("[“”]").finditer(text, start, stop):
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
