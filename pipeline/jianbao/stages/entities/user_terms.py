"""The user's dictionary over what was found: which of its entries win, and why the others do not.

The same rules for every engine. An entry with a type wins, longest from the left, unless

- a longer entity that was found covers it or crosses it: it would be cut, or
- an edge of it falls inside a word (大里 in 大里程碑).

Where an entry wins, shorter entities under it and other types of the same span stay as alternatives.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import cast

from msgspec import Struct

from jianbao.article import Alternative, Article, Entity, Tokens
from jianbao.categories import EntityType
from jianbao.dictionary import Dictionary, Match, typed
from jianbao.language.width import fold

REASON = "dictionary"


class Verdict(Struct):
    """What became of an entry at a place, and why; ``under`` is what it stands over."""

    match: Match
    fired: bool
    reason: str
    under: list[Entity]


def apply_dictionary(article: Article, dictionary: Dictionary) -> None:
    """Put the entries of ``dictionary`` that win among the entities of ``article``, in place."""
    entities = article.entities or []
    for verdict in verdicts(article, dictionary):
        if verdict.fired:
            entities = [e for e in entities if e not in verdict.under]
            entities.append(_entity(article.text, verdict))
    article.entities = sorted(entities, key=lambda e: e.start)


def verdicts(article: Article, dictionary: Dictionary) -> list[Verdict]:
    """What becomes of each entry at each place where it stands; the article's entities are read, not changed."""
    matches = dictionary.find(fold(article.text))
    taken = list(typed(matches))
    return [_verdict(article, match, taken) for match in matches]


def _verdict(article: Article, match: Match, taken: Sequence[Match]) -> Verdict:
    under = [e for e in article.entities or () if e.start < match.end and match.start < e.end]
    if not match.entry.type:
        return Verdict(
            match, False, "its entry has no type: it is a word to the segmenter, not an entity", under
        )
    if match not in taken:
        other = next(m for m in taken if m.start < match.end and match.start < m.end)
        form = article.text[other.start : other.end]
        return Verdict(match, False, f"the entry {form} (line {other.entry.line}) stands over it", under)
    size = match.end - match.start
    if longer := [e for e in under if e.end - e.start > size]:
        e = longer[0]
        how = "lies inside" if e.start <= match.start and match.end <= e.end else "crosses"
        return Verdict(match, False, f"it {how} the longer entity {e.text}/{e.type} (by {e.reason})", under)
    if cut := _cut(article, match):
        return Verdict(match, False, f"it is cut by segmentation: an edge falls inside {cut}", under)
    return Verdict(match, True, _over(match, under), under)


def _over(match: Match, under: Sequence[Entity]) -> str:
    if not under:
        return "nothing else was found there"
    if [(e.start, e.end, e.type) for e in under] == [(match.start, match.end, match.entry.type)]:
        return "the same was found without it"
    return "it wins over " + ", ".join(f"{e.text}/{e.type}" for e in under)


def _cut(article: Article, match: Match) -> str:
    """The word that an edge of ``match`` falls into; "" where none does."""
    tokens = article.tokens or Tokens([], [], [])
    for edge in (match.start, match.end):
        i = bisect_left(tokens.starts, edge) - 1
        if i >= 0 and edge < tokens.ends[i]:
            return article.text[tokens.starts[i] : tokens.ends[i]]
    return ""


def _entity(text: str, verdict: Verdict) -> Entity:
    start, end, entry = verdict.match.start, verdict.match.end, verdict.match.entry
    found = Entity(start, end, cast(EntityType, entry.type), text[start:end], reason=REASON)
    for e in verdict.under:
        if (e.start, e.end, e.type) == (start, end, entry.type):
            found.score, found.engines = e.score, e.engines
        else:
            found.alternatives.append(Alternative(e.start, e.end, e.type, f"found by {e.reason}"))
    return found
