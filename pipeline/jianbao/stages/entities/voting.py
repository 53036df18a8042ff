"""Voting: the mentions of an article as entities, with what each engine found in their place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from jianbao.article import Alternative, Article, Entity
from jianbao.categories import EntityType
from jianbao.tagging.labels import Mention

ALONE = ""  # stands among the engines' names for the reading before the rules and the article


def make_entity(
    article: Article, mention: Mention, score: float, reason: str, opinions: Mapping[str, Sequence[Mention]]
) -> Entity:
    """A mention as an entity, with what others say in its place.

    opinions: by engine, and under ``ALONE`` the reading without the rules and without the
    rest of the article. ``engines`` is written if several were asked.
    """
    start, end, kind = mention
    found = Entity(
        start, end, cast(EntityType, kind), article.text[start:end], round(score, 4), reason=reason
    )
    if len(opinions) > 1:
        found.engines = [
            name
            for name, said in opinions.items()
            if name != ALONE and mention in _overlapping(said, mention)
        ]
    found.alternatives = list(_others(mention, opinions))
    return found


def _others(mention: Mention, opinions: Mapping[str, Sequence[Mention]]) -> list[Alternative]:
    """What others found in the place of ``mention``, each reading once with the names of all who hold it."""
    holders: dict[Mention, list[str]] = {}
    for name, said in opinions.items():
        for other in _overlapping(said, mention):
            if other != mention:
                holders.setdefault(other, []).append(name)
    return [Alternative(*other, reason=_credit(names)) for other, names in sorted(holders.items())]


def _overlapping(found: Sequence[Mention], mention: Mention) -> Iterator[Mention]:
    """Those of ``found``, which is in order and without overlap, that share a character with ``mention``."""
    at = bisect_left(found, mention[1], key=lambda other: other[0]) - 1
    while at >= 0 and found[at][1] > mention[0]:
        yield found[at]
        at -= 1


def _credit(names: Sequence[str]) -> str:
    engines = ", ".join(name for name in names if name != ALONE)
    return f"found by {engines}" if engines else "found without the rules and the rest of the article"
