"""Citations: where in which article something is said, with the words around it."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

import msgspec
from msgspec import Struct

from jianbao.article import Article

AROUND = 36  # characters shown on each side of what is cited


class Citation(Struct, array_like=True):
    """``text`` is at ``start:end`` (half-open, code points) of the text of article ``n`` of the run, from 0.

    ``before`` and ``after`` are the nearest characters of the same sentence.
    """

    n: int
    start: int
    end: int
    before: str
    text: str
    after: str


def cite(n: int, article: Article, start: int, end: int, *, around: int = AROUND) -> Citation:
    """Cite ``article.text[start:end]`` with up to ``around`` characters of its sentence on each side.

    >>> cite(0, Article.from_text("他来。张红军说好。"), 3, 6)
    Citation(n=0, start=3, end=6, before='他来。', text='张红军', after='说好。')
    """
    first, last = _sentence(article, start, end)
    left, right = max(first, start - around), min(last, end + around)
    text = article.text
    before = ("…" if left > first else "") + text[left:start]
    after = text[end:right] + ("…" if right < last else "")
    return Citation(n, start, end, before, text[start:end], after)


def _sentence(article: Article, start: int, end: int) -> tuple[int, int]:
    sentences = article.sentences
    if not sentences:
        return 0, len(article.text)
    at = bisect_right(sentences, start, key=lambda s: s.start) - 1
    if at < 0:
        return 0, len(article.text)
    return sentences[at].start, max(sentences[at].end, end)


def to_plain(value: Any) -> Any:
    """``value`` as in JSON: structs become lists and dictionaries."""
    return msgspec.to_builtins(value)
