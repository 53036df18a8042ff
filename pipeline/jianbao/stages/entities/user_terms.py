"""The user's dictionary over what was found: which of its entries win, and why the others do not.

The same rules for every engine. An entry with a type wins, longest from the left, unless

- it is a piece of a number or of a Latin word (3号线 in 13号线), told by the characters beside it,
- it stands inside 《》, unless the entry itself has the marks,
- a longer entity that was found covers it or crosses it: it would be cut, or
- an edge of it falls inside a word (大里 in 大里程碑).

Where an entry wins, shorter entities under it and other types of the same span stay as alternatives.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import cast

from msgspec import Struct

from jianbao.article import Alternative, Article, Entity, Tokens
from jianbao.categories import EntityType
from jianbao.dictionary import Dictionary, Match, typed
from jianbao.language.quotation import TITLE_PAIRS, mark_pairs
from jianbao.language.width import fold

REASON = "dictionary"

_LETTER, _DIGIT = "A-Za-zÀ-ɏ", "0-9"
_SAME = f"[{_LETTER}]{{2}}|[{_DIGIT}]{{2}}|[{_DIGIT}][百千万亿]"
# The two characters at an edge that are one number or Latin word. 2021|AI大会 is none, A|3号楼 and 5|G are.
_OPENS_INSIDE = re.compile(f"{_SAME}|[{_LETTER}][{_DIGIT}]")
_CLOSES_INSIDE = re.compile(f"{_SAME}|[{_DIGIT}][{_LETTER}]")
_HAN_NUMBER = re.compile("第?[〇零一二三四五六七八九十百千万亿]+")
_DECIMAL = re.compile(r"(?<=[^\n])\d(?:\.\d|,\d{3}(?!\d))")  # 1.3, 1,300; not 1. at the head of a line


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
    text = fold(article.text)
    matches, titles = dictionary.find(text), mark_pairs(text, TITLE_PAIRS)
    flaws = [_piece(article, text, match) or _titled(text, match, titles) for match in matches]
    taken = list(typed([match for match, flaw in zip(matches, flaws, strict=True) if not flaw]))
    return [_verdict(article, *each, taken) for each in zip(matches, flaws, strict=True)]


def _verdict(article: Article, match: Match, flaw: str, taken: Sequence[Match]) -> Verdict:
    under = [e for e in article.entities or () if e.start < match.end and match.start < e.end]
    if not match.entry.type:
        return Verdict(
            match, False, "its entry has no type: it is a word to the segmenter, not an entity", under
        )
    if flaw:
        return Verdict(match, False, flaw, under)
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


def _piece(article: Article, text: str, match: Match) -> str:
    """Why a match is a piece of a number or of a Latin word; "" where it is none."""
    for edge, pattern in ((match.start, _OPENS_INSIDE), (match.end, _CLOSES_INSIDE)):
        if not 0 < edge < len(text):
            continue
        two = text[edge - 1 : edge + 1]
        numeral = _HAN_NUMBER.fullmatch(two) and not _ends_word(article, text, edge)
        if numeral or pattern.fullmatch(two) or _DECIMAL.match(text, max(0, edge - 2)):
            return (
                f"it is a piece of a longer number or Latin word: an edge falls between {two[0]} and {two[1]}"
            )
    return ""


def _ends_word(article: Article, text: str, edge: int) -> bool:
    """Whether the numerals before ``edge`` only end a word: 星期一, 统一."""
    tokens = article.tokens or Tokens([], [], [])
    i = bisect_left(tokens.starts, edge) - 1
    return i >= 0 and tokens.ends[i] >= edge and not _HAN_NUMBER.fullmatch(text, tokens.starts[i], edge)


def _titled(text: str, match: Match, titles: Sequence[tuple[int, int]]) -> str:
    """Why a match does not count in the title of a work; "" outside of titles, and for an entry with such marks."""
    if any(mark in text[match.start : match.end] for mark in "《〈"):
        return ""
    inside = next((text[a : b + 1] for a, b in titles if a < match.start and match.end <= b), "")
    return f"it stands inside the title {inside}" if inside else ""


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
