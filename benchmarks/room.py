"""The reading room on a run of the texts: the index and its queries, the report."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median

import msgspec
from msgspec import Struct

from benchmarks.texts import texts

QUERIES = ("问题", "痛点", "经济 发展", '"会议要求"', "改革 OR 创新", "教育 -大学")


class Room(Struct):
    """Figures of the reading room, for people."""

    articles: int
    figures: dict[str, str]


def room(source: str | None, count: int) -> Room:
    """Run the chain (engine crf) over ``count`` texts, index the run, query it, write its report."""
    from jianbao.config import Config
    from jianbao.report import write_report
    from jianbao.runner import run
    from jianbao.search.index import NAME, Index, build

    with tempfile.TemporaryDirectory() as folder:
        pages, out = Path(folder) / "pages.jsonl", Path(folder) / "run"
        with pages.open("wb") as file:
            for number, text in enumerate(texts(source, count)):
                file.write(
                    msgspec.json.encode({"id": str(number), "text": text, "date": "2021-05-08"}) + b"\n"
                )
        manifest = run([str(pages)], out, Config.make(None, ["entities.engine=crf"]))
        indexing = _timed(lambda: build(out))
        index = Index(out)
        times = {query: _query_ms(index, query) for query in QUERIES}
        report = Path(folder) / "report.html"
        reporting = _timed(lambda: write_report(out, report))
        size = (out / "articles.jsonl").stat().st_size
        return Room(
            manifest.counts["articles"],
            {
                "articles.jsonl": _mb(size),
                "index": f"{_mb((out / NAME).stat().st_size)}, made in {indexing:.1f} s",
                **{f"query {query}": f"{ms:.1f} ms" for query, ms in times.items()},
                "report": f"{_mb(report.stat().st_size)}, made in {reporting:.1f} s",
            },
        )


def _timed(work) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _query_ms(index, query: str) -> float:
    return 1000 * median(_timed(lambda: index.search(query)) for _ in range(5))


def _mb(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
