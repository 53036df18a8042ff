"""CoNLL columns: one token with its tag per line, an empty line after each sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Literal

from jianbao.article import Article, Entity
from jianbao.writing.words import by_sentence

Scheme = Literal[
    "BIO",  # B- at the first token of an entity, I- at the others, O outside
    "BMES",  # B- at the first, M- inside, E- at the last, S- at an entity of one token, O outside
]
SCHEMES: tuple[Scheme, ...] = ("BIO", "BMES")


def conll_rows(
    article: Article, scheme: Scheme = "BIO", *, characters: bool = False
) -> Iterator[list[tuple[str, str]]]:
    """One list of (token, tag) per sentence.

    Tokens are those of the article, split where an entity begins or ends inside one, or with ``characters`` its
    characters; without white space.
    """
    entities = sorted(article.entities or (), key=lambda e: e.start)
    at = 0
    for sentence in by_sentence(article, characters=characters):
        rows: list[tuple[str, str]] = []
        for start, end, _ in sentence:
            while at < len(entities) and entities[at].end <= start:
                at += 1
            entity = entities[at] if at < len(entities) and entities[at].start <= start else None
            rows.append((article.text[start:end], _tag(entity, start, end, scheme)))
        yield rows


def write_conll(
    articles: Iterable[Article], file: IO[str], scheme: Scheme = "BIO", *, characters: bool = False
) -> None:
    """Write ``articles``, each after a comment line with its id."""
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
