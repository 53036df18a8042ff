"""Pages from whatever the user names: files are read, records checked and mended, ids made unique."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import lzma
import re
import sys
import tempfile
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from jianbao.article import Article, Page, Source
from jianbao.errors import ConfigError, ReadError, ReadWarning
from jianbao.reading.documents import Reader
from jianbao.reading.formats.dates import date_in_name, parse_date
from jianbao.reading.formats.kinds import SUFFIXES, Format
from jianbao.reading.formats.record import Note, Record, Records
from jianbao.reading.formats.scan import Ocr, OnPage
from jianbao.reading.inputs import Input, find_inputs
from jianbao.reading.layout.continued import join_continued
from jianbao.reading.layout.split import split_page
from jianbao.reading.repairs import repair
from jianbao.remote import fetch, is_url

MAX_BYTES = 20_000_000
MAX_CHARACTERS = 500_000  # of a page; the largest of a newspaper have 30,000
_OPENERS: dict[str, Callable[..., Any]] = {".gz": gzip.open, ".xz": lzma.open, ".bz2": bz2.open}
_HALF = re.compile("[\ud800-\udfff]")  # half of a pair of surrogates

Inputs = str | Path | Iterable[str | Path]
OnError = Callable[[ReadError], None]
OnNote = Callable[[str], None]
Skip = Callable[[str], Collection[str] | None]
"""Of a file's path the ids of its pages, where it need not be read; None where it is to be read."""


def read(
    input: Inputs,
    *,
    date: str | None = None,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
    ocr: Ocr = "auto",
    on_error: OnError | None = None,
    on_note: OnNote | None = None,
) -> Iterator[Article]:
    """The articles of a file, folder, glob or ``-``: ``read_pages`` and ``split_page`` in one."""
    for page in read_pages(
        input, date=date, outlet=outlet, columns=columns, ocr=ocr, on_error=on_error, on_note=on_note
    ):
        yield from split_page(page)


def read_pages(
    inputs: Inputs,
    *,
    date: str | None = None,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
    ocr: Ocr = "auto",
    on_error: OnError | None = None,
    on_note: OnNote | None = None,
    on_page: OnPage | None = None,
    max_bytes: int = MAX_BYTES,
    skip: Skip = lambda path: None,
    on_linked: Callable[[str], None] = lambda path: None,
) -> Iterator[Page]:
    """The pages of ``inputs``, one at a time.

    Args:
        inputs: paths, folders (the page files in them, sorted), globs, URLs of an object store (extra ``remote``),
            or ``-`` for standard input, in any of the formats of docs/reading.md; by suffix, or by the first bytes
            where the suffix says nothing.
        date: the date of issue of all pages; otherwise a record's column, the file's name, the page's header.
        outlet: the newspaper, for pages that do not name theirs.
        columns: field to column of tables and records, for columns that have no known name: ``{"text": "body2"}``.
        ocr: whether the text of pictures is recognised (extra ``ocr``): ``auto``: of picture files, and of PDF pages
            without text; ``always``: of all PDF pages; ``never``.
        on_error: is given each ReadError, and reading goes on; without it the first one is raised.
        on_note: is given what was guessed, repaired and passed over, and the other notes of each page; without it what
            was guessed or repaired is a warning (ReadWarning).
        on_page: is told before a page is recognised: file, number of the page, how many the file has.
        max_bytes: the largest file of one page, or line of a table, that is taken for a newspaper page.
        skip: is asked for each file whether it is known: then it is not opened, and its ids count as taken.
        on_linked: is told the file of each page with a story that goes on on another page, or comes from one: what is
            read of it depends on other files too.

    Raises:
        ConfigError: ``date`` is not a date.
        ReadError: a file or record cannot be read, if there is no ``on_error``.
    """
    try:
        fixed = parse_date(date)
    except ValueError as error:
        raise ConfigError(f"{error}; write the date as 2021, 2021-05 or 2021-05-08") from error
    report = on_error or _raise
    how = Reader("", max_bytes, dict(columns or {}), ocr, on_page)
    yield from join_continued(_pages(inputs, how, fixed, outlet, report, on_note, skip), on_linked)


