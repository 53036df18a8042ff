"""Where a string stands in a text."""

from __future__ import annotations

from collections.abc import Iterator


def occurrences_of(term: str, text: str) -> Iterator[int]:
    """The offsets in ``text`` at which ``term`` begins, none inside another; of the empty string there are none.

    >>> list(occurrences_of("办事", "办事难,好办事"))
    [0, 5]
    """
    at = text.find(term) if term else -1
    while at >= 0:
        yield at
        at = text.find(term, at + len(term))
