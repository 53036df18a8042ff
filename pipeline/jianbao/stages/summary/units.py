"""Units: the clauses that a summary may be made of, each with what must stand beside it to be whole."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from jianbao.article import Span, Tokens
from jianbao.language.cues import cue_pattern
from jianbao.language.narration import narration
from jianbao.resources import word_lists
from jianbao.stages.summary.body import Body
from jianbao.stages.summary.boilerplate import title_spans
from jianbao.stages.summary.clauses import Clause
from jianbao.stages.summary.marks import balanced
from jianbao.stages.summary.opening_words import coarse_tag
from jianbao.stages.summary.paragraphs import opening_end

MOST_UNITS = 18  # clauses of a body that are looked at
_MOST_TITLES = 6  # parts of a title
TITLE = -1  # the sentence and paragraph of a unit of the title
_HEADLESS = frozenset(
    ["v", "d", "c", "u", "vn", "a"]
)  # parts of speech by which a clause goes on from another
_SHORT = 12  # characters: a longer clause of time or place can stand for itself
_NOMINAL = frozenset(["n", "nr", "ns", "nt", "nz"])  # parts of speech by which one who acts is named
_REACH = 4  # units back in which the one who acts is looked for
_BARE_TIME = re.compile(r"[\d年月日号时点分秒半许左右约前后小钟上下午凌晨早晚傍中夜:\-~至-]+")
_PASSIVE = frozenset("被遭")
_HOUR = re.compile(
    r"(?<=[日号午晨晚])\d{1,2}(?:时|点|:(?=\d\d))(?:半|\d{1,2}分?)?(?:\d{1,2}秒)?(?:许|左右)?(?![时点至到\-~—:\d])"
)
_ASIDE = r"\((?:[^()]{7,}|[^()]{0,6}(?:[,:;]|<aside>)[^()]{0,6})\)"


class Unit(Struct):
    """A clause of the title or the body that can be chosen.

    ``start`` and ``end`` are without what the clause opens with and says nothing (近日, 据悉, 此外).

    Attributes:
        needs: the numbers of units without which this one is not whole: who acts, who speaks.
        follower: the number of the unit for which this one only sets the scene; -1 for none.
        tag: the part of speech of its first word that is no adverb; ``verbs``: how many of its words are verbs.
        barred: it cannot be in a summary: marks unbalanced, words cut, attribution, a purpose, nothing said.
    """

    start: int
    end: int
    clause: int
    sentence: int
    paragraph: int
    last: bool
    tag: str = ""
    verbs: int = 0
    goes_on: bool = False
    waits: bool = False
    purpose: bool = False
    announces: bool = False
    pronoun: bool = False
    passive: bool = False
    barred: bool = False
    follower: int = -1
    needs: tuple[int, ...] = ()


def cut_units(body: Body, end: int | None = None) -> list[Unit]:
    """The units of ``body`` in order: the parts of the title, then the first clauses.

    end: where the last clause that is wanted ends.

    >>> from jianbao.article import Article
    >>> body = Body(Article.from_text("据悉,为了省水,云岭县改建水渠。水利局负责。"))
    >>> [body.text(unit) for unit in cut_units(body) if not unit.barred]
    ['云岭县改建水渠', '水利局负责']
    """
    words = FirstWords(body)
    units = [
        Unit(s.start, s.end, -1, TITLE, TITLE, True)
        for s in title_spans(body.article, body.folded)[:_MOST_TITLES]
    ]
    for i, unit in enumerate(units):
        unit.tag, unit.verbs = words.tag(unit.start, unit.end), words.verbs(unit.start, unit.end)
        text = body.folded[unit.start : unit.end]
        unit.barred = (
            _is_cut(body, words, unit)
            or bool(_announcing().search(text))
            or bool(_credit().search(body.folded[unit.start : unit.end]))
        )
        if i and _onward().match(text):
            unit.needs = (i - 1,)
    titles = len(units)
    for number, clause in enumerate(body.clauses[:MOST_UNITS]):
        if end is not None and clause.end > end:
            break
        units.append(_unit(body, words, number, clause))
    for i in range(titles, len(units)):
        _bind(units, i, titles)
    return units


class FirstWords:
    """The words of an article, looked up by where they begin."""

    def __init__(self, body: Body) -> None:
        self._tokens = body.article.tokens or Tokens([], [], [])
        self._folded = body.folded

    def tag(self, start: int, end: int) -> str:
        """The coarse part of speech of the first word in ``start:end`` that is no adverb; "" for none."""
        tokens, found = self._tokens, ""
        for at in range(bisect_left(tokens.starts, start), len(tokens.starts)):
            if tokens.starts[at] >= end:
                break
            found = coarse_tag(self._folded[tokens.starts[at] : tokens.ends[at]], tokens.tags[at])
            if found != "d" and not (found == "t" and self._folded[tokens.ends[at] - 1] in "后前"):
                break
        return found

    def verbs(self, start: int, end: int) -> int:
        """How many verbs begin in ``start:end``."""
        tokens = self._tokens
        first, last = bisect_left(tokens.starts, start), bisect_left(tokens.starts, end)
        return sum(tag[:1] == "v" for tag in tokens.tags[first:last])

    def describes(self, start: int, end: int) -> bool:
        """Whether an adjective or a set phrase stands in ``start:end``: it can say something without a verb."""
        tokens = self._tokens
        if not tokens.starts:
            return True  # who knows
        first, last = bisect_left(tokens.starts, start), bisect_left(tokens.starts, end)
        return any(tag[:1] in ("a", "i", "l") for tag in tokens.tags[first:last])

    def has_means(self, start: int, end: int) -> bool:
        """Whether the first verb or preposition of ``start:end`` says by what means or on what ground: 某某结合实际."""
        tokens = self._tokens
        for at in range(bisect_left(tokens.starts, start), len(tokens.starts)):
            if tokens.starts[at] >= end:
                break
            word = self._folded[tokens.starts[at] : tokens.ends[at]]
            if word in _means():
                return True
            if tokens.tags[at][:1] in ("v", "p"):
                break
        return False

    def inside(self, at: int) -> bool:
        """Whether ``at`` lies inside a word."""
        tokens = self._tokens
        i = bisect_right(tokens.starts, at) - 1
        return i >= 0 and tokens.starts[i] < at < tokens.ends[i]


def pieces_of(body: Body, unit: Unit) -> list[Span]:
    """The spans of ``unit`` that are printed: without asides in brackets and the hour behind a day.

    >>> from jianbao.article import Article
    >>> body = Body(Article.from_text("6月3日上午9时许水厂(以下简称水厂)通水。"))
    >>> [body.text(piece) for piece in pieces_of(body, cut_units(body)[0])]
    ['6月3日上午', '水厂', '通水']
    """
    text = body.folded[unit.start : unit.end]
    if "(" not in text and not _HOUR.search(text):
        return [Span(unit.start, unit.end)]
    asides = cue_pattern("summary_cues.tsv", _ASIDE).finditer(body.folded, unit.start, unit.end)
    words = FirstWords(body)
    hours = (
        m
        for m in _HOUR.finditer(body.folded, unit.start, unit.end)
        if not (words.inside(m.start()) or words.inside(m.end()))
    )
    spans, at = [], unit.start
    for begin, end in sorted(m.span() for m in (*asides, *hours)):
        if begin > at:
            spans.append(Span(at, begin))
        at = max(at, end)
    return [*spans, Span(at, unit.end)] if at < unit.end else spans


def is_bare_time(body: Body, unit: Unit) -> bool:
    """Whether ``unit`` is a date or time and nothing else: 6月3日上午."""
    return _BARE_TIME.fullmatch(body.folded, unit.start, unit.end) is not None


def _unit(body: Body, words: FirstWords, number: int, clause: Clause) -> Unit:
    folded = body.folded
    start = _opened(folded, opening_end(folded, clause.start, clause.end), clause.end)
    unit = Unit(start, clause.end, number, clause.sentence, clause.paragraph, clause.last)
    text = folded[start : clause.end]
    unit.tag, unit.verbs = words.tag(start, clause.end), words.verbs(start, clause.end)
    unit.announces = bool(_announcing().search(text)) or text.endswith(":")
    unit.purpose = not clause.last and bool(_purpose().match(text))
    says = unit.verbs or words.describes(start, clause.end)
    unit.waits = not clause.last and (_is_setting(text) or not says or words.has_means(start, clause.end))
    unit.passive = text[:1] in _PASSIVE
    unit.pronoun = bool(_pronoun().match(text))
    unit.goes_on = unit.tag in _HEADLESS or bool(_onward().match(text) or _carries().match(text))
    unit.barred = (
        len(text) < 2
        or (clause.last and not says and text.isalpha())
        or (clause.last and bool(_BARE_TIME.fullmatch(text)))
        or unit.purpose
        or (not clause.last and bool(_open_end().search(text)))
        or bool(_first_person().match(text) or _attribution().match(text) or _credit().search(text))
        or _is_cut(body, words, unit)
    )
    return unit


def _opened(folded: str, start: int, end: int) -> int:
    """Where a clause begins, past words that say nothing when they open a summary."""
    match = _opener().match(folded, start, end)
    return match.end() if match and end - match.end() >= 4 else start


def _is_cut(body: Body, words: FirstWords, unit: Unit) -> bool:
    """Whether marks of the unit are not in pairs, or one of its ends is inside a word or a name."""
    text = body.folded[unit.start : unit.end]
    return not balanced(text) or words.inside(unit.start) or words.inside(unit.end)


def _bind(units: Sequence[Unit], i: int, first: int) -> None:
    """Write ``needs`` and ``follower`` of unit ``i``; the body begins with unit ``first``."""
    unit = units[i]
    if unit.waits or unit.announces:
        follower = i + 1
        if unit.waits:  # of a row of settings the last one leads to the main clause
            while follower < len(units) and (units[follower].waits or units[follower].purpose):
                follower += 1
        same = follower < len(units) and units[follower].sentence == unit.sentence
        near = unit.announces and follower < len(units) and units[follower].paragraph == unit.paragraph
        unit.follower = follower if same or near else -1
        if unit.follower < 0 and unit.announces:
            unit.barred = True
    needs = []
    speaker = i - 1
    while speaker >= first and units[speaker].sentence == unit.sentence:
        if units[speaker].announces and not units[speaker].barred:
            needs.append(speaker)
            break
        speaker -= 1
    if unit.goes_on or unit.pronoun:
        actor = i - 1
        far = unit.pronoun or unit.passive  # whose subject may be named in the sentence before
        while actor >= max(first, i - _REACH) and _is_near(units[actor], unit, far):
            before = units[actor]
            sets_scene = before.waits and not (before.tag in _NOMINAL and before.verbs)
            if not (before.goes_on or sets_scene or before.purpose or before.pronoun):
                break
            actor -= 1
        found = actor >= max(first, i - _REACH) and _is_near(units[actor], unit, far)
        if found and not units[actor].barred:
            needs.append(actor)
        else:
            unit.barred = True
    unit.needs = tuple(sorted(set(needs)))


def _is_near(before: Unit, unit: Unit, far: bool) -> bool:
    return before.paragraph == unit.paragraph and (far or before.sentence == unit.sentence)


def _is_setting(text: str) -> bool:
    """Whether a clause of time, place or reason waits for its main clause."""
    if _BARE_TIME.fullmatch(text) or _setter().match(text) or _moment().search(text):
        return True
    if (condition := _condition().search(text)) and not _conclusion().search(text, condition.end()):
        return True
    return _waiting().match(text) is not None and (
        len(text) <= _SHORT or _occasion().search(text) is not None
    )


@cache
def _waiting() -> re.Pattern[str]:
    return re.compile(narration("summary.waiting"))


@cache
def _announcing() -> re.Pattern[str]:
    return re.compile(rf"{narration('summary.announcing')}[道着]?:?$")


@cache
def _onward() -> re.Pattern[str]:
    return re.compile(narration("summary.onward"))


def _purpose() -> re.Pattern[str]:
    return cue_pattern("summary_cues.tsv", r"(?:<opener>,?)*(?:<purpose>|为(?!<not_purpose>))")


def _attribution() -> re.Pattern[str]:
    return cue_pattern(
        "summary_cues.tsv",
        r"(?:<opener>,?)*(?:据|<reporter>[^,]{0,30}<learns>$|经[^,]{0,8}<inquiry>$|<vague>,?$)",
    )


def _first_person() -> re.Pattern[str]:
    return cue_pattern("summary_cues.tsv", r"<first_person>(?!<of_place>)")


def _pronoun() -> re.Pattern[str]:
    return cue_pattern("summary_cues.tsv", r"<pronoun>")


def _carries() -> re.Pattern[str]:
    return cue_pattern("summary_cues.tsv", r"<carries>")


def _opener() -> re.Pattern[str]:
    return cue_pattern("summary_cues.tsv", r"(?:<opener>[,:]?)+")


@cache
def _means() -> frozenset[str]:
    return frozenset(word_lists("summary_cues.tsv")["means"])


def _setter() -> re.Pattern[str]:
    return cue_pattern("summary_cues.tsv", r"<setter>")


def _moment() -> re.Pattern[str]:
    return cue_pattern("summary_cues.tsv", r"<moment>$")


def _condition() -> re.Pattern[str]:
    return cue_pattern("summary_cues.tsv", r"<condition>")


def _conclusion() -> re.Pattern[str]:
    return cue_pattern("summary_cues.tsv", r"<conclusion>")


def _open_end() -> re.Pattern[str]:
    return cue_pattern("summary_cues.tsv", r"<open_end>$")


def _credit() -> re.Pattern[str]:
    return cue_pattern("summary_cues.tsv", r"<credit>")


def _occasion() -> re.Pattern[str]:
    return cue_pattern("summary_cues.tsv", r"<relation>$")
