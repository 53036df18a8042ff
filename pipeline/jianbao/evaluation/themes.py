"""Scores of themes: how many of an editor's are found, how many that are shown are good, how many junk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from jianbao.stages.keywords.candidates import Candidate
from jianbao.stages.keywords.generic import generic_words, press_words
from jianbao.stages.keywords.sieve import is_figure

RECALL_AT, PRECISION_AT = 10, 8  # themes that are looked at, best first
_MARKS = re.compile(r"[\s“”‘’\"'《》]")


class ThemeHits(NamedTuple):
    """``found``: of each gold theme whether it was found, exactly and softly; ``good``, ``junk``: of each shown."""

    found: list[tuple[bool, bool]]
    good: list[bool]
    junk: list[bool]


def theme_hits(gold: Mapping[str, Any], themes: Sequence[str]) -> ThemeHits:
    """The predicted ``themes``, best first, against the annotated document ``gold`` (text, themes, entities).

    Blanks and quotation marks do not count. Softly: equal, or one of two characters or more within the other. Recall
    looks at the first ten, the rest at the first eight.
    """
    right = [_plain(t) for t in gold.get("themes") or ()]
    found = [t for theme in themes if (t := _plain(theme))]
    top, shown = found[:RECALL_AT], found[:PRECISION_AT]
    named = Names(gold["text"], gold.get("entities") or ())
    return ThemeHits(
        [(r in top, any(alike(r, t) for t in top)) for r in right],
        [any(alike(r, t) for r in right) for t in shown],
        [is_junk(t, named) for t in shown],
    )


def alike(a: str, b: str) -> bool:
    """Whether two themes are equal, or one of two characters or more lies in the other.

    >>> alike("换届选举", "换届"), alike("选举", "举")
    (True, False)
    """
    return a == b or (min(len(a), len(b)) >= 2 and (a in b or b in a))


class Names:
    """The annotated names of a text, and which terms cut them."""

    def __init__(self, text: str, entities: Iterable[Mapping[str, Any]]) -> None:
        spans = [(e["start"], e["end"]) for e in entities]
        self._text, self._whole = text, set(spans)
        self._inside = {at for start, end in spans for at in range(start + 1, end)}

    def cut(self, term: str) -> bool:
        """Whether ``term`` begins or ends inside a name wherever it stands; False where it stands nowhere.

        >>> names = Names("孟庆丰到云岭县", [{"start": 0, "end": 3}, {"start": 4, "end": 7}])
        >>> names.cut("庆丰"), names.cut("云岭县")
        (True, False)
        """
        places = list(self._places(term))
        return bool(places) and all(
            span not in self._whole and (span[0] in self._inside or span[1] in self._inside)
            for span in places
        )

    def _places(self, term: str) -> Iterator[tuple[int, int]]:
        at = self._text.find(term)
        while at >= 0:
            yield at, at + len(term)
            at = self._text.find(term, at + 1)


def is_junk(term: str, names: Names) -> bool:
    """Whether no editor would sign ``term``: a figure, a word of every page, who reports, or a piece of a name."""
    bare = is_figure(Candidate(term, "N", (term,)))
    return bare or term in generic_words() or term in press_words() or names.cut(term)


def _plain(term: str) -> str:
    return _MARKS.sub("", term)
