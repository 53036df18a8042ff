"""Voting: the opinions of several sources made one, and what each of them would have said."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import cast

import numpy as np

from pipeline.article import Alternative, Article, Entity, EntityType
from pipeline.entities.crf import Floats
from pipeline.entities.labels import LABELS, Mention
from pipeline.entities.legal import best_legal, mentions_of

Span = tuple[int, int]

_NONE = np.zeros((0, len(LABELS)), dtype=np.float32)
_QUIET = 0.95  # where O is likelier than this all through, no other reading can win
ALONE = ""  # stands among the engines' names for the reading before the rules and the article
_FLOOR = 1e-6  # of a probability, before its logarithm is taken


def mentions(scores: Floats, parts: Sequence[Span]) -> list[Mention]:
    """The best legal row of labels as mentions; ``parts`` are decoded one by one."""
    return many_mentions([scores], [parts])[0]


def many_mentions(scores: Sequence[Floats], parts: Sequence[Sequence[Span]]) -> list[list[Mention]]:
    """``mentions`` of several texts, decoded together."""
    starts = [0, *accumulate(len(rows) for rows in scores)]
    whole = np.concatenate([*scores, _NONE])
    spans = [(at + a, at + b) for at, some in zip(starts, parts, strict=False) for a, b in some]
    spans = [(a, b) for a, b in spans if whole[a:b, 0].min(initial=1.0) < _QUIET]
    best = best_legal(np.log(whole + _FLOOR), spans, LABELS)
    return [mentions_of(best[a:b], LABELS) for a, b in pairwise(starts)]


def certainty(scores: Floats, mention: Mention) -> float:
    """How likely a mention is: the least probability of its labels.

    >>> row = np.zeros((2, len(LABELS))); row[0, LABELS.index("B-PER")] = 0.75
    >>> row[1, LABELS.index("E-PER")] = 0.5; certainty(row, (0, 2, "PER"))
    0.5
    """
    start, end, kind = mention
    if end - start == 1:
        return float(scores[start, LABELS.index(f"S-{kind}")])
    inner = scores[start + 1 : end - 1, LABELS.index(f"I-{kind}")].min(initial=1.0)
    ends = scores[start, LABELS.index(f"B-{kind}")], scores[end - 1, LABELS.index(f"E-{kind}")]
    return float(min(inner, *ends))


def entity(
    article: Article, mention: Mention, score: float, reason: str, opinions: Mapping[str, Sequence[Mention]]
) -> Entity:
    """A mention as an entity, with what others say in its place.

    opinions: by engine, and under ``ALONE`` what was read before the rules and the rest of the article had
    their say. ``engines`` is written where several were asked.
    """
    start, end, kind = mention
    found = Entity(
        start, end, cast(EntityType, kind), article.text[start:end], round(score, 4), reason=reason
    )
    if len(opinions) > 1:
        found.engines = [
            name for name, said in opinions.items() if name != ALONE and mention in _over(said, mention)
        ]
    found.alternatives = list(_others(mention, opinions))
    return found


def _others(mention: Mention, opinions: Mapping[str, Sequence[Mention]]) -> list[Alternative]:
    """What others found in the place of ``mention``, each reading once with the names of all who hold it."""
    holders: dict[Mention, list[str]] = {}
    for name, said in opinions.items():
        for other in _over(said, mention):
            if other != mention:
                holders.setdefault(other, []).append(name)
    return [Alternative(*other, reason=_by(names)) for other, names in sorted(holders.items())]


def _over(said: Sequence[Mention], mention: Mention) -> Iterator[Mention]:
    """Those of ``said``, which is in order and without overlap, that share a character with ``mention``."""
    at = bisect_left(said, mention[1], key=lambda other: other[0]) - 1
    while at >= 0 and said[at][1] > mention[0]:
        yield said[at]
        at -= 1


def _by(names: Sequence[str]) -> str:
    engines = ", ".join(name for name in names if name != ALONE)
    return f"found by {engines}" if engines else "found without the rules and the rest of the article"
