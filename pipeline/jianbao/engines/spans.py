"""From the probabilities of labels to the entity spans that an engine reports."""

from __future__ import annotations

from collections.abc import Sequence

from jianbao.engines.base import EngineSpan
from jianbao.tagging.arrays import FloatArray
from jianbao.tagging.decoding import certainty, decode_texts
from jianbao.tagging.labels import split_pieces


def entity_spans(texts: Sequence[str], probabilities: Sequence[FloatArray]) -> list[list[EngineSpan]]:
    """The best legal reading of each text; a span's score is the least probability of its labels.

    probabilities: of each text, [characters, ``jianbao.tagging.labels.LABELS``]; rows sum to 1.
    """
    found = decode_texts(probabilities, [split_pieces(text) for text in texts])
    return [
        [EngineSpan(*m, round(certainty(rows, m), 4)) for m in mentions if text[m[0] : m[1]].strip()]
        for text, rows, mentions in zip(texts, probabilities, found, strict=True)
    ]
