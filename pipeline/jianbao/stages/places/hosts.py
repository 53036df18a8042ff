"""What the page itself says a place lies in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from jianbao.article import Entity
from jianbao.language.width import fold, without_blanks
from jianbao.resources import word_lists
from jianbao.stages.places.chains import chain

_VENUE_RANK = 7  # anything smaller than a village may lie in a village


def find_hosts(text: str, names: Iterable[str], entities: Sequence[Entity]) -> dict[str, str]:
    """Place name to the name of what it lies in: the head of a longer name of it, or the place right before it.

    names: the places of the article, without blanks. entities: in order of the text.

    >>> text = "走进石桥镇的白沙村"
    >>> find_hosts(text, [], [Entity(2, 5, "LOC", "石桥镇"), Entity(6, 9, "LOC", "白沙村")])
    {'白沙村': '石桥镇'}
    """
    hosts: dict[str, str] = {}
    for one, two in pairwise(entities):
        if one.type == two.type == "LOC" and _touch(text, one, two) and _may_hold(one.text, two.text):
            hosts.setdefault(without_blanks(two.text), without_blanks(one.text))
    for name in names:
        for link in chain(fold(name))[1:]:
            hosts[name[link.start :]] = name[: link.start]
    return hosts


def _touch(text: str, one: Entity, two: Entity) -> bool:
    gap = text[one.end : two.start]
    return not gap or gap in word_lists("place_words.tsv")["holds"]


def _may_hold(one: str, two: str) -> bool:
    """Whether ``two`` is small enough to lie in ``one``."""
    rank = chain(fold(without_blanks(one)))[-1].rank
    return rank < min(_VENUE_RANK, chain(fold(without_blanks(two)))[0].rank)
