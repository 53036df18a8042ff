"""Voting: the opinions of several sources made one, and what each of them would have said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

import numpy as np

from pipeline.article import Alternative, Article, Entity, EntityType
from pipeline.entities.crf import Floats, viterbi
from pipeline.entities.labels import LABELS, Mention, decode, forbidden

_LEGAL = forbidden(LABELS)
_FLOOR = 1e-6  # of a probability, before its logarithm is taken


def mentions(scores: Floats, parts: Sequence[tuple[int, int]]) -> list[Mention]:
    """The best legal row of labels as mentions; ``parts`` are decoded one by one."""
    best = viterbi(np.log(scores + _FLOOR), parts, _LEGAL)
    return list(decode([LABELS[i] if i >= 0 else "O" for i in best]))


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
    """A mention as an entity; of several opinions: who shares it, and what the others say in its place."""
    start, end, kind = mention
    found = Entity(
        start, end, cast(EntityType, kind), article.text[start:end], round(score, 4), reason=reason
    )
    if len(opinions) > 1:
        found.engines = [name for name, said in opinions.items() if mention in said]
        found.alternatives = list(_others(mention, opinions))
    return found


def _others(mention: Mention, opinions: Mapping[str, Sequence[Mention]]) -> list[Alternative]:
    """What others found in the place of ``mention``, each reading once with the names of all who hold it."""
    holders: dict[Mention, list[str]] = {}
    for name, said in opinions.items():
        for other in said:
            if other != mention and other[0] < mention[1] and mention[0] < other[1]:
                holders.setdefault(other, []).append(name)
    return [
        Alternative(*other, reason=f"found by {', '.join(names)}") for other, names in sorted(holders.items())
    ]
