"""The ids of articles whose files are numbered, for tools that know a document by the name of its file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

FILE = "ids.tsv"  # name of a file without its suffix, tab, id


def write_ids(folder: Path, ids: Mapping[str, str]) -> None:
    """Write the id of each name beside the files in ``folder``."""
    lines = "".join(f"{name}\t{ident}\n" for name, ident in ids.items())
    (folder / FILE).write_text(lines, "utf-8", newline="\n")


def read_ids(folder: Path) -> dict[str, str]:
    """The id of each name, as ``write_ids`` wrote them; empty where the file is missing."""
    path = folder / FILE
    if not path.exists():
        return {}
    return dict(line.split("\t", 1) for line in path.read_text("utf-8").split("\n") if "\t" in line)
