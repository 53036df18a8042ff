"""The query language: terms, "phrases", AND (or a space), OR, NOT (or -), parentheses; translated to SQLite FTS5.

Text is indexed as overlapping pairs of characters, so that a term of two or more characters is found exactly, as a
phrase of pairs: 党史学习 is 党史 史学 学习 in sequence. A single character is a prefix of pairs.
"""

from __future__ import annotations

import re

from msgspec import Struct

from jianbao.errors import ConfigError
from jianbao.search.normal import normalise

_TOKEN = re.compile(r'[()（）]|["“”「」][^"“”「」]*["“”「」]|[^\s()（）"“”「」]+')
_OPERATORS = {"AND": "AND", "OR": "OR", "NOT": "NOT", "&": "AND", "|": "OR"}


class Query(Struct, frozen=True):
    """A parsed query: the FTS5 expression, and the terms to show in context."""

    expression: str
    terms: tuple[str, ...]


def pairs(text: str) -> str:
    """The overlapping pairs of the characters of each line of ``text`` without its spaces; the last stands alone.

    >>> pairs("痛点 x")
    '痛点 点x x'
    """
    lines = ("".join(line.split()) for line in text.splitlines())
    return " ".join(line[i : i + 2] for line in lines for i in range(len(line)))


def parse(query: str) -> Query:
    """Parse a query; raises ConfigError that says what is wrong with it.

    >>> parse("痛点 OR 堵点").expression
    '( "痛点" ) OR ( "堵点" )'
    """
    if "\0" in query:
        raise ConfigError("the query holds a NUL character; take it out")
    parser = _Parser(query)
    for token in _TOKEN.findall(query):
        if token in "()（）":
            parser.add_parenthesis(opening=token in "(（")
        elif token in _OPERATORS:
            parser.add_operator(token)
        else:
            parser.add_term(token)
    return parser.result()


def phrase(words: str) -> str:
    """The query for exactly these words, in sequence, whatever operators they look like.

    >>> phrase("北京 OR 上海")
    '"北京OR上海"'
    """
    return '"' + "".join(c for c in "".join(words.split()) if c not in '"“”「」') + '"'


class _Parser:
    """Translates a query token by token; every method raises ConfigError where its token cannot stand."""

    def __init__(self, query: str) -> None:
        self.query = query
        self.parts: list[str] = []
        self.terms: list[str] = []  # to show in context
        self.depth = 0
        self.needs_term = True  # at the beginning, after an operator or "("
        self.negated = False  # the next term follows NOT

    def _error(self, message: str) -> ConfigError:
        return ConfigError(f"query {self.query!r}: {message}")

    def add_parenthesis(self, *, opening: bool) -> None:
        """Add an opening or closing parenthesis."""
        self.depth += 1 if opening else -1
        if self.depth < 0:
            raise self._error("a parenthesis is closed that was not opened")
        if not opening and self.needs_term:
            raise self._error("a parenthesis is closed where a term is needed")
        if opening and not self.needs_term:
            self.parts.append("AND")
        self.parts.append("(" if opening else ")")
        self.needs_term = opening

    def add_operator(self, token: str) -> None:
        """Add AND, OR or NOT."""
        if self.needs_term:
            raise self._error(f"{token} needs a term before it")
        self.parts.append(_OPERATORS[token])
        self.needs_term, self.negated = True, token == "NOT"

    def add_term(self, token: str) -> None:
        """Add a term or phrase, excluded if it begins with -."""
        minus = token.startswith("-") and len(token) > 1
        term = normalise("".join(token.lstrip("-" if minus else "").strip('"“”「」').split()))
        if not term:
            return
        if minus and self.needs_term:
            raise self._error(f"-{term} needs a term before it from whose articles it is excluded")
        if not self.needs_term or minus:
            self.parts.append("NOT" if minus else "AND")
        if not (minus or self.negated):
            self.terms.append(term)
        self.parts.append(f"( {_phrase(term)} )")
        self.needs_term = self.negated = False

    def result(self) -> Query:
        """The complete query."""
        if self.depth or not self.parts or self.needs_term:
            raise self._error("it is empty, ends with an operator, or a parenthesis is not closed")
        return Query(" ".join(self.parts), tuple(dict.fromkeys(self.terms)))


def _phrase(term: str) -> str:
    quoted = term.replace('"', "")
    if len(quoted) == 1:
        return f'"{quoted}" *'
    return '"' + " ".join(quoted[i : i + 2] for i in range(len(quoted) - 1)) + '"'
