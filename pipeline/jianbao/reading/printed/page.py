"""A printed page: its boxes in, its text in reading order out, with what each line is and where it stands."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from jianbao.article import PageLine
from jianbao.reading.printed.boxes import Box, Segment, bounds, usual_size
from jianbao.reading.printed.cuts import reading_regions
from jianbao.reading.printed.direction import is_backwards, is_vertical, turned
from jianbao.reading.printed.roles import PrintedLine, is_caption, is_furniture, name_headlines
from jianbao.reading.printed.rows import line_text, rows, segments

_INDENT = (0.8, 4.5)  # characters: the first line of a paragraph stands this far in
_PIECE = 0.75  # heights of a line beyond the usual gap: a wider one parts pieces of a region
_STACK = (
    1.7  # heights of a character from one to the next: characters below each other are one line set upright
)
_EDGE = 0.12  # of the height of the page: where its head and foot are
_INDENT_MARK = "\u3000\u3000"

Frame = tuple[float, float, float, float]


@dataclass(slots=True)
class Printed:
    """What was read off a printed page."""

    text: str
    lines: list[PageLine] = field(default_factory=list)
    vertical: bool = False


def read_printed(
    boxes: Sequence[Box],
    *,
    notes: Sequence[Box] = (),
    gap: float = 0.0,
    vertical: bool | None = None,
    number: int = 1,
) -> Printed:
    """The text of a printed page in reading order.

    One line per printed line, an empty line before headlines and captions; the first line of a paragraph begins
    with two ideographic spaces where print indents it. Captions stand behind the story they are in, head and foot of
    the page at its ends.

    Args:
        boxes: runs of text, upright, in any order; the origin is at the top left.
        notes: text that is turned against the rest (in the margin), each a line; comes last.
        gap: the usual gap between characters, in widths of a character.
        vertical: whether lines run from top to bottom, right to left; found out, if it is None.
        number: of the page in its file, 1-based.

    >>> left = [Box(0, 40, 90, 50, "会议在县文化"), Box(0, 54, 90, 64, "中心召开。")]
    >>> print(read_printed([Box(110, 40, 200, 50, "马文涛讲话。"), *left, Box(0, 0, 200, 20, "全县教育会议")]).text)
    全县教育会议
    <BLANKLINE>
    会议在县文化
    中心召开。
    马文涛讲话。
    """
    boxes = _once([box for box in boxes if box.text.strip()])
    if not boxes:
        return _compose([], notes, number, vertical=False)
    is_down = is_vertical(boxes) if vertical is None else vertical
    if is_down:
        boxes = [turned(_forwards(box)) for box in boxes]
    pieces = _stacks(segments(boxes, gap), is_down)
    size = usual_size(pieces)
    head, inner, foot = _edges(pieces, size)
    lines = [
        line for number, region in enumerate(reading_regions(inner, size)) for line in _lines(region, number)
    ]
    _name_captions(lines, size)
    name_headlines(lines, size)
    lines = [*_furniture(head, -1), *_captions_last(lines), *_furniture(foot, -2)]
    return _compose(lines, notes, number, vertical=is_down)


def _once(boxes: Sequence[Box]) -> list[Box]:
    """The boxes without those that are printed twice to look bold."""
    out: list[Box] = []
    seen: dict[str, list[Box]] = {}
    for box in boxes:
        others = seen.setdefault(box.text, [])
        near = 0.3 * box.size
        if any(abs(o.left - box.left) < near and abs(o.top - box.top) < near for o in others[-8:]):
            continue
        others.append(box)
        out.append(box)
    return out


def _forwards(box: Box) -> Box:
    """A box of a page of upright lines; one that is set across it from right to left is turned round."""
    if box.width >= 1.5 * box.height and is_backwards([box.text]):
        box.text = box.text[::-1]
    return box


def _stacks(pieces: Sequence[Segment], is_down: bool) -> list[Segment]:
    """Single characters below each other put together to one segment, with the characters in order.

    On a page of level lines this is a headline set from top to bottom. On a page of upright lines, which is turned
    when it comes here, it is one set across the page: from right to left, as the words say, or from left to right.
    """
    single = [p for p in pieces if len(p.parts) == 1 and len(p.text) == 1]
    out = [p for p in pieces if not (len(p.parts) == 1 and len(p.text) == 1)]
    stacks: list[list[Segment]] = []
    for piece in sorted(single, key=lambda p: (p.top, p.left)):
        stack = next((s for s in stacks if _goes_below(s[-1], piece)), None)
        if stack is None:
            stacks.append([piece])
        else:
            stack.append(piece)
    for stack in stacks:
        if len(stack) < 3:
            out += stack
            continue
        boxes = [piece.parts[0] for piece in stack]
        text = "".join(box.text for box in boxes)
        if is_down and is_backwards([text]):
            text = text[::-1]
        left, top, right, bottom = bounds(boxes)
        frame = _frame(boxes)
        out.append(Segment([Box(left, top, right, bottom, text, boxes[0].size, _lowest(boxes), frame)]))
    return out


def _goes_below(a: Segment, b: Segment) -> bool:
    size = max(a.size, b.size)
    alike = abs(a.size - b.size) <= 0.12 * size and abs(a.left - b.left) <= 0.3 * size
    return alike and 0.5 * size <= b.top - a.top <= _STACK * size


def _edges(
    pieces: Sequence[Segment], size: float
) -> tuple[list[list[Segment]], list[Segment], list[list[Segment]]]:
    """The head of the page (its lines), what is between, and its foot.

    Only lines that stand alone on their level and say what heads and feet say are taken off.
    """
    inner = sorted(pieces, key=lambda p: p.middle)
    _, top, _, bottom = bounds(inner)
    reach = max(_EDGE * (bottom - top), 3 * size)
    head = _take_edge(inner, lambda level: max(p.bottom for p in level) <= top + reach, -1)
    foot = _take_edge(inner, lambda level: min(p.top for p in level) >= bottom - reach, 1)
    return head, inner, foot[::-1]


def _take_edge(inner: list[Segment], near: Callable[[list[Segment]], bool], end: int) -> list[list[Segment]]:
    """Take lines off one end of ``inner`` (-1: from the top, 1: from the bottom), as long as they are furniture."""
    found: list[list[Segment]] = []
    while inner and len(found) < 8:
        first = inner[0] if end < 0 else inner[-1]
        level = [
            p
            for p in inner
            if min(p.bottom, first.bottom) - max(p.top, first.top) > 0.3 * min(p.size, first.size)
        ]
        level.sort(key=lambda p: p.left)
        rest = [p for p in inner if p not in level]
        clear = all(
            (p.top >= max(q.bottom for q in level) - 0.3 * p.size)
            if end < 0
            else (p.bottom <= min(q.top for q in level) + 0.3 * p.size)
            for p in rest
        )
        text = "\u3000".join(p.text for p in level)
        if not clear or not near(level) or not is_furniture(text):
            break
        found.append(level)
        inner[:] = rest
    return found


def _furniture(levels: Iterable[Sequence[Segment]], region: int) -> list[PrintedLine]:
    return [
        PrintedLine(
            [part for piece in level for part in piece.parts],
            "\u3000".join(line_text(piece.parts) for piece in level),
            usual_size(level),
            0.0,
            0.0,
            region,
            "furniture",
        )
        for level in levels
    ]


def _lines(region: Sequence[Segment], number: int) -> list[PrintedLine]:
    """The lines of a region from top to bottom."""
    flat = [piece for piece in region if not piece.upright]
    made: list[tuple[float, list[Box]]] = [(p.top, p.parts) for p in region if p.upright]
    made += [(min(b.top for b in row), row) for row in rows([part for piece in flat for part in piece.parts])]
    made.sort(key=lambda pair: pair[0])
    left = _margin([row for _, row in made])
    out: list[PrintedLine] = []
    for _, row in made:
        size = usual_size(row)
        gap = (min(b.top for b in row) - max(b.bottom for b in out[-1].boxes)) / size if out else 0.0
        out.append(PrintedLine(row, line_text(row), size, (row[0].left - left) / size, gap, number))
    return out


def _margin(lines: Sequence[Sequence[Box]]) -> float:
    """Where the lines of a region begin: the leftmost place at which several do."""
    starts = sorted(row[0].left for row in lines)
    for a, b in itertools.pairwise(starts):
        if b - a < 0.4 * lines[0][0].size:
            return a
    return starts[0]


def _pieces(lines: Sequence[PrintedLine]) -> list[list[PrintedLine]]:
    """Lines of one region and size with no wide gap between them."""
    out: list[list[PrintedLine]] = []
    gaps = [line.gap for line in lines if 0 < line.gap < 1.5]
    usual = median(gaps) if gaps else 0.4
    for line in lines:
        before = out[-1][-1] if out else None
        if (
            before is None
            or before.region != line.region
            or line.gap > usual + _PIECE
            or abs(line.size - before.size) > 0.08 * before.size
        ):
            out.append([])
        out[-1].append(line)
    return out


def _name_captions(lines: Sequence[PrintedLine], size: float) -> None:
    """Set the kind of the texts of pictures: pieces of a region that say so."""
    for piece in _pieces(lines):
        text = "".join(line.text for line in piece)
        if piece[0].size < 1.2 * size and len(piece) <= 8 and is_caption(text):
            for line in piece:
                line.kind = "caption"


def _captions_last(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines with each caption behind the story that it interrupts."""
    out: list[PrintedLine] = []
    held: list[PrintedLine] = []
    has_body = False
    for line in lines:
        if line.kind == "caption":
            held.append(line)
            continue
        if line.kind in ("headline", "kicker") and has_body:
            out += held
            held, has_body = [], False
        has_body = has_body or line.kind == "body"
        out.append(line)
    return out + held


