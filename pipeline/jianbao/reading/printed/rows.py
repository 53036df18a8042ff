"""Runs of text to segments: what stands on one line with hardly a gap, spaced headlines in one piece."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from statistics import median

from jianbao.reading.printed.boxes import Box, Segment, usual_size

_JOIN = 0.2  # widths of a character beyond the usual gap: a wider gap parts two segments
_BIG = 1.25  # of the usual size: the type of headlines
_MARK = 0.75  # widths of a character: the blank part of a mark, “ or ： has the most
_INSIDE = "：，、；！？”’》）】」』:,;!?)]"
_OPENING = "“‘《（【「『("
_SPACED = 2.2  # widths of a character from one character to the next: the widest spacing of a headline
_EVEN = 0.15  # of the step: how far the steps of a spaced line may differ
_WORD = 0.18  # widths of a character: a gap between words of Latin letters
_BLANK = 0.6  # widths of a character: a gap that stands for a printed blank
_LATIN = re.compile(r"[A-Za-z0-9]")
_SPACED_OUT = re.compile(r"(?<=[^\x00-\u02ff]) (?=[^\x00-\u02ff])")


def segments(boxes: Sequence[Box], gap: float = 0.0) -> list[Segment]:
    """The segments of a page, from its runs of text in any order.

    Args:
        boxes: runs of text of any length, single characters and marks as well.
        gap: the usual gap between characters of a line, in widths of a character.

    >>> [s.text for s in segments([Box(0, 0, 30, 10, "云岭县"), Box(60, 0, 70, 10, "乙"), Box(30, 7, 40, 9, "，", 10)])]
    ['云岭县，', '乙']
    """
    out = []
    usual = usual_size(boxes)
    for row in rows(boxes):
        pieces = _spaced(row) if len(row) > 2 else [[box] for box in row]
        joined = [pieces[0]]
        for piece in pieces[1:]:
            before, box = joined[-1][-1], piece[0]
            reach = (gap + _JOIN) * min(before.size, box.size)
            if (
                min(before.size, box.size) >= _BIG * usual
            ):  # the blank half of a mark in a headline is no gutter
                reach += _MARK * before.size * ((before.text[-1] in _INSIDE) + (box.text[0] in _OPENING))
            alike = 0.6 <= before.size / box.size <= 1.67
            if box.left - before.right <= reach and alike:
                joined[-1] += piece
            else:
                joined.append(piece)
        out += [Segment(piece) for piece in joined]
    return out


def rows(boxes: Iterable[Box]) -> list[list[Box]]:
    """The boxes of each level of the page, from left to right; levels from top to bottom.

    A box belongs to the level whose highest type it lies within; so that a headline does not swallow the lines of
    the column beside it, type of very different size makes a level of its own.
    """
    levels: list[list[Box]] = []
    heads: list[Box] = []  # the highest box of each level
    for box in sorted(boxes, key=lambda b: (-round(b.size, 1), b.top)):
        at = _level_of(box, heads)
        if at is None:
            levels.append([box])
            heads.append(box)
        else:
            levels[at].append(box)
    order = sorted(range(len(levels)), key=lambda i: heads[i].top)
    return [sorted(levels[i], key=lambda b: (b.left, b.right)) for i in order]


def _level_of(box: Box, heads: Sequence[Box]) -> int | None:
    best, at = 0.0, None
    for i, head in enumerate(heads):
        if box.size < 0.6 * head.size or box.top >= head.bottom or box.bottom <= head.top:
            continue
        overlap = (min(box.bottom, head.bottom) - max(box.top, head.top)) / max(box.height, 0.01)
        if overlap > best:
            best, at = overlap, i
    return at if best >= 0.5 else None


def _spaced(row: list[Box]) -> list[list[Box]]:
    """The row with characters of one size at even steps put together: 云　岭　县 is one headline."""
    out: list[list[Box]] = [[row[0]]]
    for box in row[1:]:
        piece = out[-1]
        if (len(piece) == 1 and _step(piece[0], box) is not None) or (
            len(piece) > 1 and _goes_on(piece, box)
        ):
            piece.append(box)
        else:
            out.append([box])
    # two characters prove no spacing
    return list(itertools.chain.from_iterable([p] if len(p) > 2 else [[b] for b in p] for p in out))


def _step(a: Box, b: Box) -> float | None:
    """From one single character to the next, in widths of one; None where they are no neighbours of one line."""
    single = len(a.text) == 1 and len(b.text) == 1
    alike = abs(a.size - b.size) <= 0.1 * max(a.size, b.size)
    step = (b.left - a.left) / max(a.size, 0.01)
    return step if single and alike and 0.4 <= step <= _SPACED else None


def _goes_on(piece: list[Box], box: Box) -> bool:
    step = _step(piece[-1], box)
    if step is None:
        return False
    usual = median((b.left - a.left) / max(a.size, 0.01) for a, b in itertools.pairwise(piece))
    return abs(step - usual) <= max(_EVEN * usual, 0.12)


def line_text(parts: Sequence[Box]) -> str:
    """The text of a line: blanks where print leaves one, none inside a line that is spaced throughout.

    >>> line_text([Box(0, 0, 40, 10, "本报记者"), Box(50, 0, 80, 10, "王小红")])
    '本报记者 王小红'
    """
    text = parts[0].text
    gaps = [_gap(before, box) for before, box in itertools.pairwise(parts) if len(before.text) == 1]
    usual = max(0.0, median(gaps)) if len(gaps) > 1 else 0.0
    for before, box in itertools.pairwise(parts):
        gap = _gap(before, box) - usual
        words = _LATIN.match(before.text[-1:]) and _LATIN.match(box.text[:1])
        blank = not text.endswith((" ", "\u3000")) and gap >= (_WORD if words else _BLANK)
        text += (" " if blank else "") + box.text
    return without_spacing(text)


def _gap(before: Box, box: Box) -> float:
    gap = (box.left - before.right) / max(min(before.size, box.size), 0.01)
    if before.score is not None:  # recognised: the box is that of the ink, without the blank part of a mark
        gap -= _MARK * ((before.text[-1:] in _INSIDE) + (box.text[:1] in _OPENING))
    return gap


def without_spacing(text: str) -> str:
    """``text`` without the blanks that part all of its characters, as recognition programs and headlines set them.

    >>> without_spacing("云 岭 县 召 开 春 耕 会"), without_spacing("本报记者 王小红")
    ('云岭县召开春耕会', '本报记者 王小红')
    """
    inner = text.strip()
    spaced = len(_SPACED_OUT.findall(inner))
    wide = sum(ord(ch) > 0x2FF for ch in inner)
    return _SPACED_OUT.sub("", inner) if spaced >= 3 and spaced >= 0.6 * (wide - 1) else inner
