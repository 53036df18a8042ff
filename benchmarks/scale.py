"""``make bench-scale``: what an article costs, how workers add up, and what the corpus commands take at two sizes.

python -m benchmarks.scale --data FILE [--count 20000] [--engine fast] [--workers 1,2] [--ray] [--run FOLDER]
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
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

console = Console(highlight=False)
JIANBAO = [sys.executable, "-m", "jianbao.cli"]
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


class Usage(msgspec.Struct):
    """A command: CPU seconds with its children, the peak of the largest process, memory of all by tenths."""

    cpu: float
    peak: float  # MB
    wall: float
    memory: list[float]  # MB, at ten moments evenly spread


def measure(command: list[str]) -> Usage:
    """Run ``command`` to its end; raises SystemExit where it fails."""
    began = time.monotonic()
    process = subprocess.Popen(
        [*JIANBAO, *command], stdout=subprocess.DEVNULL, env={**os.environ, "OMP_NUM_THREADS": "1"}
    )
    memory: list[float] = []
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.5):
            memory.append(sum(map(_memory, [process.pid, *_children(process.pid)])))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, status, usage = os.wait4(process.pid, 0)
    done.set()
    watcher.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}: exit code {process.returncode}")
    tenths = [memory[len(memory) * i // 10] for i in range(10)] if len(memory) >= 10 else memory
    cpu, peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000
    return Usage(cpu, peak, time.monotonic() - began, tenths)


def _memory(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except (OSError, IndexError):
        return 0.0


def _children(pid: int) -> list[int]:
    try:
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def write_pages(data: str, path: Path, count: int) -> None:
    """A table of the first ``count`` texts, one page each."""
    with path.open("wb") as file:
        for number, text in enumerate(texts(data, count)):
            date = f"{2000 + number * 20 // max(1, count)}-{number % 12 + 1:02}"
            file.write(msgspec.json.encode({"id": f"t{number}", "text": text, "date": date}) + b"\n")


def runs(source: Path, folder: Path, engine: str, workers: list[int], ray: bool) -> Path:
    """Run the chain with each number of workers; the folder of the first run."""
    table = Table("run", "CPU s", "wall s", "articles / CPU s", "memory of all at 10 % ... 100 %, MB")
    whole: bytes | None = None
    commands = {f"{n} workers": ["--workers", str(n)] for n in workers}
    if ray:
        commands["Ray, 2 actors"] = ["--workers", "2", "--ray", "local"]
    first = ""
    for name, options in commands.items():
        out = folder / name.replace(" ", "-").replace(",", "")
        used = measure(["run", str(source), "-o", str(out), "--engine", engine, *options])
        found = (out / "articles.jsonl").read_bytes()
        if whole is not None and found != whole:
            raise SystemExit(f"{name}: not the bytes of {first}")
        whole, first = whole or found, first or out.name
        count = json.loads((out / "manifest.json").read_text("utf-8"))["counts"]["articles"]
        memory = " ".join(f"{m:,.0f}" for m in used.memory)
        table.add_row(name, f"{used.cpu:,.0f}", f"{used.wall:,.0f}", f"{count / used.cpu:,.1f}", memory)
    console.print(table)
    return folder / first


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
    count: Annotated[int, typer.Option(help="Articles.")] = 20_000,
    engine: Annotated[str, typer.Option(help="Engine of the chain.")] = "fast",
    workers: Annotated[str, typer.Option(help="Numbers of workers to compare.")] = "1,2",
    ray: Annotated[bool, typer.Option("--ray", help="Also on a Ray cluster of this machine.")] = False,
    run: Annotated[Path | None, typer.Option(help="A plain run that is there: only measure over it.")] = None,
) -> None:
    """Measure; the figures are printed as tables."""
    with tempfile.TemporaryDirectory(prefix="jianbao-scale-") as name:
        folder = Path(name)
        if run is None:
            source = folder / "in.jsonl"
            write_pages(data or "", source, count)
            run = runs(source, folder, engine, [int(n) for n in workers.split(",")], ray)
        (folder / "disk").mkdir()
        disk(run, folder / "disk")
        passes(run, folder)


if __name__ == "__main__":
    typer.run(main)
