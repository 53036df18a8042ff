"""Text with light markup: Markdown with front matter, RTF, SRT-like leftovers; and plain text files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jianbao.categories import BlockKind
from jianbao.errors import ReadError
from jianbao.reading.formats.columns import guess_columns
from jianbao.reading.formats.encoding import UnknownEncoding, decode_whole
from jianbao.reading.formats.marked import MarkedText
from jianbao.reading.formats.page_names import names_page
from jianbao.reading.formats.record import Record, error

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S)
_TOML = re.compile(r"\A\ufeff?\+\+\+[ \t]*\r?\n(.*?)\r?\n\+\+\+[ \t]*(?:\r?\n|\Z)", re.S)
_FIELD = re.compile(r"^([\w一-鿿-]+)\s*[:=]\s*(.*)$")
_HEADING = re.compile(r"^(#{1,6})\s*(.+?)\s*#*$")
_RULE = re.compile(r"^\s*(?:[-*_]\s*){3,}$")
_ROW = re.compile(r"^\s*\|.*\|\s*$")
_SPAN = (
    (re.compile(r"!\[([^\]]*)\]\([^)]*\)"), ""), (re.compile(r"\[([^\]]+)\]\([^)]*\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])(\*|_)(?=\S)(.+?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"`([^`]+)`"), r"\1"), (re.compile(r"~~(.+?)~~"), r"\1"), (re.compile(r"<br\s*/?>"), " "),
    (re.compile(r"\[\^\w+\]:?"), ""), (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>])"), r"\1"),
)  # fmt: skip


def read_text(data: bytes, path: str) -> Record | ReadError:
    """A plain text file as one page."""
    try:
        decoded = decode_whole(data)
    except UnknownEncoding as reason:
        return ReadError(f"{path}: {reason}; save it as UTF-8 text", path=path)
    return Record(decoded.text, encoding=decoded.encoding, warnings=decoded.notes)


def read_markdown(data: bytes, path: str) -> Record | ReadError:
    """A Markdown file: headings, paragraphs, tables as marked; the fields of its front matter."""
    try:
        decoded = decode_whole(data)
    except UnknownEncoding as reason:
        return ReadError(f"{path}: {reason}; save it as UTF-8 text", path=path)
    fields, body = _front_matter(decoded.text)
    text = MarkedText(markdown_lines(body, titled="title" in fields))
    if not text.text:
        return error(path, None, "the Markdown file holds no text")
    record = Record(
        text.text, encoding=decoded.encoding, format="markdown", blocks=text.blocks, warnings=decoded.notes
    )
    record.title, record.date, record.outlet = fields.get("title"), fields.get("date"), fields.get("outlet")
    record.author, record.kicker, record.subtitle = (
        fields.get("author"),
        fields.get("kicker"),
        fields.get("subtitle"),
    )
    record.page_label, record.section = fields.get("page_label"), fields.get("section")
    headlines = [b for b in text.blocks if b.kind == "headline"]
    if not record.title and len(headlines) == 1:
        record.title = text.text[headlines[0].start : headlines[0].end]
    return record


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields of the front matter (YAML or TOML, one a line), and the text behind it."""
    match = _FRONT.match(text) or _TOML.match(text)
    if not match:
        return {}, text
    values: dict[str, str] = {}
    name = ""
    for line in match[1].splitlines():
        if found := _FIELD.match(line):
            name = found[1]
            values[name] = found[2].strip().strip("[]").replace('"', "").replace("'", "").strip()
        elif name and (item := re.match(r"^\s+-\s*(.+)$", line)):
            values[name] = "、".join(filter(None, [values[name], item[1].strip("\"' ")]))
    columns = guess_columns(values)
    return {field: values[key] for field, key in columns.items() if values[key]}, text[match.end() :]


