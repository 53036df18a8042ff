"""Word, OpenDocument and Excel files, and books in EPUB: read from the XML inside them, by the standard library."""

from __future__ import annotations

import datetime
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from jianbao.categories import BlockKind
from jianbao.errors import install_command
from jianbao.reading.formats.columns import Columns
from jianbao.reading.formats.marked import MarkedText
from jianbao.reading.formats.record import Record, Records, error
from jianbao.reading.formats.records import Table
from jianbao.reading.formats.xml import local, parse_xml

_MOST = 200_000_000  # bytes that one member may unpack to
_HEADING = re.compile(r"(?:heading|标题|title|berschrift)\s*(\d?)", re.I)


class BadArchive(ValueError):
    """A zip file that is damaged, locked, or unpacks to too much; the message says which."""


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The zip file in ``data``; raises BadArchive."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, OSError) as reason:
        raise BadArchive(f"a damaged file ({reason}); get it again") from reason


def member(archive: zipfile.ZipFile, name: str, most: int = _MOST) -> bytes:
    """The bytes of one member; raises BadArchive where it is locked, damaged, or larger than ``most``."""
    try:
        info = archive.getinfo(name)
        if info.flag_bits & 1:
            raise BadArchive("it has a password; remove it")
        if info.file_size > most:
            raise BadArchive(f"it unpacks to {info.file_size:,} bytes, more than {most:,}; split it")
        with archive.open(info) as stream:
            data = stream.read(most + 1)
    except KeyError as reason:
        raise BadArchive(f"it holds no {name}: a damaged file, or not what its name says") from reason
    except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, EOFError) as reason:
        raise BadArchive(f"{name} in it is damaged ({reason}); get the file again") from reason
    except Exception as reason:  # zlib.error has no public base
        if isinstance(reason, BadArchive):
            raise
        raise BadArchive(f"{name} in it is damaged ({reason}); get the file again") from reason
    if len(data) > most:
        raise BadArchive(f"it unpacks to more than {most:,} bytes; split it")
    return data


