"""Which way a page is read: lines from left to right, or columns from top to bottom, right to left as in old papers."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from statistics import median

from jianbao.language.rarity import general_idf
from jianbao.language.width import fold
from jianbao.reading.printed.boxes import Box

_CLEAR = 0.75  # a gap that is this much smaller than the other says which way characters follow each other
_TALL = 1.8  # of its width: a box of several characters as high as this is a column
_LONGEST_WORD = 4
_HAN = re.compile(r"[\u3400-\u9fff]")


def is_vertical(boxes: Sequence[Box]) -> bool:
    """Whether most of the text of a page runs from top to bottom.

    Boxes of several characters show it by their shape, single ones by which neighbours are closer. Where neither does
    (characters at even steps both ways), the direction in which more words come out is the right one.

    >>> two = [Box(20 * i, 11 * j, 20 * i + 10, 11 * j + 10, "云岭县"[j]) for i in (0, 1) for j in (0, 1, 2)]
    >>> is_vertical(two)
    True
    """
    down = across = 0.0
    single: list[Box] = []
    for box in boxes:
        count = len(_HAN.findall(box.text))
        if count >= 2 and box.height >= _TALL * box.width:
            down += count
        elif count >= 2:
            across += count
        elif count:
            single.append(box)
    if len(single) > max(down, across):
        vote = _single_vote(single)
        down += len(single) * (vote > 0)
        across += len(single) * (vote < 0)
    return down > across


def _single_vote(boxes: Sequence[Box]) -> int:
    """1 where single characters follow each other downwards, -1 where they do to the right."""
    right, below = _gaps(boxes)
    if right and below:
        size = median(b.size for b in boxes)
        aside, under = median(right) / size, median(below) / size
        if under < _CLEAR * aside - 0.05:
            return 1
        if aside < _CLEAR * under - 0.05:
            return -1
    elif right or below:
        return 1 if len(below) > len(right) else -1
    lines = ["".join(b.text for b in row) for row in _levels(boxes, 0)]
    columns = ["".join(b.text for b in row) for row in _levels(boxes, 1)]
    return 1 if words_in(columns) > words_in(lines) else -1


def _gaps(boxes: Sequence[Box]) -> tuple[list[float], list[float]]:
    """From each single character to the next one on its right and below it, within three widths."""
    right: list[float] = []
    below: list[float] = []
    rows = _levels(boxes, 0)
    for row in rows:
        right += [b.left - a.right for a, b in itertools.pairwise(row) if b.left - a.right < 3 * a.size]
    for row in _levels(boxes, 1):
        below += [b.top - a.bottom for a, b in itertools.pairwise(row) if b.top - a.bottom < 3 * a.size]
    return right, below


def _levels(boxes: Sequence[Box], axis: int) -> list[list[Box]]:
    """Single characters in rows (axis 0) or columns (axis 1), each in order."""

    def middle(b: Box) -> float:
        return b.middle if axis == 0 else (b.left + b.right) / 2

    def begin(b: Box) -> float:
        return b.left if axis == 0 else b.top

    out: list[list[Box]] = []
    for box in sorted(boxes, key=middle):
        if out and middle(box) - middle(out[-1][-1]) < 0.3 * box.size:
            out[-1].append(box)
        else:
            out.append([box])
    return [sorted(row, key=begin) for row in out]


def is_backwards(lines: Iterable[str]) -> bool:
    """Whether lines make words only when they are read from right to left.

    >>> is_backwards(["议会作工育教开召县岭云"]), is_backwards(["云岭县召开教育工作会议"])
    (True, False)
    """
    found = [line for line in lines if len(_HAN.findall(line)) >= 3]
    forward, backward = words_in(found), words_in([line[::-1] for line in found])
    return backward > forward + 1 and backward >= 1.5 * forward


def words_in(lines: Iterable[str]) -> float:
    """How many characters of ``lines`` stand in words of general text, longest words first; rarer words count less.

    >>> words_in(["教育工作"]) > words_in(["育教作工"])
    True
    """
    known, total = general_idf(), 0.0
    for line in lines:
        text = fold(line)
        at = 0
        while at < len(text):
            size = next(
                (
                    n
                    for n in range(_LONGEST_WORD, 1, -1)
                    if at + n <= len(text) and text[at : at + n] in known
                ),
                1,
            )
            total += size if size > 1 and _HAN.match(text[at]) else 0
            at += size
    return total


def turned(box: Box) -> Box:
    """A box of a vertical page on the page turned to be read: down becomes right, and leftwards becomes down.

    >>> turned(Box(90, 0, 100, 50, "云岭县"))
    Box(left=0, top=-100, right=50, bottom=-90, text='云岭县', size=10, score=None, frame=(90, 0, 100, 50))
    """
    frame = box.frame or (box.left, box.top, box.right, box.bottom)
    size = box.size if len(box.text) == 1 else min(box.width, box.size)
    return Box(box.top, -box.right, box.bottom, -box.left, box.text, size, box.score, frame)
