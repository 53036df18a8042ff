"""A run as a TEI corpus: an article each, names and dates marked (https://tei-c.org, P5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from jianbao.article import Article, Entity
from jianbao.writing.edtf import edtf

_TAGS = {"PER": "persName", "LOC": "placeName", "ORG": "orgName", "TIME": "date"}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?|--\d\d(?:-\d\d)?")  # without a year as XML Schema has it


def write_tei(articles: Iterable[Article], file: IO[str]) -> None:
    """Write one ``teiCorpus`` with a ``TEI`` for each article."""
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">\n')
    file.write(_header("jianbao", None, None, "") + "\n")
    for article in articles:
        file.write(to_tei(article) + "\n")
    file.write("</teiCorpus>\n")


def to_tei(article: Article) -> str:
    """An article as a TEI element: its headline as ``head``, each line of its text as ``p``."""
    values = {(t.start, t.end): edtf(t).replace("XXXX-", "--") for t in article.times or ()}
    codes = {(span.start, span.end): p.code for p in article.places or () if p.code for span in p.mentions}
    lines, at = [], 0
    for line in article.text.split("\n"):
        end = at + len(line)
        if line.strip():
            inside = [e for e in article.entities or () if at <= e.start and e.end <= end]
            name = "head" if line == article.title else "p"
            lines.append(f"<{name}>{''.join(_marked(article.text, at, end, inside, values, codes))}</{name}>")
        at = end + 1
    head = _header(article.title or article.id, article.outlet, article.date, article.source.path)
    ident = quoteattr(_xml(article.id))
    return (
        f'<TEI n={ident}>\n{head}\n<text xml:lang="zh"><body>\n'
        + "\n".join(lines)
        + "\n</body></text>\n</TEI>"
    )


def _header(title: str, outlet: str | None, date: str | None, source: str) -> str:
    publisher = f"<publisher>{_text(outlet)}</publisher>" if outlet else "<publisher/>"
    when = f"<date when={quoteattr(date)}/>" if date else ""
    return (
        f"<teiHeader><fileDesc><titleStmt><title>{_text(title)}</title></titleStmt>"
        f"<publicationStmt>{publisher}{when}</publicationStmt>"
        f"<sourceDesc><bibl>{_text(source)}</bibl></sourceDesc></fileDesc></teiHeader>"
    )


def _marked(
    text: str,
    start: int,
    end: int,
    entities: Iterable[Entity],
    values: dict[tuple[int, int], str],
    codes: dict[tuple[int, int], str],
) -> Iterator[str]:
    at = start
    for entity in entities:
        if entity.start < at:
            continue  # inside the one before
        span, tag = (entity.start, entity.end), _TAGS[entity.type]
        value, code = values.get(span, ""), codes.get(span, "")
        when = f" when={quoteattr(value)}" if tag == "date" and _DATE.fullmatch(value) else ""
        key = f" key={quoteattr(code)}" if tag == "placeName" and code else ""
        yield _text(text[at : entity.start])
        yield f"<{tag}{when}{key}>{_text(text[entity.start : entity.end])}</{tag}>"
        at = entity.end
    yield _text(text[at:end])


def _xml(text: str) -> str:
    return _NOT_XML.sub("", text)


def _text(text: str) -> str:
    return escape(_xml(text))
