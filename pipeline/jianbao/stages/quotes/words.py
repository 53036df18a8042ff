"""The small word lists around speech (``data/speech_words.tsv``), as alternatives of regular expressions."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from jianbao.language.patterns import HAN, alternatives
from jianbao.resources import word_lists

WordList = Literal[  # explained in speech_words.tsv
    "across", "after_verb", "listener", "reporter", "matter_kind", "matter", "shortcoming", "turn", "saying",
    "statesman", "not_by", "hearsay", "object_before", "press", "about", "addressee", "object_particle",
    "first_person", "predicate", "party", "issue", "warning", "outlet", "same_person", "not_in_noun", "joined",
    "hears", "faces", "sent", "utterance", "nobody", "told", "hearer", "beheld", "beside", "addressed", "added",
    "each", "modifier", "office", "court", "claim", "says", "document", "motto", "verdict", "of_document", "this",
    "any_body", "deed", "by_trade", "quoting", "other_side", "reached", "paper", "calls", "pretends", "claims_on",
    "wish", "meeting", "kin", "singular", "counted", "contrast", "ended", "there_is", "ours", "pretence_on",
]  # fmt: skip
_EXPRESSIONS = frozenset({
    "listener", "about", "first_person", "predicate", "party", "hears", "faces", "nobody", "beheld", "office", "court",
    "motto", "verdict", "paper", "counted", "each", "ended", "ours", "there_is",
})  # fmt: skip


def words(name: WordList) -> tuple[str, ...]:
    """The words of a list, in the order of the file.

    >>> words("addressee")
    ('向', '对', '跟')
    """
    return word_lists("speech_words.tsv")[name]


def either(name: WordList) -> str:
    """The words of a list as one group of a regular expression: the longest that fits is taken.

    >>> re.match(either("reporter"), "笔者看到").group()
    '笔者'
    """
    if name in _EXPRESSIONS:
        return f"(?:{'|'.join(words(name)).replace('<HAN>', HAN)})"
    return f"(?:{alternatives(words(name))})"


@cache
def pattern(name: WordList) -> re.Pattern[str]:
    """A list as a pattern of its own."""
    return re.compile(either(name))
