"""Of terms that say one stem the most complete: 群众合唱比赛, not 合唱, 合唱比赛 and 群众合唱."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from jianbao.stages.keywords.candidates import Candidate

_NEAR = 0.9  # share of the better term's score that a more complete one must have
_APART = 2.0  # occurrences of the shorter over those of the longer, from which on both are themes
_MOST = 2  # terms of one stem


def whole_terms(
    ranked: Sequence[tuple[str, float]], found: Mapping[str, Candidate], keep: Collection[str] = ()
) -> list[tuple[str, float]]:
    """``ranked`` terms, each stem once, by its most complete term, with the place of its best one.

    Args:
        ranked: distinct terms with their scores, best first.
        keep: terms that stay, whatever else is there: members of slogan families.
    """
    out: list[tuple[str, float]] = []
    stems: list[_Stem] = []
    for term, score in ranked:
        c = found[term]
        stem = None if term in keep else next((s for s in stems if s.has(c)), None)
        if stem is None:
            stems.append(_Stem([c], [len(out)]))
            out.append((term, score))
            continue
        at = stem.places[0]
        best, best_score = found[out[at][0]], out[at][1]
        if len(stem.places) < _MOST and _stands_apart(c, best):
            stem.add(c, len(out))
            out.append((term, score))
        elif best.term not in keep and _completes(c, score, best, best_score):
            stem.add(c)
            out[at] = term, best_score
    return out


class _Stem(NamedTuple):
    """The terms of a stem that were chosen, one after another, and the places of those that still are."""

    terms: list[Candidate]
    places: list[int]

    def has(self, c: Candidate) -> bool:
        """Whether ``c`` is another term of the stem."""
        return any(_one_stem(c, term) for term in self.terms)

    def add(self, c: Candidate, place: int | None = None) -> None:
        """Take ``c``, at a place of its own or instead of the first."""
        self.terms.append(c)
        if place is not None:
            self.places.append(place)


def _one_stem(a: Candidate, b: Candidate) -> bool:
    """Whether the shorter begins or ends the longer; names of different kinds do not share one."""
    short, long = (a, b) if len(a.term) <= len(b.term) else (b, a)
    if (short.entity or long.entity) and short.entity != long.entity:
        return False
    return long.term.startswith(short.term) or long.term.endswith(short.term)


def _stands_apart(a: Candidate, b: Candidate) -> bool:
    """Whether the shorter of two comes much more often than the longer, and so for the most part alone."""
    short, long = (a, b) if len(a.term) <= len(b.term) else (b, a)
    return len(short.starts) > _APART * len(long.starts)


def _completes(c: Candidate, score: float, best: Candidate, best_score: float) -> bool:
    return len(c.term) > len(best.term) and score >= _NEAR * best_score
