"""Tables of texts: JSON Lines, JSON, CSV, Parquet and Arrow, read record by record."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from jianbao.errors import MissingPackage, ReadError
from jianbao.extras import from_extra
from jianbao.reading.formats.columns import Columns, guess_columns, told
from jianbao.reading.formats.encoding import UnknownEncoding, decode_whole, decoded_lines, encoding_of
from jianbao.reading.formats.marked import MarkedText
from jianbao.reading.formats.record import Note, Record, Records, error

_SAMPLE = 1 << 16
_FAR_QUOTE = 2000  # lines that a cell in quotation marks may run over
_DEEP = 6  # objects inside objects, in which articles are looked for
_INHERITED = ("date", "outlet", "page_label", "section", "author")


class Table:
    """The columns of one file: guessed once for each set of names, and told once."""

    def __init__(self, path: str, chosen: Mapping[str, str] | None) -> None:
        self.path, self.chosen = path, dict(chosen or {})
        self._guessed: dict[tuple[str, ...], Columns] = {}
        self._told: set[str] = set()

    def columns(self, names: Sequence[str]) -> Columns:
        """Each field's column among ``names``."""
        key = tuple(names)
        if key not in self._guessed:
            self._guessed[key] = guess_columns(names, self.chosen)
        return self._guessed[key]

    def note(self, columns: Columns) -> Iterator[Note]:
        """What was guessed, the first time it is."""
        guessed = told({f: n for f, n in columns.items() if self.chosen.get(f) != n})
        if guessed and guessed not in self._told:
            self._told.add(guessed)
            yield Note(f"{self.path}: columns are taken as --columns {guessed}")

    def records(
        self,
        value: Any,
        number: int,
        line: int | None,
        encoding: str,
        form: str,
        above: Columns | None = None,
        depth: int = 0,
    ) -> Records:
        """The records of one value: an object with a text, or objects inside it that have one."""
        where = line or number
        if isinstance(value, list) and depth and all(isinstance(item, dict) for item in value) and value:
            for item in value:
                yield from self.records(item, number, line, encoding, form, above, depth + 1)
            return
        if not isinstance(value, dict):
            what = f"the record is a {type(value).__name__}, not an object with a field 'text'"
            yield error(self.path, where, what)
            return
        columns = self.columns(list(value))
        inherited: dict[str, Any] = dict((above or {}).items())
        inherited |= {
            f: value[columns[f]]
            for f in _INHERITED
            if f in columns and value.get(columns[f]) not in (None, "")
        }
        nested = [v for k, v in value.items() if _holds_objects(v)]
        text = value.get(columns["text"]) if "text" in columns else None
        if text is None or (_holds_objects(text) and not _paragraphs(text)):
            if depth < _DEEP and nested:
                for inner in nested:
                    inside = inner if isinstance(inner, list) else [inner]
                    for item in inside:
                        yield from self.records(item, number, line, encoding, form, inherited, depth + 1)
                return
            yield error(self.path, where, self._without_text(list(value)))
            return
        yield from self.note(columns)
        yield _record(value, columns, inherited, number, where, encoding, form)

    def _without_text(self, names: Sequence[str]) -> str:
        shown = ", ".join(map(repr, names[:12]))
        if "text" in self.chosen:
            return f"the record has no field {self.chosen['text']!r} (it has {shown}); name another with --columns"
        return f"the record has no field 'text' (it has {shown}); name the one with the text: --columns text=NAME"


def _holds_objects(value: Any) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(item, dict) for item in value)
    )


def _paragraphs(value: Any) -> list[str]:
    """The paragraphs of a text that is a list: of strings, or of objects with one text each; [] where it is none."""
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list):
        return []
    found = []
    for item in value:
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, dict):
            columns = guess_columns(item)
            inner = item.get(columns.get("text", ""), None)
            if not isinstance(inner, str) or "title" in columns:
                return []
            found.append(inner)
        elif item is not None:
            return []
    return found


def _record(
    value: Mapping[str, Any],
    columns: Columns,
    above: Mapping[str, Any],
    number: int,
    line: int,
    encoding: str,
    form: str,
) -> Record:
    def of(field: str) -> Any:
        own = value.get(columns[field]) if field in columns else None
        return above.get(field) if own in (None, "") else own

    text: Any = value[columns["text"]]
    record = Record(text, id=of("id"), number=number, line=line, encoding=encoding, format=form)
    if isinstance(text, list) and (lines := _paragraphs(text)):
        marked = MarkedText(("paragraph", part) for whole in lines for part in whole.split("\n"))
        record.text, record.blocks = marked.text, marked.blocks
    record.title, record.date, record.outlet = of("title"), of("date"), of("outlet")
    record.author = _joined(of("author"))
    record.kicker, record.subtitle = of("kicker"), of("subtitle")
    record.page_label, record.section = of("page_label"), of("section")
    return record


