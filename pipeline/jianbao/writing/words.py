"""The words of an article by sentence, split where an entity begins or ends inside one, for token formats."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jianbao.article import Article, Span


class Word(NamedTuple):
    """A word: half-open offsets into the article's text, and its part of speech ("" where it has none)."""

    start: int
    end: int
    tag: str


def words(article: Article, *, characters: bool = False, cuts: Iterable[int] = ()) -> list[Word]:
    """The article's tokens, or its characters if asked for or if it has no tokens; without white space.

    cuts: offsets at which tokens are split, in addition to the boundaries of entities.
    """
    if characters or article.tokens is None:
        return [Word(i, i + 1, "") for i, c in enumerate(article.text) if not c.isspace()]
    tokens = article.tokens
    edges = {at for e in article.entities or () for at in (e.start, e.end)} | set(cuts)
    found = []
    for start, end, tag in zip(tokens.starts, tokens.ends, tokens.tags, strict=True):
        inner = [start, *(at for at in range(start + 1, end) if at in edges), end]
        found += [Word(a, b, tag) for a, b in itertools.pairwise(inner)]
    return found


def by_sentence(article: Article, *, characters: bool = False) -> Iterator[list[Word]]:
    """``words`` by sentence, without empty sentences; in one list if the article has no sentences."""
    whole = words(article, characters=characters)
    at = 0
    for sentence in article.sentences or [Span(0, len(article.text))]:
        first = at
        while at < len(whole) and whole[at].start < sentence.end:
            at += 1
        if at > first:
            yield whole[first:at]