def _pages(
    inputs: Inputs,
    how: Reader,
    fixed: str | None,
    outlet: str | None,
    report: OnError,
    on_note: OnNote | None,
    skip: Skip,
) -> Iterator[Page]:
    """The pages one by one, as their files hold them."""
    tell = on_note or _warn
    seen: set[str] = set()
    for item in find_inputs(inputs, report, tell):
        known = skip(item.path)
        if known is not None and seen.isdisjoint(known):
            seen.update(known)
            continue
        for record in _records(item, how):
            if isinstance(record, Note):
                tell(record.message)
                continue
            page = record if isinstance(record, ReadError) else _page(record, item, fixed, outlet)
            if isinstance(record, ReadError) or isinstance(page, ReadError):
                report(cast(ReadError, page))
                continue
            where = f"{item.path}:{record.line}" if record.line else item.path
            for line in page.notes if on_note else record.warnings:
                tell(f"{where}: {line}")
            page.id = _unique(page.id, seen)
            yield page


def _raise(error: ReadError) -> None:
    raise error


def _warn(message: str) -> None:
    warnings.warn(message, ReadWarning, stacklevel=4)


def _records(item: Input, how: Reader) -> Records:
    """The records of one file; a file that cannot be read is a ReadError."""
    reader = replace(how, path=item.path)
    try:
        if item.path == "-":
            yield from reader.stream(sys.stdin.buffer, None, file=False)
            return
        with _on_this_machine(item.path) as path:
            opener, form = _by_suffix(path)
            with cast(BinaryIO, opener(path, "rb") if opener else path.open("rb")) as stream:
                reader = replace(reader, local=str(path))
                yield from reader.stream(stream, form, file=opener is None)
    except ConfigError:
        raise
    except Exception as error:  # of any reader's library: no file may end the reading of the others
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        yield ReadError(
            f"{item.path}: cannot be read ({reason}); check that it is a whole, readable file", path=item.path
        )


@contextmanager
def _on_this_machine(path: str) -> Iterator[Path]:
    """Where the file lies; one that a URL names is copied to a temporary folder as long as it is read."""
    if not is_url(path):
        yield Path(path)
        return
    with tempfile.TemporaryDirectory(prefix="jianbao-") as folder:
        copy = Path(folder) / PurePosixPath(path).name
        fetch(path, copy)
        yield copy


def _by_suffix(path: Path) -> tuple[Callable[..., Any] | None, Format | None]:
    """How to open a file, where it is compressed, and its format, where its suffix says so: page.csv.gz."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    opener = _OPENERS.get(suffixes[-1]) if suffixes else None
    if opener:
        suffixes.pop()
    return opener, SUFFIXES.get(suffixes[-1]) if suffixes else None


def _page(record: Record, item: Input, date: str | None, outlet: str | None) -> Page | ReadError:
    """A page from a record, or what is wrong with it.

    date, outlet: of all pages; the date goes before the record's, the outlet behind it.
    """
    try:
        repair(record)
        _check(record)
        when = date or _date(record, item)
    except _BadRecord as error:
        where = f"{item.path}:{record.line}" if record.line else item.path
        return ReadError(f"{where}: {error}", path=item.path, line=record.line)
    return Page(
        id=_name(record, item).encode("utf-8", "replace").decode(),
        text=record.text,
        source=Source(
            path=f"{item.path}!{record.member}" if record.member else item.path,
            record=record.number,
            sha256=hashlib.sha256(record.text.encode()).hexdigest(),
            encoding=record.encoding,
            format=record.format,
            width=record.size[0],
            height=record.size[1],
        ),
        title=_filled(record.title),
        date=when,
        outlet=_filled(record.outlet) or outlet,
        author=_filled(record.author),
        kicker=_filled(record.kicker),
        subtitle=_filled(record.subtitle),
        page_label=_filled(record.page_label)
        or (str(record.page_label) if isinstance(record.page_label, int) else None),
        section=_filled(record.section),
        blocks=record.blocks,
        printed=record.printed,
        notes=[*record.notes, *record.warnings],
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
    """The record's own date, or that in the name of its file; a date that is none is told, and costs only itself."""
    try:
        found = parse_date(record.date)
    except ValueError as error:
        record.warnings.append(f"{error}; the article is read without it")
        return None
    return found or date_in_name(f"{item.name}/{record.member}" if record.member else item.name)


def _name(record: Record, item: Input) -> str:
    """The record's own id, or the name of its file with the number of the record."""
    if isinstance(record.id, str | int) and str(record.id).strip():
        return str(record.id)
    member = re.sub(r"\.\w{1,8}(?=!|$)", "", record.member).replace("!", "/")
    return "/".join(filter(None, (item.name, member))) + (f"-{record.number}" if record.number else "")


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
