"""Marks that come in pairs: quotation marks and brackets, and which of them have lost their other half."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from jianbao.article import Span

_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "(": ")", "【": "】", "[": "]"}
_ANY = re.compile(f'[{re.escape("".join(_PAIRS) + "".join(_PAIRS.values()))}"]')
_OPENING = {close: opening for opening, close in _PAIRS.items()}


def balanced(text: str) -> bool:
    """Whether every quotation mark and bracket of folded ``text`` has its other half.

    >>> balanced("“两委”换届"), balanced("换届”工作")
    (True, False)
    """
    return _ANY.search(text) is None or next(loose_marks(text, [Span(0, len(text))]), None) is None


def loose_marks(folded: str, spans: Iterable[Span]) -> Iterator[int]:
    """Where in ``spans``, read as one text, marks stand without their other half.

    A straight quotation mark opens and closes in turn; of an odd number the last one is loose.
    """
    open_marks: list[int] = []
    straight: list[int] = []
    for span in spans:
        for at in range(span.start, span.end):
            char = folded[at]
            if char in _PAIRS:
                open_marks.append(at)
            elif char == '"':
                straight.append(at)
            elif char in _OPENING:
                if open_marks and folded[open_marks[-1]] == _OPENING[char]:
                    open_marks.pop()
                else:
                    yield at
    yield from open_marks
    if len(straight) % 2:
        yield straight[-1]
