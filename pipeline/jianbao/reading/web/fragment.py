"""XHTML that is nothing but text: a chapter of a book."""

from __future__ import annotations

from jianbao.categories import BlockKind
from jianbao.errors import ReadError
from jianbao.reading.formats.marked import MarkedText
from jianbao.reading.formats.record import Record, error
from jianbao.reading.web.blocks import blocks, parse


def read_fragment(html: str, path: str) -> Record | ReadError:
    """All of a page's text: its highest headings are headlines, nothing is left out but scripts."""
    tree = parse(html)
    body = next(tree.iter("body"), None) if tree is not None else None
    found = [block for block in blocks(body) if block.tag != "title"] if body is not None else []
    levels = [block.heading for block in found if block.heading]
    top = min(levels, default=0)
    text = MarkedText()
    for block in found:
        kind: BlockKind = "paragraph"
        if block.tag == "row":
            kind = "table"
        elif block.heading:
            kind = "headline" if block.heading == top else "subhead"
        elif block.tag in ("caption", "figcaption"):
            kind = "caption"
        text.add(kind, block.text)
    if not any(block.kind != "headline" for block in text.blocks):
        return error(path, None, "the chapter holds no text")
    record = Record(text.text, format="html", blocks=text.blocks)
    headlines = [b for b in text.blocks if b.kind == "headline"]
    if len(headlines) == 1:
        record.title = text.text[headlines[0].start : headlines[0].end]
    return record
