"""``make bench-scale``: what an article costs, how workers add up, and what the corpus commands take at two sizes.

python -m benchmarks.scale --data FILE [--articles 20000] [--engine fast] [--workers 1,2] [--ray] [--no-passes]
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from jianbao.writing.folder import RunFolder
from jianbao.writing.recovery import seal
from jianbao.writing.store import KINDS, part_path
from rich.console import Console
from rich.table import Table

from benchmarks.texts import texts
from benchmarks.usage import Usage, measure

console = Console(highlight=False)
PASSES: dict[str, list[str]] = {
    "index": ["index", "RUN"],
    "names": ["names", "RUN"],
    "person": ["person", "RUN"],
    "network": ["network", "RUN", "-o", "OUT/n.gexf"],
    "topics": ["topics", "RUN"],
    "trends": ["trends", "RUN"],
    "families": ["families", "RUN"],
    "newwords": ["newwords", "RUN"],
    "reprints": ["reprints", "RUN"],
    "report": ["report", "RUN", "-o", "OUT/r.html"],
    "brief": ["brief", "RUN", "-o", "OUT/b.md"],
    "export parquet": ["export", "RUN", "-f", "parquet", "-o", "OUT/tables"],
    "query": ["query", "RUN", "select count(*) from mentions"],
    "diff": ["diff", "RUN", "RUN"],
}


def write_pages(data: str | None, path: Path, count: int) -> None:
    """A table of ``count`` texts, one page each; 0: all of ``data``. Where there are fewer they come again."""
    given = texts(data, count or (10**9 if data else 1000))
    total = count or len(given)
    with path.open("wb") as file:
        for number in range(total):
            date = f"{2000 + number * 20 // total}-{number % 12 + 1:02}"
            page = {"id": f"t{number}", "text": given[number % len(given)], "date": date}
            file.write(msgspec.json.encode(page) + b"\n")


def runs(source: Path, folder: Path, engine: str, workers: list[int], ray: bool) -> Path:
    """Run the chain with each number of workers; the folder of the first run.

    Raises SystemExit where a run has not the bytes of the first.
    """
    table = Table("run", "wall s", "CPU s", "main", "template", "a worker", "articles / CPU s")
    memory = Table("run", "MB at 10 %", "at 50 %", "in the last percent", "last / 10 %", "a worker, at most")
    found: dict[str, Usage] = {}
    for name, options in {f"{n} workers": ["--workers", str(n)] for n in workers}.items():
        found[name] = _run(source, folder / name.replace(" ", "-"), engine, options)
    if ray:
        with _two_nodes() as address:
            found["Ray, 2 nodes"] = _run(source, folder / "ray", engine, ["--workers", "2", "--ray", address])
    first, *others = (
        folder / name for name in [*(n.replace(" ", "-") for n in found if "Ray" not in n), *["ray"] * ray]
    )
    for other in others:
        if (other / "articles.jsonl").read_bytes() != (first / "articles.jsonl").read_bytes():
            raise SystemExit(f"{other.name}: not the bytes of {first.name}")
    count = json.loads((first / "manifest.json").read_text("utf-8"))["counts"]["articles"]
    for name, used in found.items():
        each = " ".join(f"{seconds:,.1f}" for seconds in used.workers)
        table.add_row(
            name,
            *(f"{figure:,.1f}" for figure in (used.wall, used.cpu, used.main, used.template)),
            each,
            f"{count / used.cpu:,.1f}",
        )
        early, late = used.at(0.1), used.at(0.99)
        row = (f"{early:,.0f}", f"{used.at(0.5):,.0f}", f"{late:,.0f}", f"{late / max(early, 1):.3f}")
        memory.add_row(name, *row, f"{used.worker_memory:,.0f}")
    console.print(table)
    console.print(memory, "Pss of all processes: what they share counts once", sep="\n")
    _ratios(found)
    return first


def _run(source: Path, out: Path, engine: str, options: list[str]) -> Usage:
    written = out / "articles.jsonl"
    command = ["run", str(source), "-o", str(out), "--engine", engine, *options]
    return measure(command, lambda: float(written.stat().st_size) if written.exists() else 0.0)


def _ratios(found: dict[str, Usage]) -> None:
    """How much faster than one worker: by the clock, and by CPU seconds, which other jobs disturb less."""
    one = found.get("1 workers")
    for name, used in found.items() if one else ():
        if name != "1 workers" and one:
            number = max(1, len(used.workers))
            start = used.start or used.main
            idle = start + (used.cpu - start) / number
            console.print(
                f"{name} against one: {one.wall / used.wall:.2f} times by the clock; "
                f"{one.cpu / idle:.2f} on {number} idle cores by CPU seconds ({start:.1f} s of start, then all at work)"
            )


@contextmanager
def _two_nodes() -> Iterator[str]:
    """The address of a Ray cluster of two nodes with a processor each, on this machine."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    try:
        cluster.add_node(num_cpus=1)
        cluster.wait_for_nodes()
        yield cluster.address
    finally:
        cluster.shutdown()