def _joined(value: Any) -> Any:
    if isinstance(value, dict):
        return value.get("name")
    return "、".join(str(_joined(item)) for item in value) if isinstance(value, list) else value


def read_jsonl(
    stream: BinaryIO, path: str, max_bytes: int, head: bytes = b"", columns: Columns | None = None
) -> Records:
    """The records of a JSON Lines stream, one line in memory at a time; blank lines are skipped.

    head: what has been read of the stream already; columns: the names of fields that are not to be guessed.
    A line that is not a record comes as a ReadError. A file that is one array, or objects over several lines, is
    read as a whole.
    """
    table = Table(path, columns)
    lines = _lines(stream, head, max_bytes)
    for number, (text, encoding, damage, size) in enumerate(_decoded(lines), 1):
        text = text.strip().lstrip("\ufeff")
        if size > max_bytes:
            yield error(
                path, number, f"the line is longer than {max_bytes:,} bytes; is it one record per line?"
            )
            continue
        if not text:
            continue
        if len(damage) > 0 and text.count("\ufffd") * 50 > len(text) + 50:
            yield error(path, number, "the line cannot be decoded; save the file as UTF-8")
            continue
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as reason:
            if number == 1 and text[0] in "[{":
                whole = text.encode() + b"\n" + b"".join(_up_to(lines, max_bytes))
                found = list(_whole(whole, path, table))
                if found:
                    yield from found
                    return
                yield error(path, number, f"the line is not valid JSON ({reason})")
                again = io.BytesIO(whole.partition(b"\n")[2])
                for item in read_jsonl(again, path, max_bytes, columns=columns):
                    yield _moved(item, path)
                return
            yield error(path, number, f"the line is not valid JSON ({reason})")
            continue
        if damage:
            yield Note(f"{path}:{number}: {damage}")
        if number == 1 and isinstance(value, list) and all(isinstance(item, dict) for item in value):
            for n, item in enumerate(value, 1):
                yield from table.records(item, n, None, encoding, "jsonl")
            continue
        yield from table.records(value, number, number, encoding, "jsonl")


def _moved(item: Record | ReadError | Note, path: str) -> Record | ReadError | Note:
    """An item of the rest of a file behind its first line: one line further down."""
    if isinstance(item, Record):
        item.number, item.line = (item.number or 0) + 1, (item.line or 0) + 1
    elif isinstance(item, ReadError) and item.line:
        what = str(item).removeprefix(f"{path}:{item.line}: ")
        return error(path, item.line + 1, what)
    return item


def _up_to(lines: Iterator[bytes], max_bytes: int) -> Iterator[bytes]:
    size = 0
    for line in lines:
        size += len(line)
        if size > max_bytes:
            return
        yield line


def _decoded(lines: Iterator[bytes]) -> Iterator[tuple[str, str, str, int]]:
    sizes: list[int] = []

    def noted() -> Iterator[bytes]:
        for line in lines:
            sizes.append(len(line))
            yield line

    for text, encoding, damage in decoded_lines(noted()):
        yield text, encoding, damage, sizes.pop()


def _whole(data: bytes, path: str, table: Table) -> Records:
    """The records of values that stand one behind the other over several lines; nothing where they are no JSON."""
    try:
        text = decode_whole(data).text.lstrip("\ufeff")
    except UnknownEncoding:
        return
    decoder = json.JSONDecoder()
    at, number = 0, 0
    values: list[Any] = []
    while at < len(text):
        if text[at].isspace() or text[at] == ",":
            at += 1
            continue
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            if not values:
                return
            line = text.count("\n", 0, at) + 1
            values.append(error(path, line, "what stands from here on is not valid JSON"))
            break
        values.append(value)
    for value in values:
        if isinstance(value, ReadError):
            yield value
            continue
        for item in value if isinstance(value, list) else [value]:
            number += 1
            yield from table.records(item, number, None, "utf-8", "json")


