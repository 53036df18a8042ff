"""``make faults``: runs that are killed at random moments, and what is lost, doubled or left over after them.

python -m benchmarks.faults [--kills 100] [--seed 1] [--pages 1500] [--workers 2] [--stages sentences]
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from jianbao.writing.store import lines
from rich.console import Console

console = Console(highlight=False)
Process = subprocess.Popen[bytes]
COUNTS = ("lost", "doubled", "rejected", "orphans", "unlike", "failed")


class Trials:
    """Runs over one input, and the undisturbed one that they are compared with."""

    def __init__(
        self, folder: Path, pages: int, workers: int, stages: str, shard_size: float, dice: random.Random
    ) -> None:
        self.folder, self.dice = folder, dice
        self.source = folder / "in.jsonl"
        self.options = ["--stages", stages, "--workers", str(workers), "--shard-size", str(shard_size)]
        _write(self.source, pages)
        began = time.monotonic()
        self.finish(self.start(folder / "whole"))
        self.seconds = time.monotonic() - began
        self.whole = _articles(folder / "whole")

    def start(self, out: Path) -> Process:
        command = [sys.executable, "-m", "jianbao.cli", "run", str(self.source), "-o", str(out)]
        return subprocess.Popen(
            command + self.options, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=_hear
        )

    def finish(self, process: Process) -> bool:
        """Whether the run came to a good end; one that does not end is ended."""
        try:
            return process.wait(timeout=600) == 0
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return False

    def wait_a_while(self, process: Process) -> list[int]:
        """Wait until a random moment of the run; its workers then, none where it has ended."""
        time.sleep(self.dice.uniform(0.1, 0.95) * self.seconds)
        return [] if process.poll() is not None else _children(process.pid)

    def compare(self, out: Path, counts: Counter[str]) -> None:
        """Count what is wrong with a run that has come to its end."""
        found = _articles(out)
        wanted, ids = _ids(self.whole), _ids(found)
        counts["lost"] += len(set(wanted) - set(ids))
        counts["doubled"] += len(ids) - len(set(ids))
        counts["rejected"] += len((out / "rejected.jsonl").read_bytes().splitlines())
        counts["unlike"] += found != self.whole

    def parents(self, kills: int) -> Counter[str]:
        """Kill the parent, start the same command again, up to three times a folder."""
        counts: Counter[str] = Counter()
        while counts["kills"] < kills:
            out = self.folder / f"parent-{counts['kills']}"
            for _ in range(self.dice.randint(1, 3)):
                if workers := self.wait_a_while(process := self.start(out)):
                    process.send_signal(signal.SIGKILL)
                    process.wait()
                    counts["kills"] += 1
                    counts["orphans"] += _left(workers)
                else:
                    counts["failed"] += not self.finish(process)
            counts["failed"] += not self.finish(self.start(out))
            self.compare(out, counts)
        return counts

    def workers(self, kills: int) -> Counter[str]:
        """Kill one worker a run; the run goes on by itself."""
        counts: Counter[str] = Counter()
        while counts["kills"] < kills:
            out = self.folder / f"worker-{counts['kills']}"
            workers = self.wait_a_while(process := self.start(out))
            if workers:
                os.kill(self.dice.choice(workers), signal.SIGKILL)
                counts["kills"] += 1
            counts["failed"] += not self.finish(process)
            counts["orphans"] += _left(workers)
            if workers:
                self.compare(out, counts)
        return counts

    def signals(self) -> Counter[str]:
        """Each of the signals that end a run once, and Ctrl-C twice; then the same command again."""
        counts: Counter[str] = Counter()
        for name in ("SIGTERM", "SIGHUP", "SIGINT", "SIGINT SIGINT"):
            out = self.folder / name.replace(" ", "-")
            workers = self.wait_a_while(process := self.start(out))
            for number in name.split():
                process.send_signal(signal.Signals[number])
                counts["kills"] += 1
                time.sleep(0.1)
            counts["failed"] += bool(workers) and process.wait(timeout=60) != 130
            counts["orphans"] += _left(workers)
            counts["failed"] += not self.finish(self.start(out))
            self.compare(out, counts)
        return counts


def _write(path: Path, pages: int) -> None:
    with open(path, "w", encoding="utf-8") as file:
        for i in range(pages):
            text = f"第{i}次会议召开\n\n" + "会议强调，要抓好落实，办好实事。" * 40
            file.write(json.dumps({"id": f"p{i:06}", "text": text}, ensure_ascii=False) + "\n")


def _hear() -> None:
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def _articles(out: Path) -> bytes:
    return b"".join(lines(out, "articles")) if out.exists() else b""


def _ids(data: bytes) -> list[str]:
    return [json.loads(line)["id"] for line in data.splitlines()]


def _children(pid: int) -> list[int]:
    try:
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _left(pids: list[int], seconds: float = 5.0) -> int:
    """How many of the processes are still there after a while."""
    end = time.monotonic() + seconds
    while (left := sum(_alive(pid) for pid in pids)) and time.monotonic() < end:
        time.sleep(0.05)
    return left


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def main(
    kills: Annotated[int, typer.Option(help="Kills of the parent, and as many of workers.")] = 100,
    seed: Annotated[int, typer.Option(help="Of the random moments.")] = 1,
    pages: Annotated[int, typer.Option(help="Pages a run.")] = 1500,
    workers: Annotated[int, typer.Option(help="Processes a run.")] = 2,
    stages: Annotated[str, typer.Option(help="The chain.")] = "sentences",
    shard_size: Annotated[float, typer.Option(help="MB of articles a part; 0: in one piece.")] = 0,
) -> None:
    """Kill runs at random moments; exit code 1 where anything was lost, doubled, left over or unlike."""
    with tempfile.TemporaryDirectory(prefix="jianbao-faults-") as folder:
        trials = Trials(Path(folder), pages, workers, stages, shard_size, random.Random(seed))
        console.print(f"undisturbed: {pages:,} pages in {trials.seconds:.1f} s")
        bad = 0
        for name, attempt in (
            ("kill -9 of the parent", lambda: trials.parents(kills)),
            ("kill -9 of a worker", lambda: trials.workers(kills)),
            ("signals", trials.signals),
        ):
            counts = attempt()
            told = ", ".join(f"{counts[what]} {what}" for what in COUNTS)
            console.print(f"{name}: {counts['kills']} kills: {told}", soft_wrap=True)
            bad += sum(counts[what] for what in COUNTS)
    raise typer.Exit(bool(bad))


if __name__ == "__main__":
    typer.run(main)