def what_zip(stream: BinaryIO) -> str:
    """Which format a zip file is by its members: docx, xlsx, odt, epub, or zip."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, OSError):
        return "zip"
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "META-INF/container.xml" in names:
        return "epub"
    return "odt" if {"content.xml", "META-INF/manifest.xml"} <= names else "zip"


def read_docx(data: bytes, path: str) -> Records:
    """A Word document as one page: headings, paragraphs and rows of tables as marked."""
    try:
        with open_zip(data) as archive:
            body = parse_xml(member(archive, "word/document.xml"))
            styles = _heading_styles(archive)
    except (BadArchive, ValueError) as reason:
        yield error(path, None, f"the Word document cannot be read: {reason}")
        return
    text = MarkedText()
    for kind, line in _word_lines(body, styles):
        text.add(kind, line)
    yield from _document(text, path, "docx", "the Word document")


def _document(text: MarkedText, path: str, form: str, what: str) -> Records:
    if not text.text:
        yield error(
            path, None, f"{what} holds no text; if it holds pictures, recognise their text first (OCR)"
        )
        return
    kinds = [block.kind for block in text.blocks]
    headed = "headline" in kinds
    yield Record(
        text.text, format=form, blocks=text.blocks if headed or "table" in kinds or _is_marked(text) else []
    )


def _is_marked(text: MarkedText) -> bool:
    """Whether paragraphs are paragraphs: not the lines of a column, each set as one."""
    lengths = [block.end - block.start for block in text.blocks]
    return sum(length > 60 for length in lengths) >= 1


def _heading_styles(archive: zipfile.ZipFile) -> dict[str, int]:
    """Style ids to levels of headings; 1 for a title."""
    try:
        tree = parse_xml(member(archive, "word/styles.xml"))
    except (BadArchive, ValueError):
        return {}
    found: dict[str, int] = {}
    for style in tree.iter():
        if local(style) != "style":
            continue
        ident, name, level = _attribute(style, "styleId"), "", None
        for part in style.iter():
            if local(part) == "name":
                name = _attribute(part, "val")
            elif local(part) == "outlineLvl":
                level = int(_attribute(part, "val") or 9) + 1
        if match := _HEADING.match(name):
            found[ident] = int(match[1] or 1)
        elif level is not None and level <= 6:
            found[ident] = level
    return found


def _word_lines(body: Any, styles: dict[str, int]) -> Iterator[tuple[BlockKind, str]]:
    root = next((part for part in body.iter() if local(part) == "body"), body)
    stack = list(reversed(list(root)))
    while stack:
        part = stack.pop()
        name = local(part)
        if name == "p":
            yield from _word_paragraph(part, styles)
        elif name == "tbl":
            yield from _word_table(part, styles)
        elif name in ("sdt", "sdtContent", "ins", "smartTag", "customXml", "txbxContent"):
            stack += reversed(list(part))


def _word_paragraph(part: Any, styles: dict[str, int]) -> Iterator[tuple[BlockKind, str]]:
    style, level = "", 0
    for inner in part.iter():
        if local(inner) == "pStyle":
            style = _attribute(inner, "val")
        elif local(inner) == "outlineLvl":
            level = min(int(_attribute(inner, "val") or 9) + 1, 10)
    level = styles.get(style, 0) or (level if 1 <= level <= 6 else 0) or _named_level(style)
    for line in _word_text(part).split("\n"):
        yield ("headline" if level == 1 else "subhead" if level else "paragraph"), line


def _named_level(style: str) -> int:
    match = _HEADING.match(style)
    return int(match[1] or 1) if match else 0


def _word_text(part: Any) -> str:
    pieces: list[str] = []
    deleted = {
        id(inner) for gone in part.iter() if local(gone) in ("del", "moveFrom") for inner in gone.iter()
    }
    for inner in part.iter():
        name = local(inner)
        if id(inner) in deleted:
            continue
        if name == "t":
            pieces.append(inner.text or "")
        elif name == "tab":
            pieces.append(" ")
        elif name in ("br", "cr"):
            pieces.append("\n")
    return "".join(pieces)


def _word_table(table: Any, styles: dict[str, int]) -> Iterator[tuple[BlockKind, str]]:
    rows = [[cell for cell in row if local(cell) == "tc"] for row in table if local(row) == "tr"]
    texts = [["".join(_word_text(p) for p in cell.iter() if local(p) == "p") for cell in row] for row in rows]
    sizes = [len(text) for row in texts for text in row if text.strip()]
    if len(rows) >= 2 and max(map(len, rows), default=0) >= 2 and sizes and max(sizes) <= 80:
        for line in texts:
            yield "table", "\t".join(" ".join(text.split()) for text in line)
        return
    for row in rows:  # a table for layout
        for cell in row:
            for part in cell:
                if local(part) == "p":
                    yield from _word_paragraph(part, styles)
                elif local(part) == "tbl":
                    yield from _word_table(part, styles)


def read_odt(data: bytes, path: str) -> Records:
    """An OpenDocument text as one page."""
    try:
        with open_zip(data) as archive:
            tree = parse_xml(member(archive, "content.xml"))
    except (BadArchive, ValueError) as reason:
        yield error(path, None, f"the OpenDocument file cannot be read: {reason}")
        return
    text = MarkedText()
    for part in tree.iter():
        name = local(part)
        if name == "h":
            level = int(_attribute(part, "outline-level") or 1)
            text.add("headline" if level == 1 else "subhead", "".join(part.itertext()))
        elif name == "p":
            style = _attribute(part, "style-name")
            text.add("headline" if _named_level(style) == 1 else "paragraph", "".join(part.itertext()))
    yield from _document(text, path, "odt", "the OpenDocument file")


def read_xlsx(data: bytes, path: str, columns: Columns | None = None) -> Records:
    """The rows of the sheets of an Excel file; each sheet's first row names its columns."""
    try:
        with open_zip(data) as archive:
            strings = _shared_strings(archive)
            dated = _date_styles(archive)
            sheets = [
                (name, _sheet_rows(parse_xml(member(archive, part)), strings, dated))
                for name, part in _sheets(archive)
            ]
    except (BadArchive, ValueError) as reason:
        yield error(path, None, f"the Excel file cannot be read: {reason}")
        return
    yield from sheet_records(sheets, path, columns, "xlsx")


