"""Buckets: items of like length together, so that little of a padded batch is padding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def buckets(items: Iterable[T], length: Callable[[T], int], most: int) -> Iterator[list[T]]:
    """The items in groups, the shortest first; padded to its longest, a group of several is ``most`` long at most.

    >>> list(buckets(["张红军", "中牟县", "郑州", "枫杨办事处大里村"], len, 9))
    [['郑州', '张红军', '中牟县'], ['枫杨办事处大里村']]
    """
    group: list[T] = []
    for item in sorted(items, key=length):
        if group and length(item) * (len(group) + 1) > most:
            yield group
            group = []
        group.append(item)
    if group:
        yield group
