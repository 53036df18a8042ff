"""Boilerplate: what a page says of itself (rights, disclaimers, calls to follow), and its headline once more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.article import Span
from pipeline.resources import words

_HEADLINE = re.compile(r"(?:^|(?<=\n))\s*原(?:标题|题):[^\n。]{1,100}(?=\n|\Z)")
_SENTENCE = re.compile(r"[^。!?\n]+[。!?…”’」』)\]】]*")
_LONGEST = 100  # characters: a longer sentence has more in it, or is a page whose stops are lost


def news(folded: str, start: int, end: int) -> Iterator[Span]:
    """What of ``folded[start:end]`` is about the world: without boilerplate and lines of 原标题.

    >>> text = "原标题:会议召开\\n会议昨日召开。未经许可,不得转载。代表到会。"
    >>> [text[s.start : s.end] for s in news(text, 0, len(text))]
    ['会议昨日召开。', '代表到会。']
    """
    piece = folded[start:end]
    cuts = [match.span() for match in _HEADLINE.finditer(piece)]
    if _phrases().search(piece):
        cuts += [
            match.span()
            for match in _SENTENCE.finditer(piece)
            if len(match.group()) <= _LONGEST and _phrases().search(match.group())
        ]
    at = 0
    for first, last in [*sorted(cuts), (len(piece), len(piece))]:
        kept = piece[at:first]
        if kept.strip():
            begin = start + at + len(kept) - len(kept.lstrip())
            yield Span(begin, begin + len(kept.strip()))
        at = max(at, last)


@cache
def _phrases() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(phrase) for phrase in words("boilerplate.txt")))
