"""A file's bytes to records: the reader of its format, and for an archive that of each file inside."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import BinaryIO

from jianbao.errors import ReadError
from jianbao.reading.formats import archives, office, recognised
from jianbao.reading.formats.columns import Columns, guess_columns
from jianbao.reading.formats.encoding import decode_whole
from jianbao.reading.formats.kinds import ARCHIVES, Format, by_content, by_suffix, cannot_be_read
from jianbao.reading.formats.pdf import read_pdf
from jianbao.reading.formats.plain import read_markdown, read_rtf, read_text
from jianbao.reading.formats.record import Note, Record, Records, error
from jianbao.reading.formats.records import read_arrow, read_csv, read_json, read_jsonl, read_parquet
from jianbao.reading.formats.scan import Ocr, OnPage, read_images
from jianbao.reading.formats.xml import parse_xml
from jianbao.reading.printed.boxes import Box
from jianbao.reading.printed.page import read_printed
from jianbao.reading.web.blocks import parse
from jianbao.reading.web.decode import decode_page
from jianbao.reading.web.feeds import read_feed
from jianbao.reading.web.page import read_web_page

_PACKED = 20  # a file of pictures, or a packed one, may be so many times larger than one of text
_PICTURED = frozenset(("pdf", "image", "zip", "tar", "warc", "docx", "epub", "xlsx"))
_DEEP = 3  # archives in archives
_CERTAIN = frozenset(("pdf", "image", "parquet", "arrow", "rtf", "zip", "epub", "odt", "warc", "tar", "xls"))
_TEXTS = frozenset(("text", "html", "csv", "json", "jsonl", "markdown", "xml"))
_NO_PAGES = {
    ".js": "a script", ".css": "a style sheet", ".py": "a program", ".sh": "a program", ".exe": "a program",
    ".ini": "a file of settings", ".log": "a log", ".sql": "a dump of a database (SQL)", ".pkl": "a Python pickle",
    ".doc": "a Word document of the old kind (.doc)", ".wps": "a Word document of the old kind (.wps)",
    ".ppt": "a PowerPoint presentation", ".pptx": "a PowerPoint presentation", ".rar": "a RAR archive",
    ".7z": "a 7-Zip archive", ".mobi": "a Mobipocket book", ".caj": "a CAJ document",
    ".djvu": "a scanned document (DjVu)",
}  # fmt: skip
_SQL = re.compile(rb"\A\s*(?:--|/\*|CREATE TABLE|INSERT INTO|DROP TABLE|SET )", re.I)


@dataclass(slots=True, frozen=True)
class Reader:
    """How files are read: what the user chose, and where a file stands."""

    path: str  # as it is named in messages
    max_bytes: int
    columns: Columns = field(default_factory=dict)
    ocr: Ocr = "auto"
    on_page: OnPage | None = None  # is told before a page is recognised
    depth: int = 0  # archives around it
    local: str = ""  # where the file lies on this machine, if ``path`` is a URL

    def stream(self, stream: BinaryIO, form: Format | None, *, file: bool = True) -> Records:
        """The records of a file that is read from its beginning.

        form: its format by its name; None where the name tells none. file: ``path`` is a file, not standard input.
        """
        head = b"" if form == "jsonl" else stream.read(4096)
        found = _format(form, head, self.path)
        if isinstance(found, str) and found.startswith("it is "):
            yield error(self.path, None, found)
        elif found == "parquet":
            data = None if file else head + stream.read()
            yield from read_parquet(
                (self.local or self.path) if data is None else io.BytesIO(data), self.path, self.columns
            )
        elif found == "jsonl":
            yield from _or_empty(read_jsonl(stream, self.path, self.max_bytes, head, self.columns), self.path)
        elif found == "csv":
            yield from read_csv(stream, self.path, self.max_bytes, self.columns, head)
        elif found in ARCHIVES and stream.seekable():
            stream.seek(0)
            yield from self._archive(stream, found)
        else:
            most = self.max_bytes * (_PACKED if found in _PICTURED else 1)
            yield from self.whole(head + stream.read(most + 1), found, most)

    def whole(self, data: bytes, form: str, most: int | None = None) -> Records:
        """The records of a file in memory."""
        most = most or self.max_bytes
        if len(data) > most:
            what = f"larger than {most:,} bytes, too large for one page; split it, or make it .jsonl"
            yield error(self.path, None, what)
        elif not data.strip():
            yield error(self.path, None, "the file is empty")
        elif form in ARCHIVES:
            yield from self._archive(io.BytesIO(data), form)
        else:
            yield from self._document(data, form)

    def _document(self, data: bytes, form: str) -> Records:
        path, columns = self.path, self.columns
        if form == "json":
            yield from self._json(data)
        elif form == "jsonl":
            yield from _or_empty(read_jsonl(io.BytesIO(data), path, self.max_bytes, b"", columns), path)
        elif form == "csv":
            yield from read_csv(io.BytesIO(data), path, self.max_bytes, columns)
        elif form == "parquet":
            yield from read_parquet(io.BytesIO(data), path, columns)
        elif form == "arrow":
            yield from read_arrow(data, path, columns)
        elif form == "xlsx":
            yield from office.read_xlsx(data, path, columns)
        elif form == "xls":
            yield from office.read_xls(data, path, columns)
        elif form == "docx":
            yield from office.read_docx(data, path)
        elif form == "odt":
            yield from office.read_odt(data, path)
        elif form == "epub":
            yield from self._epub(data)
        elif form == "pdf":
            yield from read_pdf(data, path, ocr=self.ocr, on_page=self.on_page)
        elif form == "image":
            yield from read_images(data, path, ocr=self.ocr, on_page=self.on_page)
        elif form == "xml":
            yield from self._xml(data)
        elif form == "html":
            yield from self._html(data)
        elif form == "markdown":
            yield read_markdown(data, path)
        elif form == "rtf":
            yield read_rtf(data, path)
        else:
            yield from self._text(data)

    def _text(self, data: bytes) -> Records:
        """A text file, or a table that was saved as one."""
        if _SQL.match(data[:200]) and b"INSERT INTO" in data[:200_000].upper():
            yield error(
                self.path, None, "it is a dump of a database (SQL); export its table as .csv or .jsonl"
            )
            return
        record = read_text(data, self.path)
        if isinstance(record, Record) and _is_table(record.text):
            yield Note(f"{self.path}: its first line names columns, so it is read as a table")
            yield from read_csv(io.BytesIO(data), self.path, self.max_bytes, self.columns)
            return
        yield record

    def _html(self, data: bytes) -> Records:
        if b"ocr_page" in data[:20_000] or b"ocr-system" in data[:5000]:
            try:
                decoded = decode_page(data)
                tree = parse(re.sub(r"\A\s*<\?xml[^>]*>", "", decoded.text))
            except ValueError as reason:
                yield error(self.path, None, f"the hOCR file cannot be read: {reason}")
                return
            pages = recognised.hocr_text(tree) if tree is not None else []
            for number, text in enumerate(pages, 1):
                yield Record(
                    text, number=number if len(pages) > 1 else None, encoding=decoded.encoding, format="hocr"
                )
            if pages:
                return
        yield read_web_page(data, self.path)

    def _json(self, data: bytes) -> Records:
        """Records, or the lines that a recogniser of text wrote."""
        import json

        try:
            value = json.loads(decode_whole(data).text)
        except (ValueError, RecursionError):
            value = None
        known = (
            isinstance(value, dict) and "text" in guess_columns(value) and isinstance(value.get("text"), str)
        )
        lines = [] if known else recognised.recognised_lines(value)
        if lines:
            page = read_printed([Box(*line) for line in lines])
            yield Record(
                page.text,
                format="ocr-json",
                printed=page.lines,
                notes=[f"{len(lines)} recognised lines, put in order"],
            )
            return
        yield from read_json(data, self.path, self.columns)

    def _xml(self, data: bytes) -> Records:
        if re.search(rb"<html\b", data[:2000], re.I):
            yield from self._html(data)
            return
        try:
            root = parse_xml(data)
        except ValueError as reason:
            yield error(self.path, None, f"the XML cannot be read: {reason}")
            return
        if recognised.recognised_kind(root):
            yield from recognised.read_recognised(root, self.path, self._beside)
        else:
            yield from read_feed(root, self.path, self.columns)

    def _beside(self, name: str) -> bytes | None:
        """A file that this one names, from its own folder; None where it is not there, or lies elsewhere."""
        folder = os.path.realpath(os.path.dirname(self.path) or ".")
        plain = re.sub(r"^(?:file:/{0,2})?(?:\./)?", "", name)
        for where in (os.path.join(folder, plain), os.path.join(folder, os.path.basename(plain))):
            real = os.path.realpath(where)
            if (
                real.startswith(folder + os.sep)
                and os.path.isfile(real)
                and os.path.getsize(real) <= self.max_bytes
            ):
                with open(real, "rb") as file:
                    return file.read()
        return None

    def _epub(self, data: bytes) -> Records:
        try:
            chapters = office.epub_chapters(data)
        except (office.BadArchive, ValueError) as reason:
            yield error(self.path, None, f"the book cannot be read: {reason}")
            return
        found = 0
        for name, chapter in chapters:
            record = self._chapter(chapter, f"{self.path}!{name}")
            if isinstance(record, Record):
                found += 1
                record.number, record.member, record.format = found, name, "epub"
                yield record
        if not found:
            yield error(
                self.path,
                None,
                "the book holds no chapter with text; if it holds pictures, recognise them first",
            )

    @staticmethod
    def _chapter(data: bytes, path: str) -> Record | ReadError:
        from jianbao.reading.web.fragment import read_fragment

        try:
            return read_fragment(decode_page(data).text, path)
        except ValueError as reason:
            return error(path, None, f"the chapter cannot be read: {reason}")

    def _archive(self, stream: BinaryIO, form: str) -> Records:
        if form == "zip":
            kind = office.what_zip(stream)
            if kind != "zip":
                stream.seek(0)
                yield from self._document(stream.read(), kind)
                return
            stream.seek(0)
            yield from self._members(archives.zip_members(stream, self.path, self.max_bytes))
        elif form == "tar":
            yield from self._members(archives.tar_members(stream, self.path, self.max_bytes))
        elif form == "warc":
            yield from self._web_members(archives.warc_members(stream, self.path, self.max_bytes), "warc")
        else:
            yield from self._web_members(archives.mhtml_members(stream.read(), self.path), "mhtml")

    def _members(self, members: Iterator[archives.Member | ReadError]) -> Records:
        from jianbao.reading.inputs import is_no_page

        if self.depth >= _DEEP:
            yield error(self.path, None, f"archives in archives, {_DEEP} deep; unpack it and read the folder")
            return
        passed: list[str] = []
        found = False
        for item in members:
            if isinstance(item, ReadError):
                found = True
                yield item
                continue
            if is_no_page(item.name):
                passed.append(item.name)
                continue
            found = True
            inner = replace(self, path=f"{self.path}!{item.name}", depth=self.depth + 1)
            for record in inner.stream(io.BytesIO(item.data), by_suffix(item.name), file=False):
                if isinstance(record, Record):
                    record.member = f"{item.name}!{record.member}" if record.member else item.name
                yield record
        if passed:
            yield Note(
                f"{self.path}: {len(passed)} files in it that are no pages are passed over ({', '.join(passed[:3])})"
            )
        if not found:
            yield error(self.path, None, "the archive holds no page files")

    def _web_members(self, members: Iterator[archives.Member | ReadError], form: str) -> Records:
        number, found = 0, False
        failed: list[ReadError] = []
        for item in members:
            if isinstance(item, ReadError):
                failed.append(item)
                continue
            number += 1
            where = f"{self.path}:{number}" if form == "warc" else self.path
            inner = replace(self, path=where, depth=self.depth + 1)
            kind = "html" if item.html else "pdf" if item.data.startswith(b"%PDF") else "text"
            for record in inner.whole(item.data, kind):
                if isinstance(record, ReadError):
                    named = f" (the page of {item.address})" if item.address else ""
                    failed.append(ReadError(f"{record}{named}", path=self.path, line=number))
                    continue
                if isinstance(record, Record):
                    found = True
                    record.format = form
                    record.number = number if form == "warc" else None
                    if item.address:
                        record.notes.append(f"saved from {item.address}")
                        record.date = record.date or _address_date(item.address)
                yield record
                if form == "mhtml":
                    return
        if form == "mhtml" and failed and not found:
            yield failed[0]
        else:
            yield from failed
        if not found and not failed:
            yield error(self.path, None, f"the {form.upper()} file holds no web page with text")


def _address_date(address: str) -> str | None:
    from jianbao.reading.formats.dates import date_in_name

    date = date_in_name(re.sub(r"^\w+://[^/]*", "", address))
    return date if date and len(date) == 10 else None


def _format(form: Format | None, head: bytes, path: str) -> str:
    """The format of a file: by its bytes where they are certain, otherwise by its name."""
    if form == "jsonl":
        return form
    found = by_content(head, path)
    if isinstance(found, str) and found.startswith("it is "):
        return found
    if found in _CERTAIN and (form is None or form in _TEXTS or form in ("xls", "mhtml", "image")):
        return str(found)
    if form is None or (form == "text" and found is not None):
        suffix = PurePath(path).suffix.lower()
        if found is None and suffix in _NO_PAGES:
            return cannot_be_read(_NO_PAGES[suffix])
        return str(found or "text")
    if form == "html" and found in ("mhtml",):
        return found
    return form


def _is_table(text: str) -> bool:
    """Whether the first line of a text names columns, parted by tabs: Excel's "Unicode text"."""
    lines = text.lstrip("\ufeff\n\r").split("\n", 2)
    names = lines[0].split("\t")
    if len(names) < 2 or len(lines) < 2 or lines[1].count("\t") < 1:
        return False
    columns = guess_columns([name.strip() for name in names])
    return "text" in columns and len(columns) >= 2


def _or_empty(records: Records, path: str) -> Records:
    """``records``, or that there are none."""
    first = next(records, None)
    if first is None:
        yield error(path, None, "the file is empty")
        return
    yield first
    yield from records
