"""Write the report of a run: one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec import Struct

from jianbao.article import UNSURE, Article
from jianbao.extras import from_extra
from jianbao.files import write_errors
from jianbao.report.chunks import Chunks, pack
from jianbao.report.clippings import Clippings
from jianbao.report.data import TABS, ReportData, collect
from jianbao.report.document import document
from jianbao.search.normal import changed_characters
from jianbao.writing.folder import PageRecord, RunFolder

LIMIT = 29.5  # MB
_CLIPPINGS = 0.4  # of the limit: pictures of pages take no more


class WrittenReport(Struct):
    """A report in a file: its size in bytes, the number of its articles, and of those listed by title only.

    printed: articles that were read off printed pages; clipped: those of them that a picture is shown of.
    """

    path: Path
    size: int
    articles: int
    left_out: int
    printed: int = 0
    clipped: int = 0


def write_report(
    run: str | Path,
    out: str | Path,
    *,
    limit: float = LIMIT,
    clippings: bool = True,
    progress: Callable[[int], None] = lambda number: None,
) -> WrittenReport:
    """Write the report of ``run`` to the file ``out``.

    limit: size in megabytes; the articles that do not fit are listed by title only, and the report says so.
    clippings: show the pictures of articles that were read off scans or PDF pages, where these files are still there.
    progress: called with the number of articles read.
    Raises ReadError if ``run`` is not a run, MissingPackage without the extra ``report``, WriteError if ``out``
    cannot be written.
    """
    with from_extra("report"):  # before the run is read
        import altair  # noqa: F401
        import networkx  # noqa: F401
        import sklearn  # noqa: F401
        import vl_convert  # noqa: F401
    folder = RunFolder(run).check()
    most = int(limit * 1_000_000)
    chunks, pictures = Chunks(most), Clippings(int(_CLIPPINGS * most) if clippings else 0)

    def on_page(record: PageRecord, articles: list[Article]) -> None:
        chunks.add(record, articles)
        pictures.add(articles)

    data = collect(folder, on_page=on_page, progress=progress)
    chunks.close()
    blocks = {name: pack(view) for name, view in data.views.items()}
    blocks["folding"] = pack(changed_characters())
    blocks["contents"] = pack(_rows(data, chunks))
    blocks |= {f"clippings-{n}": pack(found) for n, found in pictures.found.items()}
    chunks.trim(most - len(document(boot(folder, data.contents), blocks).encode()))
    blocks["contents"] = pack(_rows(data, chunks))
    blocks |= {f"chunk-{i}": block for i, block in enumerate(chunks.packed)}
    left_out = chunks.where.count(-1)
    page = document(boot(folder, data.contents, left_out=left_out), blocks)
    size = _write(Path(out), page)
    return WrittenReport(Path(out), size, len(data.contents), left_out, pictures.printed, len(pictures.found))


def _rows(data: ReportData, chunks: Chunks) -> list[tuple[Any, ...]]:
    """The contents, each row with the chunk that holds the article."""
    return [(*row, where) for row, where in zip(data.contents, chunks.where, strict=True)]


def boot(
    folder: RunFolder, contents: list[Any], *, left_out: int = 0, server: bool = False
) -> dict[str, Any]:
    """What the page's scripts need before they load any data. server: the page comes from ``jianbao serve``."""
    manifest = folder.manifest
    return {
        "name": folder.path.resolve().name,
        "version": manifest.jianbao if manifest else "",
        "made": manifest.finished if manifest else "",
        "tabs": TABS,
        "articles": len(contents),
        "left_out": left_out,
        "server": server,
        "unsure": UNSURE,
    }


def _write(path: Path, page: str) -> int:
    content = page.encode()
    with write_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return len(content)
