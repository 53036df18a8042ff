"""CoNLL columns: a token and its tag a line, a blank line after each sentence."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import IO, Literal

from pipeline.article import Article, Entity, Span

Scheme = Literal["BIO", "BMES"]


def conll_rows(
    article: Article, scheme: Scheme = "BIO", *, characters: bool = False
) -> Iterator[list[tuple[str, str]]]:
    """One list of (token, tag) a sentence.

    The article's tokens, cut where an entity begins or ends inside one, or its characters; no blanks.
    scheme: BIO (B- I- O) or BMES (B- M- E- S- O).
    """
    entities = sorted(article.entities or (), key=lambda e: e.start)
    cuts = {at for e in entities for at in (e.start, e.end)}
    spans = _characters(article) if characters or article.tokens is None else _tokens(article, cuts)
    at = token = 0
    for sentence in article.sentences or [Span(0, len(article.text))]:
        rows: list[tuple[str, str]] = []
        while token < len(spans) and spans[token][0] < sentence.end:
            start, end = spans[token]
            token += 1
            while at < len(entities) and entities[at].end <= start:
                at += 1
            entity = entities[at] if at < len(entities) and entities[at].start <= start else None
            rows.append((article.text[start:end], _tag(entity, start, end, scheme)))
        if rows:
            yield rows


def write_conll(
    articles: Iterable[Article], file: IO[str], scheme: Scheme = "BIO", *, characters: bool = False
) -> None:
    """Write ``articles`` with a comment line before each."""
    for article in articles:
        file.write(f"# article = {article.id}\n")
        for rows in conll_rows(article, scheme, characters=characters):
            file.writelines(f"{token}\t{tag}\n" for token, tag in rows)
            file.write("\n")


def _tag(entity: Entity | None, start: int, end: int, scheme: Scheme) -> str:
    if entity is None:
        return "O"
    first, last = start == entity.start, end == entity.end
    if scheme == "BIO":
        return f"{'B' if first else 'I'}-{entity.type}"
    return f"{'S' if first and last else 'B' if first else 'E' if last else 'M'}-{entity.type}"


def _characters(article: Article) -> list[tuple[int, int]]:
    return [(i, i + 1) for i, c in enumerate(article.text) if not c.isspace()]


def _tokens(article: Article, cuts: set[int]) -> list[tuple[int, int]]:
    assert article.tokens is not None
    spans = []
    for start, end in zip(article.tokens.starts, article.tokens.ends, strict=True):
        inner = [start, *(at for at in range(start + 1, end) if at in cuts), end]
        spans += list(itertools.pairwise(inner))
    return spans
