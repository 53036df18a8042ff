"""Articles as spaCy ``Doc`` objects, and back.

A Doc has the entities as ``ents``, nested places, quotes and others as span groups, and the complete article in
``user_data``, which ``doc._.jianbao`` returns; ``span._.jianbao`` is what was found of exactly that span.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from jianbao.article import Article, Entity, Tokens, decode, encode
from jianbao.article import Span as Extent
from jianbao.categories import EntityType
from jianbao.engines.labels import entity_type
from jianbao.errors import ConfigError
from jianbao.extras import from_extra
from jianbao.writing.words import words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

KEY = "jianbao"  # of user_data, and of the extension attributes
ATTRIBUTES = ("ORTH", "SPACY", "TAG", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "SENT_START")
_SHARED = 64  # articles that are kept decoded


def to_spacy(article: Article, nlp: Language | None = None) -> Doc:
    """The article as a Doc: ``doc.text == article.text``, with the article's tokens, split where a span begins or ends.

    nlp: the pipeline whose vocabulary is used; a blank Chinese one by default.
    ``ents`` are the entities (a place that the gazetteer knows has its code as ``kb_id_``); ``spans`` holds
    ``places`` (nested, labelled by level), ``times`` (labelled by value), ``quotes`` (by speaker), ``quantities``
    (by unit), ``points``, ``keywords`` and ``persons`` (by name).

    >>> doc = to_spacy(Article.from_text("5月7日,在郑州市。"))
    >>> doc.text
    '5月7日,在郑州市。'
    """
    with from_extra("spacy"):
        import spacy
        from spacy.tokens import Doc

    register_extensions()
    vocab = nlp.vocab if nlp is not None else spacy.blank("zh").vocab
    pieces = list(_pieces(article))
    doc = Doc(
        vocab,
        words=[p.text for p in pieces],
        spaces=[p.space for p in pieces],
        tags=[p.tag for p in pieces],
        sent_starts=[p.first for p in pieces] if article.sentences else None,
    )
    annotate(doc, article)
    return doc


def from_spacy(doc: Doc) -> Article:
    """The article of a Doc: one that ``to_spacy`` or our components made, or any other.

    Its entities are those of ``doc.ents`` as they are now: corrections made in spaCy are kept. Of any other Doc the
    tokens, sentences and entities are read, with our labels (PERSON is PER, GPE is LOC ...).
    Raises ConfigError if the text is no longer the article's.
    """
    stored = doc.user_data.get(KEY)
    article = decode(stored) if stored else _of_plain(doc)
    if article.text != doc.text:
        raise ConfigError(
            f"article {article.id!r}: the text of the Doc is not that of the article; create the Doc again"
        )
    if len(doc) and doc.has_annotation("ENT_IOB"):
        before = {(e.start, e.end, e.type): e for e in article.entities or ()}
        article.entities = [
            before.get((start, end, kind)) or Entity(start, end, kind, doc.text[start:end], reason="spacy")
            for start, end, kind in _mentions(doc)
        ]
    return article


def write_docbin(articles: Iterable[Article], path: Path) -> dict[str, int]:
    """Write a DocBin, which can be read by ``DocBin().from_disk(path).get_docs(nlp.vocab)``; returns counts."""
    with from_extra("spacy"):
        import spacy
        from spacy.tokens import DocBin

    nlp = spacy.blank("zh")
    docs = DocBin(attrs=ATTRIBUTES, store_user_data=True)
    for article in articles:
        docs.add(to_spacy(article, nlp))
    path.parent.mkdir(parents=True, exist_ok=True)
    docs.to_disk(path)
    return {"docs": len(docs)}


def annotate(doc: Doc, article: Article) -> None:
    """Add the layers of ``article`` to a Doc of the same text with token boundaries at ``edges(article)``."""
    from spacy.tokens import Span

    codes = {(m.start, m.end): p.code for p in article.places or () for m in p.mentions if p.code}
    if article.entities is not None:
        doc.set_ents(
            [
                Span(doc, span.start, span.end, label=e.type, kb_id=codes.get((e.start, e.end), ""))
                for e in article.entities
                if (span := doc.char_span(e.start, e.end)) is not None
            ],
            default="outside",
        )
    for name, extents in _groups(article).items():
        found = (
            doc.char_span(a, b, label=label, alignment_mode="expand") for a, b, label in extents if b > a
        )
        doc.spans[name] = [span for span in found if span is not None]
    doc.user_data[KEY] = encode(article).decode()


def edges(article: Article) -> set[int]:
    """The offsets where anything found in ``article`` begins or ends, for tokens that are split there."""
    groups: list[tuple[int, int, str]] = [(e.start, e.end, e.type) for e in article.entities or ()]
    for extents in _groups(article).values():
        groups += extents
    return {at for start, end, _ in groups for at in (start, end)}


def register_extensions() -> None:
    """Add ``doc._.jianbao`` and ``span._.jianbao``, once."""
    from spacy.tokens import Doc, Span

    if not Doc.has_extension(KEY):
        Doc.set_extension(KEY, getter=_article_of)
        Span.set_extension(KEY, getter=_facts_of)


@lru_cache(_SHARED)
def _decoded(stored: str) -> Article:
    return decode(stored)


def _article_of(doc: Doc) -> Article | None:
    stored = doc.user_data.get(KEY)
    return _decoded(stored) if stored else None


def _facts_of(span: Span) -> list[Any]:
    """The entity, time, quantity, quote, person or place of exactly this span."""
    article = _article_of(span.doc)
    if article is None:
        return []
    at = (span.start_char, span.end_char)
    layers = (article.entities, article.times, article.quantities, article.quotes)
    exact = [x for layer in layers for x in cast("list[Any]", layer or ()) if (x.start, x.end) == at]
    named = [*(article.persons or ()), *(article.places or ())]
    return exact + [x for x in named if any((m.start, m.end) == at for m in x.mentions)]


def _groups(article: Article) -> dict[str, list[tuple[int, int, str]]]:
    """The span groups that are not empty, as (start, end, label)."""
    groups: dict[str, list[tuple[int, int, str]]] = {
        "places": [
            (part.start, part.end, part.level) for place in article.places or () for part in place.parts
        ],
        "times": [(t.start, t.end, t.value or "") for t in article.times or ()],
        "quotes": [(q.start, q.end, q.speaker) for q in article.quotes or ()],
        "quantities": [(q.start, q.end, q.unit) for q in article.quantities or ()],
        "points": [(p.start, p.end, p.marker) for points in article.points or () for p in points.items],
        "keywords": [(s.start, s.end, k.term) for k in article.keywords or () for s in k.spans],
        "persons": [(m.start, m.end, p.name) for p in article.persons or () for m in p.mentions],
    }
    return {name: extents for name, extents in groups.items() if extents}


class _Piece(NamedTuple):
    """A token of the Doc; the pieces cover the text."""

    text: str
    space: bool  # a space follows, which belongs to the token
    tag: str = ""
    first: bool = False  # of its sentence


def _pieces(article: Article) -> Iterator[_Piece]:
    """The article's words, and the white space between them (line breaks, wide spaces) as tokens."""
    text, at = article.text, 0
    found = words(article, cuts=edges(article))
    starts = [word.start for word in found]
    firsts = {bisect_left(starts, sentence.start) for sentence in article.sentences or ()}
    for number, word in enumerate(found):
        if word.start > at:
            yield _Piece(text[at : word.start], False)
        space = text[word.end : word.end + 1] == " "
        yield _Piece(text[word.start : word.end], space, word.tag, number in firsts)
        at = word.end + space
    if at < len(text):
        yield _Piece(text[at:], False)


def _of_plain(doc: Doc) -> Article:
    article = Article.from_text(doc.text, id=str(doc.user_data.get("id", "article")))
    article.date = doc.user_data.get("date")
    kept = [t for t in doc if not t.is_space]
    article.tokens = Tokens([t.idx for t in kept], [t.idx + len(t) for t in kept], [t.tag_ for t in kept])
    if doc.has_annotation("SENT_START"):
        article.sentences = [Extent(s.start_char, s.end_char) for s in doc.sents]
    return article


def _mentions(doc: Doc) -> Iterator[tuple[int, int, EntityType]]:
    for ent in doc.ents:
        if kind := entity_type(ent.label_, ent.text):
            yield ent.start_char, ent.end_char, cast(EntityType, kind)