def _compose(lines: Sequence[PrintedLine], notes: Sequence[Box], number: int, *, vertical: bool) -> Printed:
    """The text of lines in reading order, and their places."""
    text: list[str] = []
    placed: list[PageLine] = []
    at = 0
    before: PrintedLine | None = None
    for line in lines:
        lead = "" if before is None else _lead(before, line)
        if line.kind == "body" and _INDENT[0] <= line.indent <= _INDENT[1]:
            lead += _INDENT_MARK
        at += len(lead)
        text += [lead, line.text]
        placed.append(
            PageLine(at, at + len(line.text), line.kind, _frame(line.boxes), number, _lowest(line.boxes))
        )
        at += len(line.text)
        before = line
    for note in notes:
        lead = "\n\n" if text else ""
        at += len(lead)
        text += [lead, note.text]
        placed.append(PageLine(at, at + len(note.text), "furniture", _frame([note]), number, note.score))
        at += len(note.text)
    return Printed("".join(text), placed, vertical)


def _lead(before: PrintedLine, line: PrintedLine) -> str:
    """What stands between two lines: an empty line where print parts them."""
    if line.kind == before.kind == "body":
        return "\n\n" if line.region == before.region and line.gap >= 1.0 else "\n"
    heads = ("headline", "kicker", "subtitle")
    together = line.kind == before.kind or (
        line.kind in heads and before.kind in heads and line.kind != "kicker"
    )
    return "\n" if together else "\n\n"


def _frame(boxes: Sequence[Box]) -> Frame:
    """The rectangle of boxes on the page as it was given."""
    frames = [box.frame or (box.left, box.top, box.right, box.bottom) for box in boxes]
    return (
        round(min(f[0] for f in frames), 1),
        round(min(f[1] for f in frames), 1),
        round(max(f[2] for f in frames), 1),
        round(max(f[3] for f in frames), 1),
    )


def _lowest(boxes: Sequence[Box]) -> float | None:
    scores = [box.score for box in boxes if box.score is not None]
    return min(scores) if scores else None
