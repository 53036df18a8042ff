"""What the lines of a printed page are, by the size of their type, their place and their words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jianbao.categories import LineKind
from jianbao.language.expressions import any_of
from jianbao.language.width import fold
from jianbao.reading.printed.boxes import Box, bounds

_BIG = 1.25  # of the usual size: the type of headlines
_ROW = 0.92  # of the size of the headline: a smaller line above or below it is a kicker or a subtitle
_LONGEST_HEADLINE = 60  # characters
_LONGEST_GROUP = 6  # lines
_CAPTION = 140  # characters
_DATA = "printed_words.tsv"
_DATE = re.compile(
    r"(?:\d{4}|[一二三四〇零五六七八九]{4})\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?|中華?民國\S{1,12}日"
)


@dataclass(slots=True)
class PrintedLine:
    """One line of the page in reading order.

    indent: of its column, in characters; gap: above it, in heights of a line, to the line of its region before it;
    region: the number of the region that it is in.
    """

    boxes: list[Box]
    text: str
    size: float
    indent: float
    gap: float
    region: int
    kind: LineKind = "body"

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """The rectangle around its boxes, on the page as it is read."""
        return bounds(self.boxes)


def name_headlines(lines: Sequence[PrintedLine], size: float) -> None:
    """Set the kind of the lines of big type, and of the smaller ones that belong to them.

    Args:
        lines: of a page, in reading order; those that have a kind already are left alone.
        size: of the usual type of the page.
    """
    i = 0
    while i < len(lines):
        group = _group(lines, i, size)
        if len(group) <= _LONGEST_GROUP and sum(len(line.text) for line in group) <= 3 * _LONGEST_HEADLINE:
            _name(group)
            _name_neighbours(lines, i, i + len(group))
        i += max(1, len(group))


def _group(lines: Sequence[PrintedLine], start: int, size: float) -> list[PrintedLine]:
    """The lines from ``start`` on that are set in big type, one below the other."""
    group: list[PrintedLine] = []
    for line in lines[start:]:
        big = line.size >= _BIG * size or (bool(group) and line.size >= 1.12 * size)
        told = line.text.endswith("。") or len(line.text) > _LONGEST_HEADLINE
        if line.kind != "body" or not big or told:
            break
        if group and not _stacked(group[-1], line):
            break
        group.append(line)
    return group


def _stacked(above: PrintedLine, below: PrintedLine) -> bool:
    """Whether a line stands closely below another, and not in the next column."""
    a, b = above.bounds, below.bounds
    gap = b[1] - a[3]
    beside = min(a[2], b[2]) - max(a[0], b[0])
    return -0.5 * below.size <= gap <= 1.6 * max(above.size, below.size) and beside > -2 * above.size


def _name(group: Sequence[PrintedLine]) -> None:
    main = max((line.size for line in group), default=0.0)
    rows = [i for i, line in enumerate(group) if line.size >= _ROW * main]
    for i, line in enumerate(group):
        if _dashed(line.text) and i > rows[0]:
            line.kind = "subtitle"
        else:
            line.kind = "kicker" if i < rows[0] else "subtitle" if i > rows[-1] else "headline"


def _dashed(text: str) -> bool:
    return bool(_pattern("subtitle.begin").match(fold(text)))


def _name_neighbours(lines: Sequence[PrintedLine], first: int, behind: int) -> None:
    """A short line of its own right above a headline is its kicker; one with a dash right below it, its subtitle."""
    head = lines[first] if first < behind else None
    if head is None:
        return
    if first and _is_kicker(lines[first - 1], head, lines[first - 2] if first > 1 else None):
        lines[first - 1].kind = "kicker"
    while behind < len(lines) and lines[behind].kind == "body" and _dashed(lines[behind].text):
        if not _stacked(lines[behind - 1], lines[behind]) or lines[behind].text[-1] in "。,，":
            break
        lines[behind].kind = "subtitle"
        behind += 1


def _is_kicker(line: PrintedLine, head: PrintedLine, before: PrintedLine | None) -> bool:
    """Whether a line of the usual type belongs to the headline below it: alone in its region, centred over it."""
    alone = before is None or before.region != line.region or before.kind != "body"
    a, b = line.bounds, head.bounds
    over = a[0] >= b[0] - 4 * head.size and a[2] <= b[2] + 2 * head.size
    return (
        line.kind == "body"
        and alone
        and over
        and _stacked(line, head)
        and not line.text.endswith(("。", "”", "！", "？", "，"))
        and 4 <= len(line.text) <= 40
    )


def is_caption(text: str, *, below_picture: bool = False) -> bool:
    """Whether the lines of a region are the text of a picture.

    >>> is_caption("图为与会人员查看育秧大棚。 本报记者 林晓峰 摄"), is_caption("会前，与会人员查看了大棚。")
    (True, False)
    """
    folded = fold(text).strip()
    if not 4 <= len(folded) <= _CAPTION:
        return False
    if bool(_pattern("story.begin").match(folded)):
        return False
    begins = bool(_pattern("caption.begin").match(folded))
    ends = bool(re.search(rf"(?:{any_of(_DATA, 'caption.end')})\Z", folded))
    return begins or ends or below_picture


def is_furniture(text: str) -> bool:
    """Whether a line at the head or foot of a page is of the paper, not of a story.

    >>> is_furniture("A02 要闻　2021年3月7日　星期日　责任编辑：赵雪梅"), is_furniture("石桥镇厂房起火")
    (True, False)
    """
    folded = fold(text).strip()
    if len(folded) > 90 or (folded.endswith("。") and len(folded) > 30):
        return False
    if _DATE.search(folded):
        rest = _DATE.sub("", folded)
        return len(rest) <= 50
    return bool(_pattern("edge.mark").search(folded)) or bool(_folio_line().fullmatch(folded))


@cache
def _folio_line() -> re.Pattern[str]:
    """A folio with the name of a section or a paper on either side."""
    folio = any_of(_DATA, "edge.folio")
    return re.compile(
        rf"(?:[^\s\d。,]{{1,8}}\s+){{0,2}}(?:{folio})(?:\s+[^\s\d。,]{{1,8}}){{0,2}}|[^\s\d。,]{{1,4}}(?:{folio})"
    )


@cache
def _pattern(role: str) -> re.Pattern[str]:
    return re.compile(any_of(_DATA, role))
