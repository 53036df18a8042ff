"""Chinese text in lines that fit a terminal: broken at any character, but not before a closing mark."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

_NOT_FIRST = frozenset("，。、；：！？）》」』”’】〉…—·,.;:!?)]}%％")
_NOT_LAST = frozenset("（《「『“‘【〈([{")


def in_lines(text: Text, width: int) -> Text:
    r"""``text`` with line breaks, so that no line is wider than ``width`` cells; its styles stay.

    >>> in_lines(Text("会议要求，各单位抓好落实。"), 8).plain.split("\n")
    ['会议要', '求，各单', '位抓好落', '实。']
    """
    return Text("\n").join(text.divide(sorted(set(_breaks(text.plain, width)))))


def _breaks(text: str, width: int) -> Iterator[int]:
    """Where a new line begins, besides the breaks of the text itself."""
    start = cells = 0
    for at, character in enumerate(text):
        size = cell_len(character)
        if character == "\n":
            start, cells = at + 1, 0
            continue
        if cells + size > width:
            cut = _allowed(text, start, at)
            yield cut
            cells = cell_len(text[cut:at])
            start = cut
        cells += size


def _allowed(text: str, start: int, at: int) -> int:
    """The last place at or before ``at`` where the line that begins at ``start`` may end."""
    cut = at
    while cut > start + 1 and not _may_break(text, cut):
        cut -= 1
    return cut if cut > start + 1 else at


def _may_break(text: str, cut: int) -> bool:
    before, after = text[cut - 1], text[cut]
    word = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    return not (after in _NOT_FIRST or before in _NOT_LAST or word)