def disk(run: Path, folder: Path, sample: int = 2000) -> None:
    """Bytes an article by layer, plain and compressed."""
    sizes: Counter[str] = Counter()
    number = 0
    for article in islice(RunFolder(run).articles(), sample):
        number += 1
        layers = {name: len(msgspec.json.encode(value)) for name, value in article.layers().items()}
        sizes.update(layers)
        sizes["text, title and layout"] += len(msgspec.json.encode(article)) - sum(layers.values())
    table = Table("layer", "bytes an article")
    for name, size in sizes.most_common():
        table.add_row(name, f"{size / number:,.0f}")
    console.print(table)
    total = Counter[str]()
    for kind in KINDS:
        path = part_path(folder, kind, 1)
        os.symlink(part_path(run, kind, 0).resolve(), path)
        total["plain"] += path.stat().st_size
    began = time.process_time()
    seal(folder, 1)
    took = time.process_time() - began
    total["packed"] = sum(part_path(folder, kind, 1, packed=True).stat().st_size for kind in KINDS)
    articles = sum(1 for _ in RunFolder(run).articles())
    console.print(
        f"articles and pages: {total['plain'] / articles:,.0f} bytes an article plain, "
        f"{total['packed'] / articles:,.0f} compressed ({total['plain'] / total['packed']:.1f} times less), "
        f"{1e3 * took / articles:.2f} ms an article"
    )


def passes(run: Path, folder: Path) -> None:
    """The corpus commands over half of the run and over all of it."""
    half = folder / "half"
    half.mkdir()
    articles = sum(1 for _ in RunFolder(run).articles())
    for kind in KINDS:
        with part_path(run, kind, 0).open("rb") as file, part_path(half, kind, 0).open("wb") as out:
            out.writelines(islice(file, articles // 2))
    (half / "rejected.jsonl").touch()
    table = Table(
        "command", f"CPU s, {articles // 2:,}", f"CPU s, {articles:,}", "times", "peak MB", "peak MB"
    )
    for name, command in PASSES.items():
        a, b = (
            measure([part.replace("RUN", str(at)).replace("OUT", str(folder)) for part in command])
            for at in (half, run)
        )
        cpu = (f"{a.cpu:,.1f}", f"{b.cpu:,.1f}", f"{b.cpu / a.cpu:.2f}")
        table.add_row(name, *cpu, f"{a.peak:,.0f}", f"{b.peak:,.0f}")
    console.print(table)


def main(
    data: Annotated[str | None, typer.Option(help="JSON Lines with a text each (.xz, .gz too).")] = None,
    articles: Annotated[int, typer.Option(help="Only the first so many articles; 0: all.")] = 20_000,
    engine: Annotated[str, typer.Option(help="Engine of the chain.")] = "fast",
    workers: Annotated[str, typer.Option(help="Numbers of workers to compare.")] = "1,2",
    ray: Annotated[
        bool, typer.Option("--ray", help="Also on a Ray cluster of two nodes on this machine.")
    ] = False,
    commands: Annotated[bool, typer.Option("--passes/--no-passes", help="The corpus commands too.")] = True,
    run: Annotated[Path | None, typer.Option(help="A plain run that is there: only measure over it.")] = None,
) -> None:
    """Measure; the figures are printed as tables."""
    with tempfile.TemporaryDirectory(prefix="jianbao-scale-") as name:
        folder = Path(name)
        if run is None:
            source = folder / "in.jsonl"
            write_pages(data, source, articles)
            run = runs(source, folder, engine, [int(n) for n in workers.split(",")], ray)
        (folder / "disk").mkdir()
        disk(run, folder / "disk")
        if commands:
            passes(run, folder)


if __name__ == "__main__":
    typer.run(main)
