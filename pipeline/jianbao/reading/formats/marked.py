"""Text put together line by line, with what the file's own markup says each line is."""

from __future__ import annotations

from collections.abc import Iterable

from jianbao.article import Block
from jianbao.categories import BlockKind


class MarkedText:
    r"""The text of a page whose file marks headlines, paragraphs and tables.

    >>> page = MarkedText()
    >>> page.add("headline", "云岭县春耕"); page.add("paragraph", "本报讯 全县春耕。")
    >>> page.text, page.blocks[1].kind, page.blocks[1].start
    ('云岭县春耕\n本报讯 全县春耕。', 'paragraph', 6)
    """

    def __init__(self, lines: Iterable[tuple[BlockKind, str]] = ()) -> None:
        self._lines: list[str] = []
        self._at = 0
        self.blocks: list[Block] = []
        for kind, line in lines:
            self.add(kind, line)

    def add(self, kind: BlockKind, line: str) -> None:
        """Add a line; one that is blank is passed over, and line breaks inside become blanks."""
        text = " ".join(line.splitlines()).strip()
        if text:
            self._lines.append(text)
            self.blocks.append(Block(kind, self._at, self._at + len(text)))
            self._at += len(text) + 1

    @property
    def text(self) -> str:
        """All lines, one below the other."""
        return "\n".join(self._lines)
