"""Batching: items of similar length together, so that little of a padded batch is padding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def group_by_length(items: Iterable[T], length: Callable[[T], int], most: int) -> Iterator[list[T]]:
    """The items in groups, the shortest first.

    most: the size of a group of several items, each padded to the length of the longest.

    >>> list(group_by_length(["张红军", "中牟县", "郑州", "枫杨办事处大里村"], len, 9))
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
