"""How the words of a short line recur around it: those of a headline come again in the story below it.

Words are pairs of neighbouring letters or characters. Each look ahead or back is bounded, so that a page of n
characters takes time in proportion to n.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from operator import add

_AHEAD = 160  # characters behind a line that its words are looked for in
_BEHIND = 320  # characters before it
_EARLIER = 3000  # characters before it: the story before, or the whole page
_SIDE = 120  # characters behind it that are compared with those before it
_BODY = 200  # characters behind it that are compared with headlines before it
_LEVELS = (0.0, 0.1, 0.2, 0.35, 0.5, 0.7)


class Stream:
    """The lines of a page without what is between them, and where each of them stands in it."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.text = "".join(texts)
        ends = list(itertools.accumulate(map(len, texts)))
        self.spans = list(zip([0, *ends], ends, strict=False))

    def before(self, i: int, reach: int) -> str:
        """Up to ``reach`` characters before line ``i``."""
        start, _ = self.spans[i]
        return self.text[max(0, start - reach) : start]

    def after(self, i: int, reach: int) -> str:
        """Up to ``reach`` characters behind line ``i``."""
        _, end = self.spans[i]
        return self.text[end : end + reach]


def recurrence(stream: Stream, i: int, headings: Sequence[set[str]]) -> list[str]:
    """The features of how the words of line ``i`` recur, and of how alike both sides of it are.

    headings: the pairs of the lines before it that may be headlines.
    """
    start, end = stream.spans[i]
    own = pairs(stream.text[start:end])
    if not own:
        return ["rec=none"]
    after, before, earlier = stream.after(i, _AHEAD), stream.before(i, _BEHIND), stream.before(i, _EARLIER)
    a, b, c = (_level(_share(own, text)) for text in (after, before, earlier))
    seen = "".join(str(int(bool(after[:n]) and after[:n] in earlier)) for n in (2, 3, 4))
    like = min(int(_share(pairs(after[:_SIDE]), before) * 12), 6)
    body = pairs(stream.after(i, _BODY))
    h = _level(max((len(own & heading) / len(own) for heading in headings), default=0.0))
    k = _level(max((len(body & heading) / len(heading) for heading in headings if heading), default=0.0))
    return [
        f"heading={h}",
        f"keeps={k}",
        f"keeps2={k}{min(like, 3)}",
        f"heading2={h}{min(like, 3)}",
        f"heading3={h}{a}{c}",
        f"ahead={a}",
        f"behind={b}",
        f"earlier={c}",
        f"rec={a}{b}",
        f"rec2={a}{c}",
        f"alike={like}",
        f"seen={seen}",
        f"all={a}{c}{min(like, 3)}{seen[1]}",
    ]


def pairs(text: str) -> set[str]:
    """The pairs of neighbouring letters, digits or characters of a text.

    >>> sorted(pairs("全县,会议"))
    ['会议', '全县']
    """
    return set(filter(str.isalnum, map(add, text, text[1:])))


def _share(words: set[str], text: str) -> float:
    """The share of ``words`` that stand in ``text``."""
    return sum(map(text.__contains__, words)) / len(words) if words else 0.0


def _level(share: float) -> int:
    """A share as a step from 0 (none) to 6 (more than 0.7)."""
    return sum(share > edge for edge in _LEVELS)
