"""Keyword in context: every place of a word, aligned, sorted by what stands around it, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct, field

from jianbao.errors import ConfigError
from jianbao.language.occurrences import occurrences_of
from jianbao.search.normal import normalise, normalise_word
from jianbao.writing.folder import ArticleText

Sort = Literal["order", "left", "right", "date"]
SORTS: tuple[Sort, ...] = ("order", "left", "right", "date")


class Occurrence(Struct):
    """A place of the word: ``start`` in the text of the article ``id``; what stands before and after it."""

    id: str
    date: str | None
    title: str
    start: int
    before: str
    term: str
    after: str


class Concordance(Struct):
    """``total`` places in ``articles`` articles, and those of one page."""

    total: int
    articles: int
    rows: list[Occurrence] = field(default_factory=list)


def occurrences(texts: Iterable[ArticleText], word: str, *, width: int = 20) -> list[Occurrence]:
    """All places of ``word`` in ``texts``, in their order; traditional and simplified, full and half width are one.

    width: characters on each side, without line breaks.
    Raises ConfigError where ``word`` has no character.

    >>> occurrences([ArticleText("a", "办实事，办好事。")], "办", width=2)[1].before
    '事，'
    """
    wanted = normalise_word(word)
    if not wanted:
        raise ConfigError("give a word to look for")
    return [found for text in texts for found in _of(text, wanted, width)]


def _of(article: ArticleText, wanted: str, width: int) -> Iterator[Occurrence]:
    for at in occurrences_of(wanted, normalise(article.text)):
        end = at + len(wanted)
        before, after = article.text[max(0, at - width) : at], article.text[end : end + width]
        yield Occurrence(
            article.id, article.date, article.title, at, _flat(before), article.text[at:end], _flat(after)
        )


def _flat(text: str) -> str:
    return text.replace("\n", " ")


def page_of(
    found: list[Occurrence], *, sort: Sort = "order", offset: int = 0, limit: int = 50
) -> Concordance:
    """One page of the places.

    sort: ``order`` of the run; ``left``, by the characters before the word, the nearest first; ``right``, by those
    after it; ``date``, undated last. Characters are compared by their code points.
    """
    keys = {
        "left": lambda o: (o.before[::-1], o.after),
        "right": lambda o: (o.after, o.before[::-1]),
        "date": lambda o: (o.date is None, o.date or ""),
    }
    ordered = sorted(found, key=keys[sort]) if sort in keys else found
    return Concordance(len(found), len({o.id for o in found}), ordered[offset : offset + limit])