def markdown_lines(text: str, *, titled: bool = False) -> Iterator[tuple[BlockKind, str]]:
    """The blocks of Markdown: kind and text, marks taken off; lines of a paragraph are joined.

    titled: the title is known, so that first headings are headlines only where there is none above.
    """
    lines = [line.rstrip() for line in text.splitlines()]
    levels = [len(m[1]) for line in lines if (m := _HEADING.match(line))]
    levels += [1 for line in lines[1:] if re.fullmatch(r"={3,}", line.strip())]
    top = min(levels, default=1)
    first = next((m[2] for line in lines if (m := _HEADING.match(line)) and len(m[1]) == top), "")
    below = min((level for level in levels if level > top), default=0)
    if levels.count(top) == 1 and levels.count(below) > 1 and names_page(first):
        top = below  # the first heading names the page
    several = levels.count(top) > 1
    paragraph: list[str] = []
    fenced = False
    kind: BlockKind

    def flush() -> Iterator[tuple[BlockKind, str]]:
        if paragraph:
            whole = _joined(paragraph)
            bold = re.fullmatch(r"\s*(\*\*|__)([^*_]+)\1\s*", whole)
            yield ("subhead" if bold and len(whole) <= 44 else "paragraph"), _bare(whole)
            paragraph.clear()

    for n, line in enumerate(lines):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
            continue
        heading = None if fenced else _HEADING.match(line)
        following = lines[n + 1] if n + 1 < len(lines) else ""
        if (
            not fenced
            and re.fullmatch(r"\s*(=+|-+)\s*", line)
            and len(line.strip()) >= 3
            and len(paragraph) == 1
        ):
            kind = "headline" if "=" in line and not (titled and several) else "subhead"
            yield kind, _bare(paragraph.pop())
        elif heading:
            yield from flush()
            level = len(heading[1])
            kind = "headline" if level == top else "furniture" if level < top else "subhead"
            yield kind, _bare(heading[2])
        elif not line.strip() or (not fenced and _RULE.match(line)):
            yield from flush()
        elif _ROW.match(line):
            yield from flush()
            if not re.fullmatch(r"[\s|:-]+", line):
                yield "table", "\t".join(_bare(cell.strip()) for cell in line.strip().strip("|").split("|"))
        else:
            item = re.match(r"^\s*(?:[-*+]\s+|>\s?)+(.*)$", line)
            if item or re.match(r"^\s*\d+[.)]\s", line):
                yield from flush()
            paragraph.append(item[1] if item else line)
            if line.endswith(("  ", "\\")) or following.startswith(("\u3000\u3000", "    ")):
                yield from flush()
    yield from flush()


def _joined(lines: list[str]) -> str:
    """The lines of a paragraph as one: no blank between ideographs."""
    out = lines[0].strip()
    for line in lines[1:]:
        text = line.strip()
        blank = " " if out[-1:].isascii() and text[:1].isascii() else ""
        out += blank + text
    return out


def _bare(text: str) -> str:
    for pattern, kept in _SPAN:
        text = pattern.sub(kept, text)
    return text.strip()


_RTF_SKIPPED = frozenset(
    [
        "fonttbl",
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "object",
        "themedata",
        "colorschememapping",
        "latentstyles",
        "datastore",
        "generator",
        "listtable",
        "listoverridetable",
        "rsidtbl",
        "header",
        "footer",
        "headerl",
        "headerr",
        "footerl",
        "footerr",
        "xmlnstbl",
        "mmathPr",
        "wgrffmtfilter",
    ]
)
_RTF = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([\r\n]+)|([^\\{}\r\n]+)"
)


def read_rtf(data: bytes, path: str) -> Record | ReadError:
    """The paragraphs of an RTF file."""
    codepage = re.search(rb"\\ansicpg(\d+)", data[:2000])
    encoding = {"936": "gb18030", "950": "big5hkscs", "65001": "utf-8"}.get(
        codepage[1].decode() if codepage else "", "cp1252"
    )
    if b"\\fcharset134" in data[:20_000]:
        encoding = "gb18030"
    pieces: list[str] = []
    raw = bytearray()
    stack: list[tuple[bool, int]] = []
    skip, unicode_skip, pending = False, 1, 0

    def settle() -> None:
        if raw:
            pieces.append(raw.decode(encoding, "replace"))
            raw.clear()

    for match in _RTF.finditer(data):
        word, value, hexa, symbol, brace, newline, plain = match.groups()
        if brace == b"{":
            settle()
            stack.append((skip, unicode_skip))
        elif brace == b"}":
            settle()
            skip, unicode_skip = stack.pop() if stack else (False, 1)
        elif symbol == b"*":
            skip = True
        elif word is not None:
            name = word.decode()
            if name in _RTF_SKIPPED:
                skip = True
            elif skip:
                continue
            elif name == "u" and value is not None:
                settle()
                pieces.append(chr(int(value) % 65536))
                pending = unicode_skip
            elif name == "uc":
                unicode_skip = int(value or 1)
            elif name in ("par", "line", "row", "sect", "page"):
                settle()
                pieces.append("\n")
            elif name in ("tab", "cell"):
                settle()
                pieces.append("\t")
        elif skip or newline:
            continue
        elif hexa:
            if pending:
                pending -= 1
            else:
                raw.append(int(hexa, 16))
        elif plain:
            taken = plain[pending:] if pending else plain
            pending = max(0, pending - len(plain)) if pending else 0
            raw += taken
        elif symbol in (b"\\", b"{", b"}"):
            raw += symbol
        elif symbol == b"~":
            raw += b" "
    settle()
    whole = "".join(pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = MarkedText(("paragraph", line) for line in whole.split("\n"))
    if not text.text:
        return error(path, None, "the RTF file holds no text")
    return Record(text.text, format="rtf", blocks=text.blocks)
