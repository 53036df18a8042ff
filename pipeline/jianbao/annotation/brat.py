"""brat: a text file and a standoff file per article (https://brat.nlplab.org/standoff.html)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from jianbao.annotation.ids import read_ids, write_ids
from jianbao.annotation.marks import LABELS, Marked, checked
from jianbao.errors import ReadError

NAME = "brat"
_SPAN = re.compile(r"(T\d+)\t(\S+) (\d+) (\d+(?:;\d+ \d+)*)\t.*", re.DOTALL)
_NOTE = re.compile(r"#\d+\tAnnotatorNotes (T\d+)\t(.*)", re.DOTALL)


def write(articles: Iterable[Marked], folder: Path) -> list[Path]:
    """Write ``0001.txt`` and ``0001.ann`` ..., ``ids.tsv`` with the id of each, and ``annotation.conf``."""
    ids = {}
    for number, article in enumerate(articles, 1):
        name = f"{number:04}"
        ids[name] = article.id
        lines = []
        for n, mark in enumerate(article.marks, 1):
            words = article.text[mark.start : mark.end].replace("\n", " ")
            lines.append(f"T{n}\t{mark.label} {_pieces(article.text, mark.start, mark.end)}\t{words}")
            if mark.note:
                lines.append(f"#{n}\tAnnotatorNotes T{n}\t{mark.note}")
        (folder / f"{name}.txt").write_bytes(article.text.encode())
        (folder / f"{name}.ann").write_text("".join(f"{line}\n" for line in lines), "utf-8", newline="\n")
    write_ids(folder, ids)
    settings = "[entities]\n" + "".join(f"{name}\n" for name in LABELS)
    settings += "\n[relations]\n<OVERLAP> Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n\n[events]\n\n[attributes]\n"
    (folder / "annotation.conf").write_text(settings, "utf-8")
    return [folder]


def _pieces(text: str, start: int, end: int) -> str:
    """A span as brat writes it: one piece per line of the text."""
    pieces, at = [], start
    for line in text[start:end].split("\n"):
        if line:
            pieces.append(f"{at} {at + len(line)}")
        at += len(line) + 1
    return ";".join(pieces)


def read(path: Path) -> Iterator[Marked]:
    """The articles of a folder; raises ReadError that names the line where a file is not standoff."""
    texts = sorted(path.glob("*.txt"))
    if not texts:
        raise ReadError(f"{path}: holds no .txt with its .ann; give the folder of the collection")
    ids = read_ids(path)
    for file in texts:
        text = file.read_bytes().decode("utf-8-sig")
        annotations = file.with_suffix(".ann")
        lines = annotations.read_bytes().decode("utf-8").split("\n") if annotations.exists() else []
        found = [(n, m) for n, line in enumerate(lines, 1) if (m := _SPAN.fullmatch(line))]
        notes = {m[1]: m[2] for line in lines if (m := _NOTE.fullmatch(line))}
        if bad := next(
            (n for n, line in enumerate(lines, 1) if line[:1] == "T" and not _SPAN.fullmatch(line)), 0
        ):
            raise ReadError(f"{annotations}:{bad}: not a line of brat's standoff format")
        marks = {
            checked(f"{annotations}:{n}", text, int(m[3]), int(m[4].split(" ")[-1]), m[2], notes.get(m[1]))
            for n, m in found
        }
        yield Marked(ids.get(file.stem, file.stem), text, sorted(marks))
