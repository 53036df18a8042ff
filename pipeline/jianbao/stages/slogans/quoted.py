"""What the quoted strings of an article are: term, slogan, speech, title or nickname."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jianbao.article import Article, QuotedTerm, SloganFamily
from jianbao.categories import QuotedKind
from jianbao.language.cues import cue_pattern
from jianbao.language.patterns import QUOTATION_PAIRS, SENTENCE_ENDS
from jianbao.language.quotation import TITLE_PAIRS, mark_pairs
from jianbao.stages.slogans.words import Words

# ‘’ stand inside other marks, for words rather than terms
_PAIRS = {mark: close for mark, close in QUOTATION_PAIRS.items() if mark != "‘"} | TITLE_PAIRS
_STOP = re.compile(f"[{SENTENCE_ENDS};…]")
_SPEECH = r"(?:<speech>|告诉[^,。]{0,6})[,:]?$"
_NICKNAME = r"(?:<nickname>|被?[^,。“”]{0,6}<named>)(?:为|叫|是)?$"
_CAMPAIGN = r"<campaign>"
_BEFORE, _AFTER = 20, 4  # characters around the marks that are looked at
_SHORT = 5  # characters: speech is longer, unless it has a stop; slogans of a campaign are as long
_LONG_NICKNAME = 8
_LONG_TERM = 24


def quoted_terms(article: Article, words: Words, families: Sequence[SloganFamily]) -> list[QuotedTerm]:
    """All strings in “” 「」 『』 《》 of ``article``, outermost first, none across a line, with their kinds."""
    text = words.text
    slogans = {member.term for family in families for member in family.members}
    return [
        QuotedTerm(article.text[start:end], start, end, kind_of(text, start, end, words, slogans))
        for start, end in quoted_spans(text)
    ]


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """The spans inside marks, in order of their start; straight quotation marks pair in turn on a line.

    >>> quoted_spans('学习《纲要》,当好"班长"')
    [(3, 5), (10, 12)]
    """
    return [(a + 1, b) for a, b in mark_pairs(text, _PAIRS) if b > a + 1]


def kind_of(text: str, start: int, end: int, words: Words, slogans: set[str]) -> QuotedKind:
    """The kind of the quoted string ``text[start:end]``, by its marks, what is around it, and what it holds.

    Args:
        text: folded; a mark stands right before ``start`` and at ``end``.
        words: of the article.
        slogans: members of the article's slogan families.
    """
    inner, before = text[start:end], text[max(0, start - 1 - _BEFORE) : start - 1]
    if text[start - 1] in TITLE_PAIRS:
        return "title"
    if len(inner) <= _LONG_NICKNAME and _cue(_NICKNAME).search(before):
        return "nickname"
    if _is_speech(inner, before):
        return "speech" if len(inner) > _SHORT or _STOP.search(inner) else "term"
    if inner in slogans or _is_motto(inner, words, start, end):
        return "slogan"
    called = len(inner) >= _SHORT and _cue(_CAMPAIGN).match(text, end + 1, end + 1 + _AFTER)
    return "slogan" if called and _has_verb(words, start, end) else "term"


def _cue(frame: str) -> re.Pattern[str]:
    return cue_pattern("slogan_cues.tsv", frame)


def _is_speech(inner: str, before: str) -> bool:
    """Whether a quoted string looks like speech: a stop inside, a colon or verb of speech before, or long."""
    if _STOP.search(inner) or len(inner) > _LONG_TERM or before.endswith(":"):
        return True
    return len(inner) > _SHORT and _cue(_SPEECH).search(before) is not None


def _is_motto(inner: str, words: Words, start: int, end: int) -> bool:
    """不忘初心、牢记使命; 真抓实干 马上就办; 上马即奔跑、上任就实干: clauses of one length with a verb."""
    parts = [p for p in re.split(r"[、,\s]", inner) if p]
    return (
        len(parts) >= 2
        and len({len(p) for p in parts}) == 1
        and len(parts[0]) >= 3
        and _has_verb(words, start, end)
    )


def _has_verb(words: Words, start: int, end: int) -> bool:
    return any(c in "VI" for c in words.classes[words.first_at(start) : words.first_at(end)])