def sheet_records(
    sheets: list[tuple[str, list[list[Any]]]], path: str, columns: Columns | None, form: str
) -> Records:
    """The records of sheets: the first row with two cells or more names the columns."""
    table = Table(path, columns)
    number, headers, complaints = 0, [], []
    for name, rows in sheets:
        rows = [row for row in rows if any(cell not in (None, "") for cell in row)]
        start = next((i for i, row in enumerate(rows[:20]) if "text" in table.columns(_header(row))), None)
        if start is None:
            headers.append(f"{name}: {_header(rows[0])[:8]}" if rows else f"{name}: empty")
            continue
        header = _header(rows[start])
        named = table.columns(header)
        if named["text"] not in header:
            complaints.append(f"{name}: {header[:8]}")
            continue
        yield from table.note(named)
        for line, row in enumerate(rows[start + 1 :], start + 2):
            number += 1
            value = {key: cell for key, cell in zip(header, row, strict=False) if key}
            if value.get(named["text"]) in (None, ""):
                yield error(path, line, f"the row of sheet {name!r} has no text")
                continue
            value[named["text"]] = str(value[named["text"]])
            yield from table.records(value, number, line, "utf-8", form)
    if not number:
        shown = "; ".join([*headers, *complaints])
        yield error(
            path,
            None,
            f"no sheet has a column 'text' ({shown}); name the one with the text: --columns text=NAME",
        )


def _header(row: list[Any]) -> list[str]:
    return ["" if cell is None else str(cell).strip() for cell in row]


