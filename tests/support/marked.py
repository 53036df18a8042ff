"""Marked text for tests: <周启明> is a person, [县政府] an organisation, {云岭县} a place, |5月7日| a time."""

from __future__ import annotations

from typing import Any

from jianbao.article import Article, Entity, EntityType

_KINDS: dict[str, tuple[str, EntityType]] = {
    "<": (">", "PER"), "[": ("]", "ORG"), "{": ("}", "LOC"), "|": ("|", "TIME"),
}  # fmt: skip


def parse_marked(marked: str) -> tuple[str, list[Entity]]:
    """The text without its marks, and the entities that they name; marks are not nested."""
    text, entities, start, closing, kind = "", [], 0, "", "PER"
    for char in marked:
        if closing and char == closing:
            entities.append(Entity(start, len(text), kind, text[start:]))
            closing = ""
        elif not closing and char in _KINDS:
            start, (closing, kind) = len(text), _KINDS[char]
        else:
            text += char
    assert not closing, f"a mark is not closed: {marked!r}"
    return text, entities


def marked(body: str, title: str = "", **fields: Any) -> Article:
    """The article of a marked text, with ``entities``; ``fields`` are its other attributes."""
    plain, entities = parse_marked(f"{title}\n{body}" if title else body)
    head, _, rest = plain.partition("\n") if title else ("", "", plain)
    article = Article.from_text(rest, title=head, date=fields.pop("date", None))
    article.entities = entities
    for name, value in fields.items():
        setattr(article, name, value)
    return article
