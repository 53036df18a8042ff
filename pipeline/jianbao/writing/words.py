"""An article's words by sentence, cut where an entity begins or ends inside one: what token formats need."""

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
    """The article's tokens, or its characters where asked for or where it has no tokens; no blanks.

    cuts: offsets at which tokens are cut besides the edges of entities.
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
    """``words`` sentence by sentence, sentences without words left out; all as one where there are none."""
    whole = words(article, characters=characters)
    at = 0
    for sentence in article.sentences or [Span(0, len(article.text))]:
        first = at
        while at < len(whole) and whole[at].start < sentence.end:
            at += 1
        if at > first:
            yield whole[first:at]