def read_json(data: bytes, path: str, columns: Columns | None = None) -> Records:
    """The records of a JSON file: one object, a list of them, or objects with lists of articles inside."""
    table = Table(path, columns)
    try:
        decoded = decode_whole(data)
        value = json.loads(decoded.text)
    except (ValueError, RecursionError) as reason:
        found = list(_whole(data, path, table))
        if any(isinstance(item, Record) for item in found):
            yield from found
            return
        line = getattr(reason, "lineno", None)
        yield error(path, line, f"not valid JSON ({reason}); for one record per line use .jsonl")
        return
    for note in decoded.notes:
        yield Note(f"{path}: {note}")
    if isinstance(value, dict) and value and all(isinstance(v, dict) for v in value.values()):
        value = [v if guess_columns(v).get("id") else {"id": k} | v for k, v in value.items()]
    for number, item in enumerate(value if isinstance(value, list) else [value], 1):
        yield from table.records(item, number, None, "utf-8", "json")


def read_csv(
    stream: BinaryIO, path: str, max_bytes: int, columns: Columns | None = None, head: bytes = b""
) -> Records:
    """The records of a CSV or TSV file with a header line that names the column of the text."""
    sample = head + stream.read(_SAMPLE)
    table = Table(path, columns)
    rejoined = io.BufferedReader(_Rejoined(sample, stream))
    try:
        encoding = encoding_of(sample)
    except UnknownEncoding:
        encoding = ""
    csv.field_size_limit(max(csv.field_size_limit(), max_bytes))
    lines = _table_lines(rejoined, encoding)
    header: list[str] | None = None
    named: Columns = {}
    marks, number = [","], 0  # the mark between cells is known from the header on
    damage: Counter[str] = Counter()
    for start, group, notes in _groups(lines, marks):
        damage.update(notes)
        if header is None:
            if not "".join(group).strip() or re.fullmatch(r"\ufeff?sep=.\s*", group[0]):
                continue
            marks[0] = max(",\t;|", key=group[0].count)
        try:
            rows = list(csv.reader(group, delimiter=marks[0]))
        except csv.Error as reason:
            yield error(path, start, f"not valid CSV ({reason}); check the quotation marks")
            continue
        for row in rows:
            if header is None:
                header = [name.strip().lstrip("\ufeff") for name in row]
                named = table.columns(header)
                if "text" not in named or named["text"] not in header:
                    missing = named.get("text", "text")
                    what = f"the header names no column {missing!r} (it has {header})"
                    yield error(path, 1, f"{what}; name it so, or say which it is: --columns text=NAME")
                    return
                yield from table.note(named)
                continue
            if not any(cell.strip() for cell in row):
                continue
            number += 1
            value = dict(zip(header, row, strict=False))
            if len(row) < len(header) and not value.get(named["text"], "").strip():
                yield error(
                    path, start, f"the row has {len(row)} cells and the header {len(header)}; check its marks"
                )
                continue
            yield from table.records(value, number, start, encoding.removesuffix("-sig") or "utf-8", "csv")
    if header is None:
        yield error(path, None, "the file is empty")
    for what, times in damage.items():
        yield Note(f"{path}: {what}" + (f" ({times} times)" if times > 1 else ""))


def _table_lines(stream: BinaryIO, encoding: str) -> Iterator[tuple[str, str]]:
    """The lines of a table with their ends, each with what had to be repaired in it."""
    if encoding.startswith(("utf-16", "utf-32")):
        for line in io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline=""):
            yield line, ""
        return
    for text, _, damage in decoded_lines(iter(stream.readline, b"")):
        for part in (
            text.replace("\0", "").splitlines(keepends=True)
            if "\r" in text[:-2]
            else [text.replace("\0", "")]
        ):
            yield part, damage
            damage = ""


def _groups(
    lines: Iterator[tuple[str, str]], marks: Sequence[str]
) -> Iterator[tuple[int, list[str], list[str]]]:
    """Lines that belong together because a cell in quotation marks runs over them: first line's number, lines, notes.

    A mark that is not closed within many lines is taken for a character: its line stands alone.
    """
    waiting: list[tuple[str, str]] = []
    number = 1

    def following(n: int) -> bool:
        while len(waiting) <= n:
            line = next(lines, None)
            if line is None:
                return False
            waiting.append(line)
        return True

    while following(0):
        size = 1
        open_cell = _is_open([waiting[0][0]], marks[0])
        while open_cell and size < _FAR_QUOTE and following(size):
            size += 1
            if waiting[size - 1][0].count('"') % 2:
                open_cell = _is_open([line for line, _ in waiting[:size]], marks[0])
        notes = [damage for _, damage in waiting[: 1 if open_cell else size] if damage]
        group = [line for line, _ in waiting[:size]]
        if open_cell:
            size = 1
            notes.append(f"line {number}: a quotation mark is not closed; the line is read without it")
            group = [_without_open_mark(group[0], marks[0])]
        yield number, group, notes
        del waiting[:size]
        number += size


