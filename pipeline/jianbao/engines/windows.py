"""Windows: a text in sentences, and sentences that are too long in pieces cut where it hurts least."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SENTENCE = re.compile(r"[^。！？!?；;…\n]*(?:[。！？!?；;…]+[”’」』）)》\"]*|\n|$)")
_WEAK = "，,、：:　 "


def windows(text: str, most: int) -> Iterator[tuple[int, int]]:
    """Half-open spans that tile ``text``, each ending with a sentence or a line, none longer than ``most``.

    >>> list(windows("会议召开。代表到会。", 200))
    [(0, 5), (5, 10)]
    """
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        while end - start > most:
            cut = max(text.rfind(mark, start + most // 2, start + most) for mark in _WEAK) + 1
            cut = cut or start + most
            yield start, cut
            start = cut
        if end > start:
            yield start, end


def chunks(text: str, most: int) -> Iterator[tuple[int, int]]:
    """Half-open spans that tile ``text``: as many whole windows as fit in ``most`` characters.

    >>> list(chunks("会议召开。代表到会。发言。", 10))
    [(0, 10), (10, 13)]
    """
    begin = end = 0
    for start, stop in windows(text, most):
        if stop - begin > most:
            yield begin, start
            begin = start
        end = stop
    if end > begin:
        yield begin, end
