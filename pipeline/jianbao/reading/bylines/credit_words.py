"""The words of credits beside names: roles, editors' functions, sources, fillers (``data/bylines.tsv``)."""

from __future__ import annotations

import re
from functools import cache

from jianbao.language.expressions import any_of, expressions
from jianbao.language.patterns import HAN_ANY
from jianbao.language.surnames import surnames

DATA = "bylines.tsv"
_STARTS = r"(?:(?<=[\s/、(□■⊙●◎▲△◆★☆])|\A)"


@cache
def credit_word() -> re.Pattern[str]:
    """A word of credits; the group that matches says what it is.

    Groups: ``editor``, a function of an imprint; ``own`` and ``role``, a role of two characters or more with what
    stands before it (本报|首席记者); ``short``, a role of one character, set apart by blanks or marks; ``source``,
    where the text comes from; ``filler``, a word that names nobody.
    """
    modifiers = f"{_longest_first('modifier')}*"
    long_roles = "|".join(word for word in _sorted("role") if len(word) > 1)
    short_roles = "".join(word for word in _sorted("role") if len(word) == 1)
    known_surnames = "".join(name for rank in ("1", "2", "3") for name in surnames(rank))
    return re.compile(
        rf"(?P<editor>{modifiers}{_longest_first('editor')})(?=[\s:/\\]|[{known_surnames}]|\Z)"
        rf"|(?P<own>{_longest_first('own')})?(?P<role>{modifiers}(?:{long_roles}))(?![站团证]|来源)"
        rf"|(?P<short>{_STARTS}[{short_roles}](?=[\s:/]|\Z)|{any_of(DATA, 'short')})"
        rf"|(?P<source>{any_of(DATA, 'source')}?来源|{any_of(DATA, 'elsewhere')})\s*[:/\\]"
        rf"|(?P<filler>{any_of(DATA, 'filler')})"
    )


def _sorted(kind: str) -> list[str]:
    return sorted(expressions(DATA, kind), key=len, reverse=True)


def _longest_first(kind: str) -> str:
    return f"(?:{'|'.join(map(re.escape, _sorted(kind)))})"


@cache
def word_set(kind: str) -> frozenset[str]:
    """The words of one kind (see ``data/bylines.tsv``).

    >>> sorted(word_set("picture"))
    ['供图', '摄', '摄影']
    """
    return frozenset(expressions(DATA, kind))


@cache
def staff_word() -> re.Pattern[str]:
    """A role that the name of an outlet may stand right before: 云岭日报记者."""
    return re.compile(any_of(DATA, "staff"))


@cache
def unit_name() -> re.Pattern[str]:
    """The name of a unit that signs: 县教育局办公室."""
    return re.compile(rf"{HAN_ANY}{{0,20}}{any_of(DATA, 'unit')}\Z")


@cache
def running_word() -> re.Pattern[str]:
    """A word of running text that the name of an outlet does not hold."""
    return re.compile(any_of(DATA, "running"))
