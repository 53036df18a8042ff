"""Write the report of a run: one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec import Struct

from jianbao.errors import WriteError
from jianbao.report.chunks import Chunks, packed
from jianbao.report.data import TABS, Room, collect
from jianbao.report.document import document
from jianbao.search.normal import pairs
from jianbao.writing.folder import RunFolder

LIMIT = 29.5  # MB


class Written(Struct):
    """What was written: the file, its size in bytes, its articles, and how many only stand in the contents."""

    path: Path
    size: int
    articles: int
    left_out: int


def write_report(
    run: str | Path,
    out: str | Path,
    *,
    limit: float = LIMIT,
    progress: Callable[[int], None] = lambda number: None,
) -> Written:
    """Write the report of ``run`` to the file ``out``.

    limit: megabytes; the articles that do not fit are listed by title only, and the report says so.
    Raises ReadError where ``run`` is no run, WriteError where ``out`` cannot be written.
    """
    folder = RunFolder(run).check()
    chunks = Chunks(int(limit * 1_000_000))
    room = collect(folder, on_page=chunks.add, progress=progress)
    chunks.close()
    blocks = {name: packed(view) for name, view in room.views.items()}
    blocks["folding"] = packed(pairs())
    blocks["contents"] = packed(_rows(room, chunks))
    chunks.trim(int(limit * 1_000_000) - len(document(boot(folder, room.contents), blocks).encode()))
    blocks["contents"] = packed(_rows(room, chunks))
    blocks |= {f"chunk-{i}": block for i, block in enumerate(chunks.packed)}
    left_out = chunks.where.count(-1)
    page = document(boot(folder, room.contents, left_out=left_out), blocks)
    return Written(Path(out), _write(Path(out), page), len(room.contents), left_out)


def _rows(room: Room, chunks: Chunks) -> list[tuple[Any, ...]]:
    """The contents, each row with the chunk that holds the article."""
    return [(*row, where) for row, where in zip(room.contents, chunks.where, strict=True)]


def boot(
    folder: RunFolder, contents: list[Any], *, left_out: int = 0, server: bool = False
) -> dict[str, Any]:
    """What the page's scripts need at once."""
    manifest = folder.manifest
    return {
        "name": folder.path.resolve().name,
        "version": manifest.jianbao if manifest else "",
        "made": manifest.finished if manifest else "",
        "tabs": TABS,
        "articles": len(contents),
        "left_out": left_out,
        "server": server,
    }


def _write(path: Path, page: str) -> int:
    data = page.encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise WriteError(f"{path}: cannot write: {error.strerror}") from error
    return len(data)
