"""Annotated data from disk: pages in the gold format, JSON Lines with spans, CoNLL columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from jianbao.errors import ReadError
from jianbao.labels import known_labels

Kind = Literal["pages", "spans"]


class SpanText(Struct):
    """A text with its annotated spans: (start, end, type), half-open, code points."""

    text: str
    spans: set[tuple[int, int, str]]


class Dataset(Struct):
    """Annotated data: whole pages with all layers, or texts with entity spans only."""

    path: Path
    pages: list[dict[str, Any]] = []
    texts: list[SpanText] = []


def load_dataset(path: str | Path, *, partial: bool = False) -> Dataset:
    """A folder of gold pages, one of them (.json), JSON Lines (gold pages or ``{"text", "ents"}``), or CoNLL.

    Labels of other annotations are read as ours (``jianbao.engines.labels``).

    Args:
        partial: take lines with some layers of a page (``entities``, ``persons``, ``quotes`` ...) as pages that are
            scored by the layers they have; without it, only their entities are read.

    Raises ReadError that names the file and the line.
    """
    path = Path(path)
    if path.is_dir():
        files = sorted(path.glob("*.json"))
        if not files:
            raise ReadError(f"{path}: no gold pages (*.json) in this folder")
        return Dataset(path, pages=[_page(file, bytes_of(file), file) for file in files])
    data = bytes_of(path)
    if path.suffix == ".json":
        return Dataset(path, pages=[_page(path, data, path)])
    if path.suffix == ".jsonl":
        return _json_lines(path, data, partial)
    return Dataset(path, texts=list(_conll(path, data)))


def bytes_of(path: Path) -> bytes:
    """The file as it is; raises ReadError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: cannot read: {error.strerror}") from error


def lines_of(path: Path, data: bytes) -> list[str]:
    """The lines of a file that must be UTF-8; raises ReadError where it is not."""
    try:
        return data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise ReadError(f"{path}: not UTF-8 at byte {error.start}; convert the file") from error


def _json_lines(path: Path, data: bytes, partial: bool) -> Dataset:
    dataset = Dataset(path)
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        row = _decoded(where, line)
        if partial and _is_partial_page(row):
            dataset.pages.append({"id": f"{path.stem}:{number}", **_checked(where, row)})
        elif (spans := _annotated(row)) is not None:
            dataset.texts.append(_span_text(where, row.get("text"), spans))
        else:
            dataset.pages.append(_page(where, line, path))
    if dataset.pages and dataset.texts:
        raise ReadError(f"{path}: holds both gold pages and span lines; put them into two files")
    return dataset


def _annotated(row: dict[str, Any]) -> Any:
    """The spans of a line that has nothing else: ``ents`` or ``label``, or the gold format's ``entities`` alone."""
    if "entities" in row and "articles" not in row:
        return [[e.get(k) for k in ("start", "end", "type")] for e in row["entities"] if isinstance(e, dict)]
    return row.get("ents", row.get("label"))


def _is_partial_page(row: dict[str, Any]) -> bool:
    """Whether a line has layers beside its entities, and not all that a page has."""
    return any(name in row for name in _LAYERS if name != "entities") and "articles" not in row


def _checked(where: str, row: dict[str, Any]) -> dict[str, Any]:
    """The page, where its text is one and its layers are lists; labels of entities as ours."""
    text = row.get("text")
    if not isinstance(text, str):
        raise ReadError(f"{where}: not in the gold format: it lacks text (see docs/gold.md)")
    if wrong := [name for name in _LAYERS if not isinstance(row.get(name, []), list)]:
        raise ReadError(
            f"{where}: not in the gold format: {', '.join(wrong)} must be lists (see docs/gold.md)"
        )
    _span_text(where, text, _annotated(row) or [])
    return row


def _span_text(where: str, text: object, spans: Any) -> SpanText:
    try:
        found = {(start, end, our_label(kind)) for start, end, kind in spans}
        if isinstance(text, str) and all(0 <= start < end <= len(text) for start, end, _ in found):
            return SpanText(text, found)
    except (TypeError, ValueError):
        pass
    raise ReadError(
        f'{where}: spans that do not fit their text; write {{"text": "...", "ents": [[start, end, "PER"]]}}, '
        "offsets half-open, counting characters"
    )


def our_label(label: str) -> str:
    """A label as ours where it is known (PERSON to PER, GPE to LOC), else as it is."""
    return known_labels().get(label, label)


def _decoded(where: object, data: bytes) -> dict[str, Any]:
    try:
        return msgspec.json.decode(data, type=dict[str, Any])
    except msgspec.MsgspecError as error:
        raise ReadError(f"{where}: no JSON object: {error}") from error


_LAYERS = ("articles", "entities", "persons", "times", "quantities", "quotes", "points", "themes")


def _page(where: object, data: bytes, path: Path) -> dict[str, Any]:
    row = _decoded(where, data)
    if not isinstance(row.get("text"), str):
        raise ReadError(f"{where}: not in the gold format: it lacks text (see docs/gold.md)")
    missing = [name for name in _LAYERS if not isinstance(row.get(name), list)]
    if missing:
        raise ReadError(f"{where}: not in the gold format: it lacks {', '.join(missing)} (see docs/gold.md)")
    return {"id": path.stem, "summary": "", **row}


def _conll(path: Path, data: bytes) -> Iterator[SpanText]:
    """One token and its tag (the last column) per line, blank lines between sentences; BIO, BIOES or BMES."""
    rows: list[tuple[str, str]] = []
    for number, line in enumerate([*lines_of(path, data), ""], 1):
        columns = line.split()
        if len(columns) >= 2:
            rows.append((columns[0], columns[-1]))
        elif columns:
            raise ReadError(f"{path}:{number}: a token and a tag are expected, separated by a blank or tab")
        elif rows:
            yield SpanText("".join(token for token, _ in rows), set(_spans(rows)))
            rows = []


def _spans(rows: Iterable[tuple[str, str]]) -> Iterator[tuple[int, int, str]]:
    start, kind, at = -1, "", 0
    for token, tag in rows:
        prefix, _, name = tag.partition("-")
        goes_on = prefix in ("I", "M", "E") and name == kind and start >= 0
        if not goes_on:
            if start >= 0:
                yield start, at, our_label(kind)
            start, kind = (at, name) if name else (-1, "")
        at += len(token)
    if start >= 0:
        yield start, at, our_label(kind)
