"""A paragraph of an article: its sentences, its quotations, and the lists that belong to it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from jianbao.language.patterns import SENTENCE_ENDS
from jianbao.stages.quotes.quotations import Quotations

LIST_ITEM = re.compile(
    r"[  　]*(?:[一二三四五六七八九十]{1,2}(?:是|要|、|,)|第[一二三四五六七八九十]|其次|再次|最后|首先|"
    r"\(?[一二三四五六七八九十\d]{1,2}[)、.]|[①-⑳])"
)
_QUOTATION_NEXT = re.compile(r"\s{0,16}[“「『]")  # blanks and an indent before the mark
_SENTENCE = re.compile(rf"[{SENTENCE_ENDS}][”」』\")]*|[  　]{{2,}}")


class Paragraph:
    """``text[start:end]`` (folded), with the offsets where its sentences start.

    >>> paragraph = Paragraph("要办好。“要快。”完。", 0, 10)
    >>> paragraph.sentence_start(5), paragraph.sentence_end(5)
    (4, 9)
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.sentences = [start, *(m.end() for m in _SENTENCE.finditer(text, start, end))]
        self.quotations = Quotations(text, start, end)

    @property
    def goes_on(self) -> bool:
        """Whether the next paragraph opens with a quotation, so that one left open here may go on in it."""
        return _QUOTATION_NEXT.match(self.text, self.end) is not None

    def is_quoted(self, at: int) -> bool:
        """Whether ``at`` lies in a quotation that is closed, here or in a paragraph after."""
        pair = self.quotations.around(at)
        return pair is not None and (pair[1] < self.end or self.goes_on)

    def sentence_start(self, at: int) -> int:
        """Where the sentence that ``at`` lies in starts."""
        return self.sentences[max(0, bisect_left(self.sentences, at + 1) - 1)]

    def sentence_end(self, at: int) -> int:
        """Where the sentence that ``at`` lies in ends."""
        i = bisect_left(self.sentences, at + 1)
        return self.sentences[i] if i < len(self.sentences) else self.end

    def sentence_before(self, start: int) -> int | None:
        """Where the sentence before the one at ``start`` starts; None for the first."""
        i = bisect_left(self.sentences, start)
        return self.sentences[i - 1] if i and start > self.start else None

    def is_sentence(self, opening: int, closing: int) -> bool:
        """Whether a quotation, by its marks, holds a whole sentence or more."""
        return closing - opening > 5 and self.text[closing - 1] in SENTENCE_ENDS + ",…"

    def is_short_sentence(self, opening: int, closing: int) -> bool:
        """Whether a quotation of a few characters is a sentence of its own and no term: “五口。”."""
        before = self.text[opening - 1] if opening > self.start else "。"
        return (
            closing - opening > 1
            and self.text[closing - 1] in SENTENCE_ENDS
            and before in SENTENCE_ENDS + "”』」"
        )


def join_lists(text: str, blocks: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    r"""The blocks, with a list that follows a colon joined to the block before.

    >>> list(join_lists("他要求:\n一是快;\n二是好。\n完。", [(0, 4), (5, 9), (10, 14), (15, 17)]))
    [(0, 14), (15, 17)]
    """
    pending: tuple[int, int] | None = None
    for start, end in blocks:
        if pending is not None:
            opens_list = text[pending[1] - 1] == ":" or "\n" in text[pending[0] : pending[1]]
            if opens_list and LIST_ITEM.match(text, start):
                pending = (pending[0], end)
                continue
            yield pending
        pending = (start, end)
    if pending is not None:
        yield pending
