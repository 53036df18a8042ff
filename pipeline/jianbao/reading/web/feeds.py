"""RSS and Atom, and XML that holds articles in fields or in marked text (TEI, NITF): never its tags as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jianbao.categories import BlockKind
from jianbao.reading.formats.columns import Columns, guess_columns, told
from jianbao.reading.formats.marked import MarkedText
from jianbao.reading.formats.record import Note, Record, Records, error
from jianbao.reading.formats.xml import local
from jianbao.reading.web.blocks import blocks, parse

_TAG = re.compile(r"</?(?:p|br|div|span|a|strong|b|h\d|img|li|ul|table|section)\b[^>]*>", re.I)
_HEADS = frozenset(("head", "title", "hl1", "headline", "hedline", "h1", "标题"))
_SUBHEADS = frozenset(("hl2", "subhead", "h2", "h3", "h4", "subtitle"))
_PARAGRAPHS = frozenset(("p", "para", "l", "ab", "paragraph", "段落", "item", "li"))
_PASSED = frozenset(("teiheader", "head.meta", "docdata", "meta", "metadata", "style", "script"))


def has_tags(text: str) -> bool:
    """Whether a text holds the markup of a web page.

    >>> has_tags("<p>会议召开。</p>"), has_tags("1<2，会议召开。")
    (True, False)
    """
    return len(_TAG.findall(text[:20_000])) >= 2 or bool(re.match(r"\s*<(?:p|div|span)\b[^>]*>", text))


def marked_lines(markup: str) -> list[tuple[BlockKind, str]]:
    """The lines of a piece of HTML inside another file: paragraphs, subheads, rows of tables; links stay as text."""
    tree = parse(f"<div>{markup}</div>")
    found: list[tuple[BlockKind, str]] = []
    for block in blocks(tree) if tree is not None else []:
        kind: BlockKind = "table" if block.tag == "row" else "subhead" if block.heading else "paragraph"
        found.append((kind, block.text))
    return found


def read_feed(root: Any, path: str, columns: Columns | None = None) -> Records:
    """The entries of RSS or Atom, or the articles of other XML: by fields with known names, or by marked paragraphs."""
    name = local(root).lower()
    if name in ("rss", "feed", "rdf"):
        yield from _entries(root, path)
        return
    number = 0
    for element, found in _field_records(root, columns):
        if not number and (guessed := told(found)):
            yield Note(f"{path}: elements are taken as --columns {guessed}")
        number += 1
        yield _field_record(element, found, number)
    if number:
        return
    text = MarkedText(_marked(root))
    if text.text:
        kinds = {block.kind for block in text.blocks}
        record = Record(text.text, format="xml", blocks=text.blocks)
        if not kinds & {"headline", "subhead"}:
            record.warnings.append(
                f"XML of a kind that is not known (<{local(root)}>): its text is taken element by element"
            )
        yield record
        return
    yield error(
        path,
        None,
        f"XML without text (<{local(root)}>); if it is the structure of an issue, read its text files",
    )


def _entries(root: Any, path: str) -> Records:
    outlet = None
    for channel in root.iter():
        if local(channel) in ("channel", "feed"):
            outlet = next((_text(part) for part in channel if local(part) == "title"), "") or None
            break
    number = 0
    for entry in root.iter():
        if local(entry) not in ("item", "entry"):
            continue
        number += 1
        parts: dict[str, str] = {}
        for part in entry:
            inner = next((x for x in part if local(x) == "name"), None)
            parts.setdefault(local(part).lower(), _text(part if inner is None else inner))
        body = max((parts.get(n, "") for n in ("encoded", "content", "description", "summary")), key=len)
        title = parts.get("title") or None
        text = MarkedText(
            marked_lines(body) if has_tags(body) else [("paragraph", line) for line in body.splitlines()]
        )
        if not text.text:
            yield error(
                path,
                number,
                f"the entry {title or number!r} holds no text, only a link; save the page it leads to",
            )
            continue
        date = next(
            (parts[n] for n in ("pubdate", "published", "date", "updated", "issued") if parts.get(n)), None
        )
        record = Record(
            text.text, title=title, date=date, outlet=outlet, number=number, format="rss", blocks=text.blocks
        )
        record.author = parts.get("creator") or parts.get("author") or None
        record.outlet = parts.get("source") or outlet
        if "encoded" not in parts and "content" not in parts:
            record.notes.append("the entry holds a summary, not the whole article")
        yield record
    if not number:
        yield error(path, None, "the feed holds no entries")


def _field_records(root: Any, columns: Columns | None) -> Iterator[tuple[Any, Columns]]:
    """Elements whose children are the fields of an article, outermost first."""
    stack = [root]
    while stack:
        element = stack.pop()
        names = [local(part) for part in element if local(part)]
        found = guess_columns(names, columns)
        if found.get("text") in names and len(found) >= 2 and names.count(found["text"]) == 1:
            yield element, found
            continue
        stack += reversed(list(element))


def _field_record(element: Any, found: Columns, number: int) -> Record:
    values = {
        field: next((part for part in element if local(part) == name), None) for field, name in found.items()
    }
    body = values["text"]
    inner = [part for part in body.iter() if local(part).lower() in _PARAGRAPHS] if body is not None else []
    raw = _text(body) if body is not None else ""
    if inner:
        lines: list[tuple[BlockKind, str]] = [("paragraph", _text(part)) for part in inner]
    elif has_tags(raw):
        lines = marked_lines(raw)
    else:
        lines = []
    text = MarkedText(lines)
    record = Record(text.text or raw, number=number, format="xml", blocks=text.blocks)
    for field in ("id", "title", "date", "outlet", "author", "kicker", "subtitle", "page_label", "section"):
        part = values.get(field)
        setattr(record, field, _text(part) or None if part is not None else None)
    return record


def _marked(root: Any) -> Iterator[tuple[BlockKind, str]]:
    """The heads and paragraphs of an XML text; where it marks none, the text of each element."""
    body = next(
        (part for part in root.iter() if local(part).lower() in ("body", "text", "body.content")), root
    )
    if not any(local(part).lower() in _PARAGRAPHS for part in body.iter()):
        body = root
    paragraphs = any(local(part).lower() in _PARAGRAPHS for part in body.iter())
    stack = [body]
    while stack:
        part = stack.pop()
        name = local(part).lower()
        if name in _PASSED:
            continue
        if name in _HEADS and _text(part):
            yield "headline", _text(part)
        elif name in _SUBHEADS and _text(part):
            yield "subhead", _text(part)
        elif name in _PARAGRAPHS or (not paragraphs and not len(part)):
            if _text(part):
                yield "paragraph", _text(part)
        else:
            stack += reversed(list(part))


def _text(part: Any) -> str:
    return "".join(part.itertext()).strip() if part is not None else ""
