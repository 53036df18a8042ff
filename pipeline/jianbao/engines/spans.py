"""From the probabilities of labels to the entity spans that an engine reports."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from jianbao.engines.base import EngineSpan
from jianbao.tagging.decoding import certainty, many_mentions
from jianbao.tagging.labels import pieces


def spans_of(texts: Sequence[str], shares: Sequence[NDArray[np.float32]]) -> list[list[EngineSpan]]:
    """The best legal reading of each text; a span's score is the least probability of its labels.

    shares: of each text, [characters, ``jianbao.tagging.labels.LABELS``]; rows sum to 1.
    """
    found = many_mentions(shares, [pieces(text) for text in texts])
    return [
        [EngineSpan(*m, round(certainty(rows, m), 4)) for m in mentions if text[m[0] : m[1]].strip()]
        for text, rows, mentions in zip(texts, shares, found, strict=True)
    ]
