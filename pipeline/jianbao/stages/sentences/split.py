"""Where sentences end: at 。！？… with the closing marks that follow, and at the end of a block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jianbao.article import Article, Block, Span
from jianbao.language.patterns import CLOSING_MARKS, SENTENCE_ENDS
from jianbao.language.width import fold

# A sentence ends with its closing marks: 。” belongs to the sentence before. ASCII ; and : are too weak.
_NOTE = re.compile(f"\\([^()\\n]{{1,200}}\\)(?=[^{SENTENCE_ENDS}{CLOSING_MARKS}]|[{SENTENCE_ENDS}])")
_END = re.compile(f"(?:[{SENTENCE_ENDS}]|…{{1,2}})+[{CLOSING_MARKS}]*")


def split_sentences(article: Article) -> list[Span]:
    """The sentences of an article in order, none across blocks; blanks at their ends belong to none.

    >>> split_sentences(Article.from_text("他说：“办好实事。”会议结束！"))
    [Span(start=0, end=10), Span(start=10, end=15)]
    """
    folded = fold(article.text)
    blocks = article.blocks or [Block("paragraph", 0, len(folded))]
    return [span for block in blocks for span in _split(folded, block.start, block.end)]


def _in_note(end: re.Match[str], notes: list[tuple[int, int]]) -> bool:
    """Whether a sentence ends inside a note in brackets and goes on after it: 公司(成立于2005年。……)位于云岭."""
    return any(a < end.start() < b and end.end() <= b for a, b in notes)


def _split(text: str, start: int, end: int) -> Iterator[Span]:
    notes = [m.span() for m in _NOTE.finditer(text, start, end)]
    cuts = [m.end() for m in _END.finditer(text, start, end) if not _in_note(m, notes)]
    for cut in (*cuts, end):
        inner = text[start:cut]
        left, right = len(inner) - len(inner.lstrip()), len(inner.rstrip())
        if left < right:
            yield Span(start + left, start + right)
        start = cut
