"""What a keyword is: topic, event, policy, slogan, organisation, place or person; and which are shown as themes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from jianbao.article import Keyword
from jianbao.categories import KeywordKind
from jianbao.resources import word_lists
from jianbao.stages.keywords.candidates import Candidate

_ENTITIES: dict[str, KeywordKind] = {"PER": "person", "LOC": "place", "ORG": "organisation"}
_LETTERS: dict[str, KeywordKind] = {"P": "person", "L": "place", "O": "organisation"}
_NAMES = frozenset({"person", "place", "organisation"})
MOST = 10  # themes that are shown


def kind_of(c: Candidate) -> KeywordKind:
    """The kind of the candidate ``c``, by what the article knows of it and by its ending."""
    if c.slogan:
        return "slogan"
    if kind := _ENTITIES.get(c.entity) or _LETTERS.get(c.pattern):
        return kind
    endings, term = _endings(), c.term
    for size in range(min(len(term), _longest()), 0, -1):
        if kind := endings.get(term[-size:]):
            return "topic" if kind == "policy" and size == len(term) else kind
    return "topic"


@cache
def _endings() -> dict[str, KeywordKind]:
    kinds: tuple[KeywordKind, ...] = ("event", "policy")
    listed = word_lists("theme_kinds.tsv")
    return {ending: kind for kind in kinds for ending in listed[kind]}


@cache
def _longest() -> int:
    return max(map(len, _endings()))


def themes_of(keywords: Sequence[Keyword] | None) -> list[str]:
    """The terms of ``shown_themes``."""
    return [k.term for k in shown_themes(keywords)]


def shown_themes(keywords: Sequence[Keyword] | None) -> list[Keyword]:
    """Those of ``keywords`` that are shown as themes, best first: names stand behind better terms of other kinds.

    A name stays in its place where it is at least as likely a theme as the term after it that is none.

    >>> from jianbao.article import Keyword
    >>> name, drill = Keyword("周启明", 0.1, "ranker", kind="person"), Keyword("防汛演练", 0.6, "ranker", kind="event")
    >>> [k.term for k in shown_themes([name, drill])]
    ['防汛演练', '周启明']
    """
    left = list(keywords or ())
    out: list[Keyword] = []
    while left and len(out) < MOST:
        first = left[0]
        if first.kind in _NAMES:
            other = next((k for k in left if k.kind not in _NAMES), first)
            first = other if other.score > first.score else first
        left.remove(first)
        out.append(first)
    return out
