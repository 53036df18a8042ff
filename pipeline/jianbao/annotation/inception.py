"""INCEpTION and WebAnno: WebAnno TSV 3.3, marks in the built-in layer of named entities.

https://inception-project.github.io/releases/latest/docs/user-guide.html#sect_webannotsv: every character that is not
blank is a token, so that a mark may begin and end anywhere; every line of the text is a sentence; offsets count UTF-16
units. The label is the ``value`` of a named entity, its note the ``identifier``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from jianbao.annotation.ids import FILE as IDS_FILE
from jianbao.annotation.ids import read_ids, write_ids
from jianbao.annotation.marks import Mark, Marked, checked, from_utf16, utf16_offsets
from jianbao.errors import ReadError

NAME = "inception"
_HEAD = "#FORMAT=WebAnno TSV 3.3\n#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value\n\n"
_ESCAPED = re.compile(r"([\\\[\]|_;*>\t])|(->)")
_VALUE = re.compile(r"(.*?)(?<!\\)\[(\d+)\]", re.DOTALL)


def write(articles: Iterable[Marked], folder: Path) -> list[Path]:
    """Write ``0001.tsv`` ..., and ``ids.tsv`` with the id of each."""
    ids = {}
    for number, article in enumerate(articles, 1):
        name = f"{number:04}"
        ids[name] = article.id
        (folder / f"{name}.tsv").write_text(_document(article), "utf-8", newline="\n")
    write_ids(folder, ids)
    return [folder]


def _document(article: Marked) -> str:
    units, out, at, sentence = utf16_offsets(article.text), [_HEAD], 0, 0
    numbered = [(number, mark) for number, mark in enumerate(article.marks, 1)]
    for line in article.text.split("\n"):
        if line.strip():
            sentence += 1
            out.append(f"\n#Text={_escape(line)}\n")
            token = 0
            for start, character in enumerate(line, at):
                if not character.isspace():
                    token += 1
                    covering = [(n, m) for n, m in numbered if m.start <= start < m.end]
                    place = f"{sentence}-{token}\t{units[start]}-{units[start + 1]}"
                    out.append(f"{place}\t{_escape(character)}\t{_cells(covering)}\t\n")
        at += len(line) + 1
    return "".join(out)


def _cells(covering: list[tuple[int, Mark]]) -> str:
    notes = "|".join(f"{_escape(mark.note) or '*'}[{number}]" for number, mark in covering)
    labels = "|".join(f"{mark.label}[{number}]" for number, mark in covering)
    return f"{notes or '_'}\t{labels or '_'}"


def _escape(text: str) -> str:
    return _ESCAPED.sub(r"\\\g<0>", text)


def _unescape(text: str) -> str:
    return re.sub(r"\\(->|.)", r"\1", text, flags=re.DOTALL)


def read(path: Path) -> Iterator[Marked]:
    """The articles of a folder or of one .tsv; raises ReadError that names the line where it is not WebAnno TSV.

    The text itself is rebuilt from the lines; blanks at the ends of lines and empty lines are not in the format, so
    that it is compared with the article's without blanks.
    """
    files = sorted(path.rglob("*.tsv")) if path.is_dir() else [path]
    files = [file for file in files if file.name != IDS_FILE and file.is_file()]
    if not files:
        raise ReadError(f"{path}: holds no .tsv; export the documents as WebAnno TSV v3.3")
    ids = read_ids(path if path.is_dir() else path.parent)
    for file in files:
        yield _read_document(file, ids)


def _read_document(file: Path, ids: dict[str, str]) -> Marked:
    lines = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    columns = _columns(file, lines)
    units: dict[int, str] = {}
    found: dict[str, list[tuple[int, int, str, str]]] = {}
    for number, line in enumerate(lines, 1):
        cells = line.split("\t")
        place = re.fullmatch(r"(\d+)-(\d+)", cells[1]) if re.fullmatch(r"\d+-\d+", cells[0]) else None
        if not place or len(cells) <= max(columns):
            continue
        start, end = int(place[1]), int(place[2])
        units[start] = _unescape(cells[2])
        for key, note, label in _annotations(cells[columns[0]], cells[columns[1]], number):
            found.setdefault(key, []).append((start, end, note, label))
    text = _text(units)
    marks = []
    for key, pieces in found.items():
        start, end = (from_utf16(f"{file}: {key}", text, edge) for edge in (pieces[0][0], pieces[-1][1]))
        marks.append(checked(f"{file}: {key}", text, start, end, pieces[0][3], pieces[0][2]))
    inside = file.parent.name.endswith(
        ".tsv"
    )  # an export has a folder per document, with a file per annotator
    name = file.parent.name.removesuffix(".tsv") if inside else file.stem
    return Marked(ids.get(name, name), text, sorted(set(marks)))


def _columns(file: Path, lines: list[str]) -> tuple[int, int]:
    """The columns of identifier and value among those of all layers that the file has."""
    if not lines[0].startswith("#FORMAT=WebAnno TSV 3"):
        raise ReadError(f"{file}:1: not WebAnno TSV 3; export the documents as WebAnno TSV v3.3")
    at = 3
    for line in lines[1:]:
        if line.startswith(("#T_SP=", "#T_CH=", "#T_RL=")):
            layer, *features = line.split("=", 1)[1].split("|")
            if layer.endswith(".NamedEntity") and {"identifier", "value"} <= set(features):
                return at + features.index("identifier"), at + features.index("value")
            at += len(features)
    raise ReadError(f"{file}: has no layer NamedEntity with identifier and value")


def _annotations(notes: str, labels: str, line: int) -> Iterator[tuple[str, str, str]]:
    """Of each annotation of a token: what it is known by over its tokens, its note, its label."""
    of_note = dict(_values(notes, line))
    for key, label in _values(labels, line):
        yield key, of_note.get(key, ""), label


def _values(cell: str, line: int) -> Iterator[tuple[str, str]]:
    if cell in ("_", "*"):
        return
    for part in re.split(r"(?<!\\)\|", cell):
        numbered = _VALUE.fullmatch(part)
        value = _unescape(numbered[1] if numbered else part)
        yield (numbered[2] if numbered else f"line {line}"), "" if value == "*" else value


def _text(units: dict[int, str]) -> str:
    """The text of the tokens at their offsets in UTF-16 units, line breaks between them."""
    out, at = [], 0
    for start in sorted(units):
        out.append("\n" * (start - at))
        out.append(units[start])
        at = start + len(units[start].encode("utf-16-le")) // 2
    return "".join(out)
