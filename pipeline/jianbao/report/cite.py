"""A citation: where in which article something stands, with the words around it."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from msgspec import Struct

from jianbao.article import Article

AROUND = 36  # characters shown on each side of what is cited


class Cite(Struct, array_like=True):
    """``text`` stands at ``start:end`` of the text of article number ``n`` of the run, counted from 0.

    ``before`` and ``after`` are the nearest characters of the same sentence.
    """

    n: int
    start: int
    end: int
    before: str
    text: str
    after: str


def cite(n: int, article: Article, start: int, end: int, *, around: int = AROUND) -> Cite:
    """Cite ``article.text[start:end]``; the sentence's own bounds are kept, so that nothing foreign is shown.

    >>> cite(0, Article.from_text("他来。张红军说好。"), 3, 6)
    Cite(n=0, start=3, end=6, before='他来。', text='张红军', after='说好。')
    """
    first, last = _sentence(article, start, end)
    left, right = max(first, start - around), min(last, end + around)
    text = article.text
    before = ("…" if left > first else "") + text[left:start]
    after = text[end:right] + ("…" if right < last else "")
    return Cite(n, start, end, before, text[start:end], after)


def _sentence(article: Article, start: int, end: int) -> tuple[int, int]:
    sentences = article.sentences
    if not sentences:
        return 0, len(article.text)
    at = bisect_right(sentences, start, key=lambda s: s.start) - 1
    if at < 0:
        return 0, len(article.text)
    return sentences[at].start, max(sentences[at].end, end)


def plain(value: Any) -> Any:
    """``value`` as JSON has it: structs become lists and objects."""
    import msgspec

    return msgspec.to_builtins(value)
