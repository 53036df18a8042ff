"""Pages from whatever the user names: bytes are decoded, records checked, ids made unique."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import lzma
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Literal, cast

from jianbao.article import Article, Page, Source
from jianbao.errors import ConfigError, ReadError
from jianbao.reading.dates import date_in_name, parse_date
from jianbao.reading.formats.documents import read_html, read_text
from jianbao.reading.formats.pdf import read_pdf
from jianbao.reading.formats.records import Record, read_csv, read_json, read_jsonl, read_parquet
from jianbao.reading.inputs import Input, find_inputs
from jianbao.reading.layout.split import split_page

MAX_BYTES = 20_000_000
MAX_CHARACTERS = 500_000  # of a page; the largest of a newspaper have 30,000
_OPENERS: dict[str, Callable[..., Any]] = {".gz": gzip.open, ".xz": lzma.open, ".bz2": bz2.open}
Format = Literal["jsonl", "json", "csv", "parquet", "html", "pdf", "text"]
"""How a file holds its pages: a table (jsonl, json, csv, parquet), or one document (html, pdf, text)."""

_FORMATS: dict[str, Format] = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".txt": "text",
}  # fmt: skip
_HALF = re.compile("[\ud800-\udfff]")  # half of a pair of surrogates

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
        max_bytes: the largest file of one page, or line of a table, that is taken for a newspaper page.

    Raises:
        ConfigError: ``date`` is not a date.
        ReadError: a file or record cannot be read, if there is no ``on_error``.
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
    """The records of one file; a file that cannot be read is a ReadError."""
    try:
        if item.path == "-":
            yield from _stream_records(sys.stdin.buffer, item, None, max_bytes)
            return
        path = Path(item.path)
        opener, form = _by_suffix(path)
        if form == "parquet":
            yield from read_parquet(item.path)
            return
        with cast(BinaryIO, opener(path, "rb") if opener else path.open("rb")) as stream:
            yield from _stream_records(stream, item, form, max_bytes)
    except Exception as error:  # of any reader's library: no file may end the reading of the others
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        yield ReadError(
            f"{item.path}: cannot be read ({reason}); check that it is a whole, readable file", path=item.path
        )


def _by_suffix(path: Path) -> tuple[Callable[..., Any] | None, Format | None]:
    """How to open a file, where it is compressed, and its format, where its suffix says so: page.csv.gz."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    opener = _OPENERS.get(suffixes[-1]) if suffixes else None
    if opener:
        suffixes.pop()
    return opener, _FORMATS.get(suffixes[-1]) if suffixes else None


def _stream_records(
    stream: BinaryIO, item: Input, form: Format | None, max_bytes: int
) -> Iterator[Record | ReadError]:
    if form == "csv":
        yield from read_csv(stream, item.path, max_bytes)
        return
    head = b"" if form == "jsonl" else stream.read(4096)
    form = form or _sniff(head)
    if form == "parquet" and item.path != "-":
        yield from read_parquet(item.path)
    elif form == "jsonl":
        yield from _or_empty(read_jsonl(stream, item.path, max_bytes, head), item.path)
    else:
        data = head + stream.read(max_bytes + 1)
        yield from _document_records(data, item.path, form, max_bytes)


def _or_empty(records: Iterator[Record | ReadError], path: str) -> Iterator[Record | ReadError]:
    """``records``, or that there are none."""
    first = next(records, None)
    if first is None:
        yield ReadError(f"{path}: the file is empty", path=path)
        return
    yield first
    yield from records


def _document_records(data: bytes, path: str, form: Format, max_bytes: int) -> Iterator[Record | ReadError]:
    """The records of a file that is read as a whole."""
    if len(data) > max_bytes:
        what = f"larger than {max_bytes:,} bytes, too large for one page; split it, or make it .jsonl"
        yield ReadError(f"{path}: {what}", path=path)
    elif not data.strip():
        yield ReadError(f"{path}: the file is empty", path=path)
    elif form == "json":
        yield from read_json(data, path)
    elif form == "pdf":
        yield from read_pdf(data, path)
    else:
        yield read_html(data, path) if form == "html" else read_text(data, path)


def _sniff(head: bytes) -> Format:
    """The format that the first bytes of a file are like."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF-"):
        return "pdf"
    if start.startswith(b"PAR1"):
        return "parquet"
    if start[:1] == b"{" and b'"' in start[:20]:
        return "jsonl"
    return "html" if start[:200].lower().startswith((b"<!doctype html", b"<html")) else "text"


def _page(record: Record, item: Input, date: str | None, outlet: str | None) -> Page | ReadError:
    """A page from a record, or what is wrong with it.

    date, outlet: of all pages; the date goes before the record's, the outlet behind it.
    """
    try:
        _check(record)
        when = date or _date(record, item)
    except _BadRecord as error:
        where = f"{item.path}:{record.line}" if record.line else item.path
        return ReadError(f"{where}: {error}", path=item.path, line=record.line)
    return Page(
        id=_name(record, item).encode("utf-8", "replace").decode(),
        text=record.text,
        source=Source(
            path=item.path,
            record=record.number,
            sha256=hashlib.sha256(record.text.encode()).hexdigest(),
            encoding=record.encoding,
            format=record.format,
        ),
        title=_filled(record.title),
        date=when,
        outlet=_filled(record.outlet) or outlet,
    )


class _BadRecord(ValueError):
    """What is wrong with a record; becomes a ReadError that names its file and line."""


def _check(record: Record) -> None:
    """Raises _BadRecord where a text or title is not one."""
    text = record.text
    if not isinstance(text, str):
        raise _BadRecord(f"the field 'text' is a {type(text).__name__}, not a string")
    if not text.strip():
        raise _BadRecord("the text is empty")
    if len(text) > MAX_CHARACTERS:
        raise _BadRecord(
            f"the page has {len(text):,} characters, more than {MAX_CHARACTERS:,}; "
            "split it into its articles, one per file or line of a .jsonl"
        )
    if (at := text.find("\0")) >= 0:
        what = f"the text holds a NUL character at {at} (line {text.count(chr(10), 0, at) + 1})"
        raise _BadRecord(f"{what}: a binary file, or a damaged one; take it out")
    if (half := _HALF.search(text)) is not None:
        what = f"the text holds half a character (a lone surrogate) at {half.start()}"
        raise _BadRecord(f"{what}; repair its source")
    for field in ("title", "outlet"):
        value = getattr(record, field)
        if isinstance(value, str) and _HALF.search(value):
            what = f"the field {field!r} holds half a character (a lone surrogate)"
            raise _BadRecord(f"{what}; repair its source")


def _date(record: Record, item: Input) -> str | None:
    """The record's own date, or that in the name of its file."""
    try:
        return parse_date(record.date) or date_in_name(item.name)
    except ValueError as error:
        raise _BadRecord(f"{error}; write it as 2021, 2021-05 or 2021-05-08") from error


def _name(record: Record, item: Input) -> str:
    """The record's own id, or the name of its file with the number of the record."""
    if isinstance(record.id, str | int) and str(record.id).strip():
        return str(record.id)
    return item.name + (f"-{record.number}" if record.number else "")


def _filled(value: object) -> str | None:
    """``value`` if it is a string that is not blank."""
    return value if isinstance(value, str) and value.strip() else None


def _unique(ident: str, seen: set[str]) -> str:
    """``ident``, or with the first free number behind it where it is taken."""
    name, number = ident, 1
    while name in seen:
        number += 1
        name = f"{ident}~{number}"
    seen.add(name)
    return name
