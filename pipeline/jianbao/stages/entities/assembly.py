"""Assembly: from what the engines think of each character to the mentions of an article.

The probabilities are averaged, the rules and then the rest of the article are worked in, the best
legal reading is taken, and what the conventions object to is dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from jianbao.stages.entities.consistency import even_out
from jianbao.stages.entities.rules import apply_rules, settle_mentions
from jianbao.tagging.arrays import FloatArray
from jianbao.tagging.decoding import decode_texts
from jianbao.tagging.labels import Mention, Piece


class Reading(NamedTuple):
    """How a text is read: its mentions with what decided each, the probabilities, and the reading without rules."""

    mentions: list[tuple[Mention, str]]
    scores: FloatArray
    alone: list[Mention]


def assemble(
    texts: Sequence[str], scores: Sequence[FloatArray], pieces: Sequence[Sequence[Piece]]
) -> list[Reading]:
    """Read several folded texts together.

    scores: of each text, [characters, LABELS]. pieces: what is decoded at a time, of each text.
    """
    alone = decode_texts(scores, pieces)
    ruled = [apply_rules(text, own) for text, own in zip(texts, scores, strict=True)]
    once = decode_texts(ruled, pieces)
    last = [even_out(*each) for each in zip(texts, ruled, once, strict=True)]
    found = decode_texts(last, pieces)
    return [
        Reading(settle_mentions(text, *mentions), own, mentions[2])
        for text, own, *mentions in zip(texts, last, found, once, alone, strict=True)
    ]
