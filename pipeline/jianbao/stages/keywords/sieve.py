"""What an editor would not sign as a theme: pieces of names and words, figures, who reports, generic words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from jianbao.language.cues import cue_pattern
from jianbao.language.numerals import NUMERAL
from jianbao.resources import rows, words
from jianbao.stages.keywords.candidates import Candidate, Draft
from jianbao.stages.keywords.generic import generic_words, press_words
from jianbao.stages.keywords.known_spans import KnownSpans, Paragraphs

FEWEST = 5  # themes: an article with fewer gets generic words too
_NUMBER = re.compile(rf"[约近超逾]?{NUMERAL}[余多来几]?[万亿]?(.*)")
_LOOSE_FIRST = frozenset("DXRPLBE")  # classes of a single character that begins no theme: 共|需|征地
_LOOSE_LAST = frozenset("APLRTEQ")  # ... and that ends none
_NAMES = frozenset("LOP")
_LINE = 60  # characters of a text without title that stand for one


class Sieve:
    """Which candidates of ``draft`` may be keywords.

    Args:
        df: in how many newspaper texts a term comes.
    """

    def __init__(self, draft: Draft, found: Mapping[str, Candidate], df: Mapping[str, int]) -> None:
        self._found, self._df = found, df
        self._known, self._paragraphs = KnownSpans(draft), Paragraphs(draft.article)
        self._reporters = reporters(draft)
        self._people = Counter(e.text for e in draft.article.entities or () if e.type == "PER")
        self._top = draft.title or draft.text[draft.head_end : draft.head_end + _LINE]

    def sift(self, ranked: Sequence[tuple[str, float]], most: int | None = None) -> list[tuple[str, float]]:
        """The first ``most`` of ``ranked`` that are themes; generic words last, where there is too little else."""
        good: list[tuple[str, float]] = []
        generic: list[tuple[str, float]] = []
        for pair in ranked:
            c = self._found[pair[0]]
            if self._is_theme(c):
                (generic if self._is_generic(c) else good).append(pair)
                if len(good) == most:
                    return good
        return good if len(good) >= FEWEST else [*good, *generic][:FEWEST]

    def _is_theme(self, c: Candidate) -> bool:
        return not (
            self._reports(c.term)
            or is_figure(c)
            or self._known.is_figure(c)
            or self._known.cut(c)
            or self._is_piece(c)
            or self._is_part_of_name(c)
            or (_is_name(c) and not self._is_about(c))
        )

    def _reports(self, term: str) -> bool:
        """Whether ``term`` names who reports, or says that someone does: 本报讯, 记者."""
        return term in press_words() or any(term in name or name in term for name in self._reporters)

    def _is_piece(self, c: Candidate) -> bool:
        """Whether an edge of a phrase is one character that newspapers do not know as a part of it: 共|需|征地."""
        if len(c.parts) == 1 or c.entity or c.quoted or c.slogan or c.term in self._df:
            return False
        first, last = c.parts[0], c.parts[-1]
        return (
            (len(first) == 1 and c.pattern[0] in _LOOSE_FIRST)
            or (len(last) == 1 and c.pattern[-1] in _LOOSE_LAST)
            or (c.pattern[0] in _NAMES and len(last) == 1 and len(c.parts) == 2)  # 高新区|村
            or (c.pattern[0] in _NAMES and set(c.pattern[1:]) <= {"M", "Q"})  # 县医院|三级
            or c.pattern[-1] == "B"  # an attribute without what it describes: 宣传部|二级
        )

    def _is_part_of_name(self, c: Candidate) -> bool:
        """Whether a name is a part of a longer one that comes as often: 庆丰 beside 孟庆丰."""
        if c.entity != "PER" and c.pattern != "P":
            return False
        longer = (count for name, count in self._people.items() if c.term != name and c.term in name)
        return len(c.starts) <= max(longer, default=-1)

    def _is_about(self, c: Candidate) -> bool:
        """Whether the article is about the person or place: in the title, or named in several paragraphs."""
        return c.term in self._top or self._paragraphs.count(c.starts) > 1

    def _is_generic(self, c: Candidate) -> bool:
        if c.quoted or c.slogan or c.entity:
            return False
        if c.term in self._top:
            return c.term in generic_words()
        return c.term in generic_words() or generic_words().issuperset(c.parts)


def _is_name(c: Candidate) -> bool:
    return c.entity in ("PER", "LOC")


def is_figure(c: Candidate) -> bool:
    """Whether ``c`` is a bare number, or a number with its unit: 41万余名, 三项, 2.0."""
    if c.term in words("festivals.tsv") or c.slogan:
        return False
    m = _NUMBER.fullmatch(c.term)
    if m is None or m[1] == "周年" or (c.quoted and not m[1]):
        return False
    return not m[1] or m[1] in units() or (c.pattern[0] == "M" and set(c.pattern[1:]) <= {"Q", "M", "T"})


@cache
def units() -> frozenset[str]:
    """The units and measure words of figures."""
    return frozenset(unit for row in rows("units.tsv") for unit in row[-1].split())


def reporters(draft: Draft) -> frozenset[str]:
    """The names of those who report: of the bylines, and people named after 记者 and the like."""
    article = draft.article
    names = {re.sub(r"\s", "", b.name) for b in article.bylines}
    press = cue_pattern("summary_cues.tsv", r"<author>[\s:]*$")
    for e in article.entities or ():
        if e.type == "PER" and press.search(draft.text, max(0, e.start - 6), e.start):
            names.add(e.text)
    return frozenset(name for name in names if len(name) > 1)
