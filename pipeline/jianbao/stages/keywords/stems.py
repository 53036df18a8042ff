"""Of terms that say one stem the most complete: 群众合唱比赛, not 合唱, 合唱比赛 and 群众合唱."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

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
    stems = _Stems()
    for term, score in ranked:
        c = found[term]
        stem = None if term in keep else stems.find(c)
        if stem is None:
            stems.add(c, _Stem([], [len(out)]))
            out.append((term, score))
            continue
        at = stem.places[0]
        best, best_score = found[out[at][0]], out[at][1]
        if len(stem.places) < _MOST and _stands_apart(c, best):
            stems.add(c, stem)
            stem.places.append(len(out))
            out.append((term, score))
        elif best.term not in keep and _completes(c, score, best, best_score):
            stems.add(c, stem)
            out[at] = term, best_score
    return out


@dataclass
class _Stem:
    """The terms of a stem that were chosen, one after another, and the places of those that still are."""

    terms: list[Candidate]
    places: list[int]
    number: int = -1

    def has(self, c: Candidate) -> bool:
        """Whether ``c`` is another term of the stem."""
        return any(_one_stem(c, term) for term in self.terms)


class _Stems:
    """The stems so far, found by the character that a term begins or ends with: only these can share a stem."""

    def __init__(self) -> None:
        self._stems: list[_Stem] = []
        self._by_edge: defaultdict[tuple[int, str], set[int]] = defaultdict(set)

    def find(self, c: Candidate) -> _Stem | None:
        """The first stem that has ``c``."""
        near = self._by_edge[0, c.term[0]] | self._by_edge[1, c.term[-1]]
        return next((self._stems[i] for i in sorted(near) if self._stems[i].has(c)), None)

    def add(self, c: Candidate, stem: _Stem) -> None:
        """Take ``c`` into ``stem``, a new one or one that ``find`` gave."""
        if not stem.terms:
            stem.number = len(self._stems)
            self._stems.append(stem)
        stem.terms.append(c)
        self._by_edge[0, c.term[0]].add(stem.number)
        self._by_edge[1, c.term[-1]].add(stem.number)


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
