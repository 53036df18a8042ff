"""What annotation tools are given of an article: its text, and labelled spans of it.

Labels are the types of entities (PER, LOC, ORG, TIME), and POST, QUOTE and THEME. The ``note`` of a mark says what no
span can: who holds the post, who speaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct, field

from jianbao.article import Article
from jianbao.errors import ReadError
from jianbao.labels import TYPES

LABELS = (*TYPES, "POST", "QUOTE", "THEME")
COLOURS = {
    "PER": "#e07a6f", "LOC": "#6fb98f", "ORG": "#6f9bd8", "TIME": "#b48bd0", "POST": "#e0b46f", "QUOTE": "#9aa5b1",
    "THEME": "#d9d26f",
}  # fmt: skip


class Mark(Struct, frozen=True, order=True):
    """A labelled span: half-open, in code points, into the text of the article."""

    start: int
    end: int
    label: str
    note: str = ""


class Marked(Struct):
    """An article with its marks, in the order of the text."""

    id: str
    text: str
    marks: list[Mark] = field(default_factory=list)


def to_marked(article: Article) -> Marked:
    """What was found in ``article``, as marks; of a theme its first occurrence."""
    return Marked(article.id, article.text, sorted(set(_trimmed(article.text, _marks(article)))))


def _marks(article: Article) -> Iterator[Mark]:
    for e in article.entities or ():
        yield Mark(e.start, e.end, e.type)
    for person in article.persons or ():
        for post in person.posts:
            yield Mark(post.start, post.end, "POST", person.name)
    for q in article.quotes or ():
        yield Mark(q.start, q.end, "QUOTE", q.speaker)
    for keyword in article.keywords or ():
        for span in keyword.spans[:1]:
            yield Mark(span.start, span.end, "THEME")


def _trimmed(text: str, marks: Iterable[Mark]) -> Iterator[Mark]:
    """``marks`` without the blanks at their ends; those of blanks alone are left out."""
    for mark in marks:
        inside = text[mark.start : mark.end]
        start = mark.start + len(inside) - len(inside.lstrip())
        if inside.strip():
            yield Mark(start, start + len(inside.strip()), mark.label, " ".join(mark.note.split()))


def checked(where: str, text: str, start: Any, end: Any, label: Any, note: Any = "") -> Mark:
    """A mark as a file gives it; raises ReadError that names the place where it is none of ours."""
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
        raise ReadError(
            f"{where}: the span {start!r} to {end!r} does not lie in the text of {len(text):,} characters"
        )
    if label not in LABELS:
        raise ReadError(f"{where}: label {label!r} is not known; rename it to one of {', '.join(LABELS)}")
    return Mark(start, end, str(label), str(note or ""))


def utf16_offsets(text: str) -> list[int]:
    """Of each offset into ``text``, 0 to its length, the offset in UTF-16 units: how JavaScript and Java count.

    >>> utf16_offsets("𠮷野")
    [0, 2, 3]
    """
    offsets = [0]
    for character in text:
        offsets.append(offsets[-1] + (2 if character > "\uffff" else 1))
    return offsets


def from_utf16(where: str, text: str, offset: Any) -> int:
    """The offset in code points of one in UTF-16 units; raises ReadError where it is none of ``text``."""
    offsets = utf16_offsets(text)
    try:
        return offsets.index(offset)
    except ValueError as error:
        raise ReadError(
            f"{where}: the offset {offset!r} does not lie between two characters of the text"
        ) from error