def _sheets(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    links = {
        _attribute(link, "Id"): _attribute(link, "Target")
        for link in parse_xml(member(archive, "xl/_rels/workbook.xml.rels")).iter()
        if local(link) == "Relationship"
    }
    found = []
    for sheet in parse_xml(member(archive, "xl/workbook.xml")).iter():
        if local(sheet) == "sheet" and (target := links.get(_attribute(sheet, "id"), "")):
            where = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            if where in archive.namelist():
                found.append((_attribute(sheet, "name"), where))
    return found


def _shared_strings(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    tree = parse_xml(member(archive, "xl/sharedStrings.xml"))
    return [_rich(item) for item in tree if local(item) == "si"]


def _rich(item: Any) -> str:
    """The text of a cell, without the readings (ruby) that Excel keeps beside it."""
    skipped = {id(t) for part in item.iter() if local(part) == "rPh" for t in part.iter()}
    return "".join(t.text or "" for t in item.iter() if local(t) == "t" and id(t) not in skipped)


def _date_styles(archive: zipfile.ZipFile) -> set[int]:
    """The numbers of the cell styles that show a date."""
    if "xl/styles.xml" not in archive.namelist():
        return set()
    tree = parse_xml(member(archive, "xl/styles.xml"))
    own = {
        int(_attribute(f, "numFmtId") or 0): _attribute(f, "formatCode")
        for f in tree.iter()
        if local(f) == "numFmt"
    }
    cells = next((part for part in tree.iter() if local(part) == "cellXfs"), None)
    found = set()
    for i, style in enumerate(cells if cells is not None else ()):
        code = int(_attribute(style, "numFmtId") or 0)
        shape = re.sub(r'"[^"]*"|\[[^\]]*\]', "", own.get(code, ""))
        if 14 <= code <= 22 or 27 <= code <= 36 or 50 <= code <= 58 or re.search(r"[yYdD年日]", shape):
            found.add(i)
    return found


def _sheet_rows(tree: Any, strings: list[str], dated: set[int]) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for row in (part for part in tree.iter() if local(part) == "row"):
        cells: list[Any] = []
        for cell in (part for part in row if local(part) == "c"):
            at = _column(_attribute(cell, "r")) if _attribute(cell, "r") else len(cells)
            cells += [None] * (at - len(cells))
            cells.append(_cell_value(cell, strings, dated))
        rows.append(cells)
    return rows


def _column(reference: str) -> int:
    number = 0
    for letter in re.match(r"[A-Z]*", reference)[0]:  # type: ignore[index]
        number = number * 26 + ord(letter) - 64
    return max(0, min(number, 16384) - 1)


def _cell_value(cell: Any, strings: list[str], dated: set[int]) -> Any:
    kind = _attribute(cell, "t")
    if kind == "inlineStr":
        return _rich(cell)
    value = next((part.text or "" for part in cell if local(part) == "v"), "")
    if not value:
        return None
    if kind == "s":
        return strings[int(value)] if value.isdigit() and int(value) < len(strings) else None
    if kind in ("str", "b", "e", "d"):
        return value
    number = float(value)
    if int(_attribute(cell, "s") or 0) in dated and 0 < number < 2_958_466:
        return (datetime.date(1899, 12, 30) + datetime.timedelta(days=int(number))).isoformat()
    return int(number) if number.is_integer() else number


def read_xls(data: bytes, path: str, columns: Columns | None = None) -> Records:
    """The rows of the sheets of an Excel file of the old kind, by xlrd (the extra ``formats``)."""
    try:
        import xlrd
    except ModuleNotFoundError:
        yield error(
            path,
            None,
            f"an Excel file of the old kind; xlrd is not installed; {install_command('formats')}; or save as .xlsx",
        )
        return
    try:
        book = xlrd.open_workbook(file_contents=data)
    except Exception as reason:  # xlrd raises errors of many kinds for damaged files
        yield error(
            path, None, f"the Excel file cannot be read ({reason}); open it and save it as .xlsx or .csv"
        )
        return
    sheets = []
    for sheet in book.sheets():
        rows: list[list[Any]] = []
        for r in range(sheet.nrows):
            rows.append([_xls_value(xlrd, sheet.cell(r, c), book.datemode) for c in range(sheet.ncols)])
        sheets.append((sheet.name, rows))
    yield from sheet_records(sheets, path, columns, "xls")


def _xls_value(xlrd: Any, cell: Any, mode: int) -> Any:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate_as_datetime(cell.value, mode).date().isoformat()
        except (ValueError, OverflowError, xlrd.XLDateError):
            return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_NUMBER and float(cell.value).is_integer():
        return int(cell.value)
    return None if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) else cell.value


def _attribute(part: Any, name: str) -> str:
    """The attribute ``name`` in whatever namespace."""
    for key, value in part.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def epub_chapters(data: bytes) -> list[tuple[str, bytes]]:
    """The chapters of a book in the order of reading: name and XHTML of each; raises BadArchive or ValueError."""
    with open_zip(data) as archive:
        container = parse_xml(member(archive, "META-INF/container.xml"))
        package = next((_attribute(p, "full-path") for p in container.iter() if local(p) == "rootfile"), "")
        tree = parse_xml(member(archive, package))
        base = posixpath.dirname(package)
        items = {_attribute(p, "id"): p for p in tree.iter() if local(p) == "item"}
        spine = [
            _attribute(p, "idref")
            for p in tree.iter()
            if local(p) == "itemref" and _attribute(p, "linear") != "no"
        ]
        chapters = []
        for ident in spine:
            item = items.get(ident)
            if (
                item is None
                or "html" not in _attribute(item, "media-type")
                or "nav" in _attribute(item, "properties")
            ):
                continue
            name = posixpath.normpath(posixpath.join(base, _attribute(item, "href")))
            chapters.append((name, member(archive, name)))
        return chapters
