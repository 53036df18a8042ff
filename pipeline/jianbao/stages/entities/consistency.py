"""Consistency: a name is read the same way all over an article, where it is not part of a longer one.

Non-local evidence after Finkel, Grenager and Manning (2005), as one step of averaging instead of sampling: at
each place where a string stands that was found as a name somewhere in the article, what is thought of it there
and what is thought of all its places, surer ones counting more, are averaged. So a name that one sentence makes
clear is found in the next, and a single contrary reading is outvoted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np

from jianbao.language.occurrences import occurrences_of
from jianbao.tagging.arrays import FloatArray
from jianbao.tagging.decoding import certainty
from jianbao.tagging.labels import Mention

SHARE = 0.5  # of the article's reading in the reading of one place
LEAST = 0.3  # certainty that one mention must have for the article to follow it
FLOOR = 0.02  # weight of a place that nobody takes for a name
NAMES = ("PER", "LOC", "ORG")


def even_out(text: str, scores: FloatArray, found: Sequence[Mention]) -> FloatArray:
    """``scores`` [characters, labels] of a folded text with the reading of the whole article worked in.

    found: the mentions that ``scores`` alone make. Times and names of one character are left alone.
    """
    surest: dict[str, float] = {}
    for mention in found:
        start, end, kind = mention
        if kind in NAMES and end - start > 1:
            form = text[start:end]
            surest[form] = max(surest.get(form, 0.0), certainty(scores, mention))
    out = scores.copy()
    for form in sorted((f for f, sure in surest.items() if sure >= LEAST), key=len):
        places = [i for i in occurrences_of(form, text) if not _inside(found, i, i + len(form))]
        if len(places) > 1:
            _average(scores, out, places, len(form))
    return out


def _inside(found: Sequence[Mention], start: int, end: int) -> bool:
    """Does ``start:end`` lie in a longer mention? ``found`` is in order and without overlap."""
    at = bisect_right(found, start, key=lambda mention: mention[0]) - 1
    if at < 0:
        return False
    a, b, _ = found[at]
    return end <= b and b - a > end - start


def _average(scores: FloatArray, out: FloatArray, places: Sequence[int], length: int) -> None:
    read = np.stack([scores[i : i + length] for i in places])
    weight = [FLOOR + max(certainty(rows, (0, length, kind)) for kind in NAMES) for rows in read]
    whole = np.average(read, axis=0, weights=weight)
    for i, own in zip(places, read, strict=True):
        out[i : i + length] = (1 - SHARE) * own + SHARE * whole
