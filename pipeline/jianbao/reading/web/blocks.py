"""The blocks of a web page: what stands on lines of its own, with what the markup says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import mean
from typing import Any

from jianbao.language.width import fold

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "button",
        "select",
        "option",
        "textarea",
        "input",
        "iframe",
        "frame",
        "video",
        "audio",
        "object",
        "embed",
        "canvas",
        "head",
        "map",
        "datalist",
        "dialog",
    ]
)
_BLOCKS = frozenset(
    [
        "html",
        "body",
        "div",
        "p",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "nav",
        "aside",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "form",
        "fieldset",
        "legend",
        "address",
        "center",
        "hr",
        "title",
        "details",
        "summary",
    ]
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BOLD = frozenset(("b", "strong"))
_BAD_CHARACTERS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_SENTENCE = re.compile(r"[。!?;,…](?!\d)|[:：].{20}")
_CELL = 60  # characters: the longest cell of a table of data, but for notes


@dataclass(slots=True)
class WebBlock:
    """A piece of text between two borders of blocks, or ``<br>``."""

    tag: str  # of the innermost block element: p, h1, li, td; "row" for a row of a table of data
    text: str  # blanks in a row are one
    element: Any  # the innermost block element
    linked: int = 0  # characters inside links
    bold: int = 0  # characters in bold type
    broken: bool = False  # begins behind a <br>, in the element of the block before
    behind_picture: bool = False  # a picture stands before it and no text between
    _folded: str | None = None

    @property
    def folded(self) -> str:
        """Its text with half-width marks."""
        if self._folded is None:
            self._folded = fold(self.text)
        return self._folded

    @property
    def heading(self) -> int:
        """1 to 6 for h1 to h6, 0 for anything else."""
        return int(self.tag[1]) if self.tag in _HEADINGS else 0

    @property
    def link_share(self) -> float:
        """The share of its characters that are links."""
        return self.linked / max(1, len(self.text.replace(" ", "")))

    @property
    def is_bold(self) -> bool:
        """Whether all of it is in bold type."""
        return self.bold >= 0.9 * len(self.text.replace(" ", ""))

    @property
    def says_something(self) -> bool:
        """Whether it holds running text: marks of a sentence, and no list of links."""
        mark = _SENTENCE.search(self.folded)
        return len(self.text) >= 8 and mark is not None and self.link_share < 0.5


_ATTRIBUTE = r"""[\s/]++[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+"""
_MANY_ATTRIBUTES = re.compile(rf"(<[a-zA-Z][^\s/>]*+(?:{_ATTRIBUTE}){{200}})(?:{_ATTRIBUTE})++")


def parse(html: str) -> Any:
    """The tree of a page, however it is written; None where there is nothing in it.

    Raises ValueError where the markup cannot be parsed at all.
    """
    import lxml.etree
    import lxml.html

    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    clean = _BAD_CHARACTERS.sub("", html)
    clean = _MANY_ATTRIBUTES.sub(
        r"\1", clean
    )  # the parser compares each attribute of a tag with all before it
    if not clean.strip():
        return None
    try:
        return lxml.html.document_fromstring(clean.encode("utf-8"), parser=parser)
    except lxml.etree.ParserError:
        return None
    except lxml.etree.LxmlError as error:
        raise ValueError(str(error)) from error


@dataclass(slots=True)
class _Collector:
    """Text as it is walked over, until a border of blocks."""

    blocks: list[WebBlock] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    elements: list[Any] = field(default_factory=list)  # open block elements
    linked: int = 0
    bold: int = 0
    links: int = 0  # open <a>
    bolds: int = 0
    verbatim: int = 0  # open <pre>: line breaks count
    broken: bool = False
    picture: bool = False

    def add(self, text: str | None) -> None:
        if not text:
            return
        if self.verbatim and "\n" in text:
            first, *others = text.split("\n")
            self._add(first)
            for line in others:
                self.flush(broken=True)
                self._add(line)
        else:
            self._add(text)

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        size = len("".join(text.split()))
        self.linked += size if self.links else 0
        self.bold += size if self.bolds else 0

    def flush(self, *, broken: bool = False) -> None:
        text = re.sub(r"[ \t\r\n\xa0]+", " ", "".join(self.pieces)).strip()
        if text and self.elements:
            element = self.elements[-1]
            tag = element.tag if isinstance(element.tag, str) else "div"
            self.blocks.append(
                WebBlock(tag, text, element, self.linked, self.bold, self.broken, self.picture)
            )
            self.picture = False
        self.pieces, self.linked, self.bold = [], 0, 0
        self.broken = broken and (self.broken or bool(text))


def blocks(root: Any) -> list[WebBlock]:
    """The blocks of the tree under ``root`` in the order of the page.

    A table of data gives one block a row, its cells parted by a tab; the cells of a table for layout are blocks.
    """
    import lxml.etree

    collector = _Collector()
    walk = lxml.etree.iterwalk(root, events=("start", "end", "comment"))
    skipped = None
    for event, element in walk:
        if event == "comment":
            collector.add(element.tail)
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _SKIPPED:
                walk.skip_subtree()
                skipped = element
                continue
            if tag == "table" and is_data_table(element):
                collector.flush()
                collector.blocks += _rows(element)
                walk.skip_subtree()
                skipped = element
                continue
            _start(collector, element, tag)
        else:
            if element is skipped:
                skipped = None
            else:
                _end(collector, element, tag)
            if element is not root:
                collector.add(element.tail)
    collector.flush()
    return collector.blocks


def _start(collector: _Collector, element: Any, tag: str) -> None:
    if tag in _BLOCKS or tag.startswith("founder-") or not collector.elements:
        collector.flush()
        collector.elements.append(element)
        collector.verbatim += tag == "pre"
    elif tag == "br":
        collector.flush(broken=True)
    elif tag == "img":
        collector.picture = True
    elif tag == "a":
        collector.links += 1
    elif tag in _BOLD:
        collector.bolds += 1
    collector.add(element.text)


def _end(collector: _Collector, element: Any, tag: str) -> None:
    if collector.elements and collector.elements[-1] is element:
        collector.flush()
        collector.elements.pop()
        collector.verbatim -= tag == "pre"
    elif tag == "a":
        collector.links -= 1
    elif tag in _BOLD:
        collector.bolds -= 1


def is_data_table(table: Any) -> bool:
    """Whether a table holds data: several columns of short cells, no tables or paragraphs inside."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = [[_cell(cell) for cell in _cells(row)] for row in table.iter("tr")]
    rows = [row for row in rows if row]
    sizes = [len(text) for row in rows for text in row if text]
    if len(rows) < 2 or not sizes or max(len(row) for row in rows) < 2:
        return False
    inner = next(table.iterdescendants("h1", "h2", "h3", "h4", "div", "ul"), None)
    linked = sum(len(_cell(a)) for a in table.iter("a")) > 0.5 * sum(sizes)
    usual = sum(len(row) >= 2 for row in rows) >= 0.6 * len(rows)
    headed = next(table.iterdescendants("th"), None) is not None
    short = mean(sizes) <= 25 and (max(sizes) <= _CELL or sum(size > _CELL for size in sizes) <= 1)
    return usual and short and not linked and (headed or inner is None)


def _rows(table: Any) -> Iterator[WebBlock]:
    for caption in table.iter("caption"):
        if text := _cell(caption):
            yield WebBlock("caption", text, table)
    for row in table.iter("tr"):
        cells = [_cell(cell) for cell in _cells(row)]
        if any(cells):
            yield WebBlock("row", "\t".join(cells), row)


def _cells(row: Any) -> Iterator[Any]:
    return (cell for cell in row if cell.tag in ("td", "th"))


def _cell(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
