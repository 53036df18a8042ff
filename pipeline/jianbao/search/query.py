"""The query language: terms, "phrases", AND (or a blank), OR, NOT (or -), brackets; to SQLite FTS5.

Text is indexed as overlapping pairs of characters, so a term of any length from two on is found exactly, as a
phrase of pairs: 党史学习 is 党史 史学 学习 in a row. A single character is the beginning of a pair.
"""

from __future__ import annotations

import re

from msgspec import Struct

from jianbao.errors import ConfigError
from jianbao.search.normal import normal

_TOKEN = re.compile(r'[()（）]|["“”「」][^"“”「」]*["“”「」]|[^\s()（）"“”「」]+')
_OPERATORS = {"AND": "AND", "OR": "OR", "NOT": "NOT", "&": "AND", "|": "OR"}


class Query(Struct, frozen=True):
    """A parsed query: the FTS5 expression, and the terms to be shown in context."""

    expression: str
    terms: tuple[str, ...]


def pairs(text: str) -> str:
    """The overlapping pairs of the visible characters of each line of ``text``; a line's last stands alone.

    >>> pairs("痛点 x")
    '痛点 点x x'
    """
    lines = ("".join(line.split()) for line in text.splitlines())
    return " ".join(line[i : i + 2] for line in lines for i in range(len(line)))


def parse(query: str) -> Query:
    """Read a query; raises ConfigError that says what is wrong with it.

    >>> parse("痛点 OR 堵点").expression
    '( "痛点" ) OR ( "堵点" )'
    """
    parts: list[str] = []
    terms: list[str] = []
    depth, joined, negated = 0, True, False
    for token in _TOKEN.findall(query):
        if token in "()（）":
            opening = token in "(（"
            depth += 1 if opening else -1
            if depth < 0:
                raise ConfigError(f"query {query!r}: a bracket closes that was not opened")
            if not opening and joined:
                raise ConfigError(f"query {query!r}: a bracket closes where a term is wanted")
            if opening and not joined:
                parts.append("AND")
            parts.append("(" if opening else ")")
            joined = opening
        elif token in _OPERATORS:
            if joined:
                raise ConfigError(f"query {query!r}: {token} needs a term before it")
            parts.append(_OPERATORS[token])
            joined, negated = True, token == "NOT"
        else:
            minus = token.startswith("-") and len(token) > 1
            term = normal("".join(token.lstrip("-" if minus else "").strip('"“”「」').split()))
            if not term:
                continue
            if minus and not parts:
                raise ConfigError(f"query {query!r}: something must be searched before -{term} is left out")
            if not joined or minus:
                parts.append("NOT" if minus else "AND")
            if not (minus or negated):
                terms.append(term)
            parts.append(f"( {_phrase(term)} )")
            joined = negated = False
    if depth or not parts or joined:
        raise ConfigError(f"query {query!r}: it is empty, ends with an operator, or a bracket is not closed")
    return Query(" ".join(parts), tuple(dict.fromkeys(terms)))


def _phrase(term: str) -> str:
    quoted = term.replace('"', "")
    if len(quoted) == 1:
        return f'"{quoted}" *'
    return '"' + " ".join(quoted[i : i + 2] for i in range(len(quoted) - 1)) + '"'
