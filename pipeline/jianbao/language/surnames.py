"""Surnames of Chinese names, by how common they are (``data/surnames.tsv``)."""

from __future__ import annotations

from functools import cache
from typing import Literal, get_args

from jianbao.resources import rows

Rank = Literal["1", "2", "3", "c"]  # the hundred commonest, common ones, rare ones, those of two characters
RANKS: tuple[Rank, ...] = get_args(Rank)


@cache
def surnames(rank: Rank) -> tuple[str, ...]:
    """The surnames of one rank, the commonest first.

    >>> surnames("1")[:3], surnames("c")[:2]
    (('王', '李', '张'), ('欧阳', '上官'))
    """
    size = 2 if rank == "c" else 1
    listed = next(names for kind, names in rows("surnames.tsv") if kind == rank)
    return tuple(listed[i : i + size] for i in range(0, len(listed), size))


@cache
def double_surnames() -> frozenset[str]:
    """The surnames of two characters: 欧阳, 司马 ..."""
    return frozenset(surnames("c"))


def surname(name: str) -> str:
    """The surname of a Chinese name: two characters for 欧阳 and its like.

    >>> surname("欧阳明"), surname("李明")
    ('欧阳', '李')
    """
    return name[:2] if name[:2] in double_surnames() and len(name) > 2 else name[:1]
