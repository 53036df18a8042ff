"""Assembly: from what the engines think of each character to the mentions of an article.

The probabilities are averaged, the conventions and then the rest of the article have their say, the best legal
reading is taken, and what the conventions object to is dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from jianbao.stages.entities.consistency import consistent
from jianbao.stages.entities.rules import by_rule, settled
from jianbao.tagging.decoding import Span, many_mentions
from jianbao.tagging.labels import Floats, Mention


class Reading(NamedTuple):
    """How a text is read: its mentions with what decided each, the probabilities, and the reading without rules."""

    settled: list[tuple[Mention, str]]
    scores: Floats
    alone: list[Mention]


def assemble(
    texts: Sequence[str], scores: Sequence[Floats], parts: Sequence[Sequence[Span]]
) -> list[Reading]:
    """Read several folded texts together.

    scores: of each text, [characters, LABELS]. parts: what is decoded at a time, of each text.
    """
    alone = many_mentions(scores, parts)
    ruled = [by_rule(text, own) for text, own in zip(texts, scores, strict=True)]
    once = many_mentions(ruled, parts)
    last = [consistent(*each) for each in zip(texts, ruled, once, strict=True)]
    found = many_mentions(last, parts)
    return [
        Reading(settled(text, *mentions), own, mentions[2])
        for text, own, *mentions in zip(texts, last, found, once, alone, strict=True)
    ]
