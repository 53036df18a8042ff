"""Tables of texts: JSON Lines, CSV and Parquet, read record by record."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from jianbao.errors import ReadError
from jianbao.reading.formats.encoding import UnknownEncoding, decode, encoding_of

FIELDS = ("id", "text", "title", "publish_date", "date", "outlet")
_SAMPLE = 1 << 16


@dataclass(slots=True)
class Record:
    """One page as its file gives it, before anything is checked."""

    text: Any
    id: Any = None
    title: Any = None
    date: Any = None
    outlet: Any = None
    number: int | None = None  # record, line or page, 1-based
    line: int | None = None
    encoding: str = "utf-8"
    format: str = "text"


def read_jsonl(
    stream: BinaryIO, path: str, max_bytes: int, head: bytes = b""
) -> Iterator[Record | ReadError]:
    """The records of a JSON Lines stream, one line in memory at a time; blank lines are skipped.

    ``head`` is what has been read of the stream already. A line that is not a record comes as a ReadError.
    """
    legacy = ""
    for number, line in enumerate(_lines(stream, head, max_bytes), 1):
        if len(line) > max_bytes:
            yield _error(
                path, number, f"the line is longer than {max_bytes:,} bytes; is it one record per line?"
            )
            continue
        try:
            text, encoding = _decode_line(line, legacy)
        except (UnicodeDecodeError, UnknownEncoding) as error:
            yield _error(path, number, f"the line cannot be decoded ({error}); save the file as UTF-8")
            continue
        legacy = legacy if encoding == "utf-8" else encoding
        if text := text.strip().lstrip("\ufeff"):
            yield _json_record(text, path, number, encoding)


def _decode_line(line: bytes, legacy: str) -> tuple[str, str]:
    """A line of a table: UTF-8, or the older encoding that lines before it were in."""
    try:
        return line.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        if legacy:
            return line.decode(legacy), legacy
        text, encoding = decode(line)
        if encoding.startswith("utf"):
            raise
        return text, encoding


def read_json(data: bytes, path: str) -> Iterator[Record | ReadError]:
    """The records of a JSON file: one object, or a list of them."""
    try:
        value = json.loads(data.decode(encoding_of(data)))
    except (ValueError, RecursionError, UnknownEncoding) as error:
        yield _error(
            path,
            getattr(error, "lineno", None),
            f"not valid JSON ({error}); for one record per line use .jsonl",
        )
        return
    for number, item in enumerate(value if isinstance(value, list) else [value], 1):
        yield _record(item, path, number, None, "utf-8", "json")


def read_csv(stream: BinaryIO, path: str, max_bytes: int) -> Iterator[Record | ReadError]:
    """The records of a CSV or TSV file with a header line that names at least ``text``."""
    sample = stream.read(_SAMPLE)
    try:
        encoding = encoding_of(sample)
        header = sample.decode(encoding, "ignore").split("\n", 1)[0]
    except UnknownEncoding as error:
        yield _error(path, None, f"{error}; save the file as UTF-8")
        return
    csv.field_size_limit(max(csv.field_size_limit(), max_bytes))
    wrapped = io.TextIOWrapper(io.BufferedReader(_Rejoined(sample, stream)), encoding=encoding, newline="")
    rows = csv.DictReader(wrapped, delimiter=max(",\t;", key=header.count))
    number = 0
    while True:
        try:
            if number == 0 and not rows.fieldnames:
                yield _error(path, None, "the file is empty")
                return
            if number == 0 and "text" not in (rows.fieldnames or ()):
                yield _error(
                    path, 1, f"the header names no column 'text' (it has {rows.fieldnames}); name it so"
                )
                return
            row = next(rows)
        except StopIteration:
            return
        except UnicodeDecodeError as error:
            yield _error(
                path, rows.line_num + 1, f"cannot be decoded as {encoding} ({error.reason}); save as UTF-8"
            )
            return
        except csv.Error as error:
            yield _error(path, rows.line_num, f"not valid CSV ({error}); check the quotation marks")
            return
        number += 1
        yield _record(row, path, number, rows.line_num, encoding.removesuffix("-sig"), "csv")


def read_parquet(path: str) -> Iterator[Record | ReadError]:
    """The records of a Parquet file, some row groups in memory at a time."""
    import pyarrow
    import pyarrow.parquet

    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            columns = [name for name in FIELDS if name in file.schema_arrow.names]
            if "text" not in columns:
                yield _error(path, None, f"no column 'text' (it has {file.schema_arrow.names}); name it so")
                return
            number = 0
            for batch in file.iter_batches(batch_size=256, columns=columns):
                for row in _rows(batch):
                    number += 1
                    if isinstance(row, ValueError):
                        yield _error(path, number, f"the row cannot be read ({row})")
                    else:
                        yield _record(row, path, number, number, "utf-8", "parquet")
    except (pyarrow.ArrowException, OSError) as error:
        yield _error(path, None, f"not a readable Parquet file ({str(error).splitlines()[0]})")


def _rows(batch: Any) -> Iterator[dict[str, Any] | ValueError]:
    """The rows of a record batch; one that Python cannot hold (text that is no UTF-8, a far date) is a ValueError."""
    try:
        yield from batch.to_pylist()
    except ValueError:
        for n in range(batch.num_rows):
            try:
                yield batch.slice(n, 1).to_pylist()[0]
            except ValueError as error:
                yield error


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


def _json_record(text: str, path: str, number: int, encoding: str) -> Record | ReadError:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        return _error(path, number, f"the line is not valid JSON ({error})")
    return _record(value, path, number, number, encoding, "jsonl")


def _record(
    value: Any, path: str, number: int, line: int | None, encoding: str, form: str
) -> Record | ReadError:
    if not isinstance(value, dict):
        what = f"the record is a {type(value).__name__}, not an object with a field 'text'"
        return _error(path, line or number, what)
    if value.get("text") is None:
        return _error(path, line or number, "the record has no field 'text'; put the page's text there")
    date = value.get("publish_date") if value.get("publish_date") not in (None, "") else value.get("date")
    return Record(
        value["text"],
        id=value.get("id"),
        title=value.get("title"),
        date=date,
        outlet=value.get("outlet"),
        number=number,
        line=line or number,
        encoding=encoding,
        format=form,
    )


def _error(path: str, line: int | None, what: str) -> ReadError:
    return ReadError(f"{path}:{line}: {what}" if line else f"{path}: {what}", path=path, line=line)
