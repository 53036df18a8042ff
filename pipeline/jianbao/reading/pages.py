"""Pages from whatever the user names: bytes are decoded, records checked, ids made unique."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import lzma
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from jianbao.article import Article, Page, Source
from jianbao.errors import ConfigError, ReadError
from jianbao.reading.dates import date_in_name, parse_date
from jianbao.reading.formats.documents import read_html, read_text
from jianbao.reading.formats.pdf import read_pdf
from jianbao.reading.formats.records import Record, read_csv, read_json, read_jsonl, read_parquet
from jianbao.reading.inputs import Input, find_inputs
from jianbao.reading.layout.split import split_page

MAX_BYTES = 20_000_000
_OPENERS: dict[str, Callable[..., Any]] = {".gz": gzip.open, ".xz": lzma.open, ".bz2": bz2.open}
_FORMATS = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".txt": "text",
}  # fmt: skip
_DAMAGED = (OSError, EOFError, lzma.LZMAError, gzip.BadGzipFile)

Inputs = str | Path | Iterable[str | Path]
OnError = Callable[[ReadError], None]


def read(
    input: Inputs, *, date: str | None = None, outlet: str | None = None, on_error: OnError | None = None
) -> Iterator[Article]:
    """The articles of a file, folder, glob or ``-``: ``read_pages`` and ``split_page`` in one."""
    for page in read_pages(input, date=date, outlet=outlet, on_error=on_error):
        yield from split_page(page)


def read_pages(
    inputs: Inputs,
    *,
    date: str | None = None,
    outlet: str | None = None,
    on_error: OnError | None = None,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Page]:
    """The pages of ``inputs``, one at a time.

    Args:
        inputs: paths, folders (all files in them, sorted), globs, or ``-`` for standard input. Text, HTML, PDF,
            JSON Lines, JSON, CSV and Parquet; by suffix, or by the first bytes where the suffix says nothing.
        date: the date of issue of all pages; otherwise a record's column, the file's name, the page's header.
        outlet: the newspaper, for pages that do not name theirs.
        on_error: is given each ReadError, and reading goes on; without it the first one is raised.
        max_bytes: the size at which a file of one page, or a line of a table, is no newspaper page any more.

    Raises:
        ConfigError: ``date`` is no date. ReadError: see ``on_error``.
    """
    try:
        fixed = parse_date(date)
    except ValueError as error:
        raise ConfigError(f"{error}; write the date as 2021, 2021-05 or 2021-05-08") from error
    report = on_error or _raise
    seen: set[str] = set()
    for item in find_inputs(inputs, report):
        for record in _records(item, max_bytes):
            page = record if isinstance(record, ReadError) else _page(record, item, fixed, outlet)
            if isinstance(page, ReadError):
                report(page)
                continue
            page.id = _unique(page.id, seen)
            yield page


def _raise(error: ReadError) -> None:
    raise error


def _records(item: Input, max_bytes: int) -> Iterator[Record | ReadError]:
    """The records of one file; whatever goes wrong with it comes as a ReadError."""
    try:
        if item.path == "-":
            yield from _stream_records(sys.stdin.buffer, item, "", max_bytes)
            return
        path = Path(item.path)
        suffixes = [suffix.lower() for suffix in path.suffixes]
        opener = _OPENERS.get(suffixes[-1]) if suffixes else None
        form = _FORMATS.get((suffixes[:-1] if opener else suffixes or [""])[-1:][0] if suffixes else "", "")
        if form == "parquet":
            yield from read_parquet(item.path)
            return
        with cast(BinaryIO, opener(path, "rb") if opener else path.open("rb")) as stream:
            yield from _stream_records(stream, item, form, max_bytes)
    except _DAMAGED as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        yield ReadError(
            f"{item.path}: cannot be read ({reason}); check that it is a whole, readable file", path=item.path
        )


def _stream_records(stream: BinaryIO, item: Input, form: str, max_bytes: int) -> Iterator[Record | ReadError]:
    if form == "csv":
        yield from read_csv(stream, item.path, max_bytes)
        return
    head = b"" if form == "jsonl" else stream.read(4096)
    form = form or _sniff(head)
    if form == "parquet" and item.path != "-":
        yield from read_parquet(item.path)
        return
    if form == "jsonl":
        empty = True
        for record in read_jsonl(stream, item.path, max_bytes, head):
            empty = False
            yield record
        if empty:
            yield ReadError(f"{item.path}: the file is empty", path=item.path)
        return
    data = head + stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        what = f"larger than {max_bytes:,} bytes, which is no newspaper page; split it, or make it .jsonl"
        yield ReadError(f"{item.path}: {what}", path=item.path)
    elif not data.strip():
        yield ReadError(f"{item.path}: the file is empty", path=item.path)
    elif form == "json":
        yield from read_json(data, item.path)
    elif form == "pdf":
        yield from read_pdf(data, item.path)
    else:
        yield read_html(data, item.path) if form == "html" else read_text(data, item.path)


def _sniff(head: bytes) -> str:
    """The format that a file begins like."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF-"):
        return "pdf"
    if start.startswith(b"PAR1"):
        return "parquet"
    if start[:1] == b"{" and b'"' in start[:20]:
        return "jsonl"
    return "html" if start[:200].lower().startswith((b"<!doctype html", b"<html")) else "text"


def _page(record: Record, item: Input, date: str | None, outlet: str | None) -> Page | ReadError:
    """A page from a record, or what is wrong with it."""
    where = f"{item.path}:{record.line}" if record.line else item.path

    def wrong(what: str) -> ReadError:
        return ReadError(f"{where}: {what}", path=item.path, line=record.line)

    text = record.text
    if not isinstance(text, str):
        return wrong(f"the field 'text' is a {type(text).__name__}, not a string")
    if not text.strip():
        return wrong("the text is empty")
    if "\0" in text:
        at = text.index("\0")
        what = f"the text holds a NUL character at {at} (line {text.count(chr(10), 0, at) + 1})"
        return wrong(f"{what}: a binary file, or a damaged one; take it out")
    try:
        digest = hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        return wrong(
            f"the text holds half a character (a lone surrogate) at {error.start}; repair its source"
        )
    for field in ("title", "outlet"):
        if _is_damaged(getattr(record, field)):
            what = f"the field {field!r} holds half a character (a lone surrogate)"
            return wrong(f"{what}; repair its source")
    try:
        when = date or parse_date(record.date) or date_in_name(item.name)
    except ValueError as error:
        return wrong(f"{error}; write it as 2021, 2021-05 or 2021-05-08")
    title = record.title if isinstance(record.title, str) and record.title.strip() else None
    ident = record.id if isinstance(record.id, str | int) and str(record.id).strip() else None
    name = str(ident) if ident is not None else item.name + (f"-{record.number}" if record.number else "")
    return Page(
        id=name.encode("utf-8", "replace").decode(),
        text=text,
        source=Source(
            path=item.path,
            record=record.number,
            sha256=digest,
            encoding=record.encoding,
            format=record.format,
        ),
        title=title,
        date=when,
        outlet=record.outlet if isinstance(record.outlet, str) and record.outlet.strip() else outlet,
    )


def _is_damaged(value: object) -> bool:
    """Whether a field is a string that cannot be written as UTF-8."""
    return isinstance(value, str) and any("\ud800" <= ch <= "\udfff" for ch in value)


def _unique(ident: str, seen: set[str]) -> str:
    """``ident``, or with the first free number behind it where it is taken."""
    name, number = ident, 1
    while name in seen:
        number += 1
        name = f"{ident}~{number}"
    seen.add(name)
    return name