def _is_open(lines: Sequence[str], mark: str) -> bool:
    """Whether a cell in quotation marks is still open at the end of ``lines``."""
    if not any('"' in line for line in lines):
        return False
    try:
        for _ in csv.reader(lines, delimiter=mark, strict=True):
            pass
    except csv.Error as reason:
        return "unexpected end" in str(reason)
    return False


def _without_open_mark(line: str, mark: str) -> str:
    """The line without the quotation mark that opens its last open cell."""
    at = line.rfind(f'{mark}"')
    if at >= 0:
        return line[: at + 1] + line[at + 2 :]
    return line[1:] if line.startswith('"') else line.replace('"', "")


def read_parquet(source: str | BinaryIO, path: str, columns: Columns | None = None) -> Records:
    """The records of a Parquet file, some row groups in memory at a time.

    source: the file or its path; path: how messages name it.
    """
    try:
        with from_extra("parquet", before="a Parquet file: "):
            import pyarrow
            import pyarrow.parquet
    except MissingPackage as missing:
        yield error(path, None, str(missing))
        return
    table = Table(path, columns)
    try:
        with pyarrow.parquet.ParquetFile(source) as file:
            names = file.schema_arrow.names
            found = table.columns(names)
            if found.get("text") not in names:
                yield error(path, None, _no_column(found, names))
                return
            yield from table.note(found)
            batches = file.iter_batches(batch_size=256, columns=[n for n in found.values() if n in names])
            yield from _batch_records(batches, table, path, "parquet")
    except (pyarrow.ArrowException, OSError) as reason:
        yield error(path, None, f"not a readable Parquet file ({str(reason).splitlines()[0]})")


def read_arrow(data: bytes, path: str, columns: Columns | None = None) -> Records:
    """The records of an Arrow file, an Arrow stream or a Feather file."""
    try:
        with from_extra("parquet", before="an Arrow file: "):
            import pyarrow
            import pyarrow.feather
            import pyarrow.ipc
    except MissingPackage as missing:
        yield error(path, None, str(missing))
        return
    table = Table(path, columns)
    try:
        source = pyarrow.BufferReader(data)
        if data.startswith(b"ARROW1"):
            whole = pyarrow.ipc.open_file(source).read_all()
        elif data.startswith(b"FEA1"):
            whole = pyarrow.feather.read_table(source)
        else:
            whole = pyarrow.ipc.open_stream(source).read_all()
        names = whole.column_names
        found = table.columns(names)
        if found.get("text") not in names:
            yield error(path, None, _no_column(found, names))
            return
        yield from table.note(found)
        chosen = whole.select([n for n in found.values() if n in names])
        yield from _batch_records(chosen.to_batches(max_chunksize=256), table, path, "arrow")
    except (pyarrow.ArrowException, OSError) as reason:
        yield error(path, None, f"not a readable Arrow file ({str(reason).splitlines()[0]})")


def _no_column(found: Columns, names: Sequence[str]) -> str:
    return f"no column {found.get('text', 'text')!r} (it has {list(names)}); name it so, or say --columns text=NAME"


def _batch_records(batches: Iterator[Any], table: Table, path: str, form: str) -> Records:
    number = 0
    for batch in batches:
        for row in _rows(batch):
            number += 1
            if isinstance(row, ValueError):
                yield error(path, number, f"the row cannot be read ({row})")
            else:
                yield from table.records(row, number, number, "utf-8", form)


def _rows(batch: Any) -> Iterator[dict[str, Any] | ValueError]:
    """The rows of a record batch; one that Python cannot hold (text that is no UTF-8, a far date) is a ValueError."""
    try:
        yield from batch.to_pylist()
    except ValueError:
        for n in range(batch.num_rows):
            try:
                yield batch.slice(n, 1).to_pylist()[0]
            except ValueError as reason:
                yield reason


def _lines(stream: BinaryIO, head: bytes, max_bytes: int) -> Iterator[bytes]:
    """The lines of a stream; of one that is too long only the first ``max_bytes + 1`` bytes."""
    rejoined = io.BufferedReader(_Rejoined(head, stream))
    while line := rejoined.readline(max_bytes + 1):
        yield line
        while len(line) > max_bytes and not line.endswith(b"\n"):
            line = rejoined.readline(max_bytes + 1)


class _Rejoined(io.RawIOBase):
    """A stream with the bytes put back in front that were read to look at."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = io.BytesIO(head), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._head.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
