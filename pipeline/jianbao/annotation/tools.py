"""The annotation tools by name: how each writes a folder, and reads what comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from jianbao.annotation import brat, doccano, inception, label_studio
from jianbao.annotation.marks import Marked


class Tool(Struct, frozen=True):
    """``write`` makes the files that the tool imports in a folder and names them; ``read`` takes its export."""

    write: Callable[[Iterable[Marked], Path], list[Path]]
    read: Callable[[Path], Iterator[Marked]]


TOOLS = {module.NAME: Tool(module.write, module.read) for module in (label_studio, doccano, inception, brat)}


def tool_of(path: Path) -> str:
    """The tool that a file or folder comes from, by its suffix or what is in it; "" where that does not say it.

    >>> tool_of(Path("export.jsonl")), tool_of(Path("0001.tsv"))
    ('doccano', 'inception')
    """
    if path.is_dir():
        return "brat" if any(path.glob("*.ann")) else "inception" if any(path.rglob("*.tsv")) else ""
    return {".jsonl": "doccano", ".json": "labelstudio", ".tsv": "inception"}.get(path.suffix.lower(), "")
