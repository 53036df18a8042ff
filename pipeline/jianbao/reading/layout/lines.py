"""The lines of a page, with what their shape says: indent, blank lines before, the width of a printed column."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from jianbao.categories import BlockKind
from jianbao.language.patterns import SENTENCE_ENDS
from jianbao.language.width import fold

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Two blanks after a full stop, or before a list mark, are a paragraph break that lost its line feed.
_INNER_BREAK = re.compile(r"(?:(?<=[。!?…])|(?<=[。!?…][”’」』)]))[ \t]{2,}(?=\S)|[ \t]{2,}(?=[■●▲◆□★])")
# Zero-width blanks and joiners, marks of direction, soft hyphens: of web pages and PDFs, invisible in print.
_INVISIBLE = r"\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_UNPRINTED = re.compile(f"[{_INVISIBLE}]+")
_PRINTED = re.compile(f"[^{_INVISIBLE}]+")
_INKED = re.compile(rf"[^\s{_INVISIBLE}](?:.*[^\s{_INVISIBLE}])?")  # without blanks at either end
TERMINAL = re.compile(rf"(?:[{SENTENCE_ENDS}…]|\.\.)[”’」』》)\]】\"]*\Z")


@dataclass(slots=True)
class Line:
    """A line of the page without the blanks around it: the raw spans of its print, folded text, and its shape."""

    runs: list[tuple[int, int]]  # between characters that are invisible in print
    text: str
    indent: bool  # begins with two blanks or more
    blanks: int  # empty lines before it

    @property
    def start(self) -> int:
        """The raw offset of its first character."""
        return self.runs[0][0]

    @property
    def end(self) -> int:
        """The raw offset behind its last character."""
        return self.runs[-1][1]

    def __len__(self) -> int:
        return len(self.text)


@dataclass(slots=True)
class Paragraph:
    """Lines that are one piece of the page, and what kind of piece it is."""

    kind: BlockKind
    lines: list[Line]
    role: str = ""  # of a headline: kicker or subtitle, where the page shows it
    sure: bool = False  # its kind is known from print, whatever its words say

    @property
    def text(self) -> str:
        """Its folded text."""
        return "".join(line.text for line in self.lines)


@dataclass(slots=True)
class Shape:
    """What a page's lines have in common."""

    width: int  # characters a full line of a hard-wrapped column holds; 0 where the page is not wrapped
    indented: bool  # paragraphs begin with an indent


def printed(text: str) -> str:
    r"""``text`` without characters that are invisible in print.

    >>> printed("周\u200b启明")
    '周启明'
    """
    return _UNPRINTED.sub("", text)


def physical_lines(text: str) -> list[Line]:
    r"""The lines of ``text`` that hold more than blanks, in order; their spans are raw offsets.

    >>> [(line.text, line.indent, line.blanks) for line in physical_lines("要闻\n\n　　本报讯 今天")]
    [('要闻', False, 0), ('本报讯 今天', True, 1)]
    """
    folded, lines, blanks, at = fold(text), [], 0, 0
    for end, following in [*(m.span() for m in _BREAK.finditer(text)), (len(text), len(text))]:
        pieces = _pieces(folded, at, end)
        blanks += not pieces
        for i, (a, b) in enumerate(pieces):
            runs = [match.span() for match in _PRINTED.finditer(text, a, b)]
            indent = i > 0 or len(printed(text[at:a])) >= 2 or text[at:a] == "　"
            lines.append(Line(runs, printed(folded[a:b]), indent, blanks))
            blanks = 0
        at = following
    return lines


def _pieces(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stripped spans of a line: several where a paragraph break stands inside it."""
    cuts = [start]
    for m in _INNER_BREAK.finditer(folded, start, end):
        cuts += [m.start(), m.end()]
    cuts.append(end)
    found = (_INKED.search(folded, a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True))
    return [match.span() for match in found if match]


def page_shape(lines: Sequence[Line]) -> Shape:
    """The shape of a page: the width of its column if it is hard-wrapped, and whether paragraphs are indented."""
    begins = [line for before, line in itertools.pairwise(lines) if TERMINAL.search(before.text)]
    indented = sum(line.indent for line in begins) >= max(1, 0.3 * len(begins))
    return Shape(_column_width(lines), indented)


def column_width(texts: Sequence[str]) -> int:
    """The characters a full line of a hard-wrapped column of ``texts`` holds; 0 where they are whole paragraphs."""
    return _column_width(physical_lines("\n".join(texts)))


def _column_width(lines: Sequence[Line]) -> int:
    """The width most lines have (one character more or less), if that is no accident.

    Hardly a line of a column is longer, but for headlines, and its full lines end anywhere: lines of one length
    that all end with a sentence are short paragraphs.
    """
    sizes = [len(line) + 2 * line.indent for line in lines]
    inner = [
        (size, a)
        for size, (a, b) in zip(sizes, itertools.pairwise(lines), strict=False)
        if not b.blanks and not b.indent and size >= 8
    ]
    if len(inner) < 5:
        return 0
    count = Counter(size for size, _ in inner)
    width = max(count, key=lambda n: (count[n] + count[n - 1] + count[n + 1], n))
    full = [line for size, line in inner if abs(size - width) <= 1]
    closed = sum(TERMINAL.search(line.text) is not None for line in full)
    longer = sum(size > width + 1 for size in sizes)
    usual = len(full) >= 0.6 * len(inner) and closed <= 0.4 * len(full) and longer <= 0.25 * len(sizes)
    return width if width <= 60 and usual else 0
