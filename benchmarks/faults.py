"""``make faults``: runs that are killed at random moments, and what is lost, doubled or left over after them.

python -m benchmarks.faults [--kills 100] [--seed 1] [--pages 200] [--workers 2] [--engine fast] [--stages a,b] [--cold]

Each run is the command itself, in a process of its own. It is forked from this one, which has imported the package and
loaded the models, so that a trial costs its pages and not the loading; ``--cold`` starts a new interpreter each time.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from jianbao.writing.store import lines
from rich.console import Console

from benchmarks.usage import children_of

console, messages = Console(highlight=False), Console(highlight=False, stderr=True)
COUNTS = ("lost", "doubled", "rejected", "orphans", "unlike", "failed")


def told(counts: Counter[str]) -> str:
    """What went wrong, in one line."""
    return f"{counts['kills']} kills: " + ", ".join(f"{counts[what]} {what}" for what in COUNTS)


class Forked:
    """The command in a fork of this process: as much of ``subprocess.Popen`` as the trials need."""

    def __init__(self, command: list[str]) -> None:
        self.returncode: int | None = None
        self.pid = os.fork()
        if not self.pid:
            _become(command)

    def poll(self) -> int | None:
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.returncode = os.waitstatus_to_exitcode(status) if pid else None
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        end = time.monotonic() + (timeout or 1e9)
        while (code := self.poll()) is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired("jianbao", timeout or 0)
            time.sleep(0.02)
        return code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def _become(command: list[str]) -> NoReturn:
    """Be the ``jianbao`` command from here on, and end with its exit code."""
    code: object = 1
    try:
        _hear()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        sys.argv = ["jianbao", *command]
        from jianbao.cli import main

        main()
    except SystemExit as end:
        code = end.code
    finally:
        os._exit(code if isinstance(code, int) else 0 if code is None else 1)


Process = subprocess.Popen[bytes] | Forked


class Trials:
    """Runs over one input, and the undisturbed one that they are compared with."""

    def __init__(
        self, folder: Path, pages: int, options: list[str], dice: random.Random, *, cold: bool
    ) -> None:
        self.folder, self.options, self.dice, self.cold = folder, options, dice, cold
        self.source = folder / "in.jsonl"
        _write(self.source, pages, random.Random(1))
        began = time.monotonic()
        if not self.finish(self.start(folder / "whole")):
            raise SystemExit("the undisturbed run failed")
        self.seconds = time.monotonic() - began
        self.whole = _articles(folder / "whole")

    def start(self, out: Path) -> Process:
        command = ["run", str(self.source), "-o", str(out), *self.options]
        if not self.cold:
            return Forked(command)
        return subprocess.Popen(
            [sys.executable, "-m", "jianbao.cli", *command],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=_hear,
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
        ended = process.poll() is not None
        self.seconds *= 0.8 if ended else 1.05  # the machine is less or more busy than it was
        return [] if ended else _children(process.pid)

    def compare(self, out: Path, counts: Counter[str]) -> None:
        """Count what is wrong with a run that has come to its end."""
        found = _articles(out)
        wanted, ids = _ids(self.whole), _ids(found)
        counts["lost"] += len(set(wanted) - set(ids))
        counts["doubled"] += len(ids) - len(set(ids))
        counts["rejected"] += len((out / "rejected.jsonl").read_bytes().splitlines())
        counts["unlike"] += found != self.whole
        if found == self.whole:
            shutil.rmtree(out)
        messages.print(f"{out.name}: {told(counts)}", soft_wrap=True)

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


_TEXTS = (
    "{n}月{n}日，县长王建明到石桥镇调研春耕生产。",
    "全县共有{n}户，同比增长{n}.5%。",
    "他说：“要解决群众的痛点、堵点、难点。”",
    "会议强调，一是抓好落实；二是办好实事。",
    "云岭县召开第{n}次教育工作会议，县委书记李华主持。",
)


def _write(path: Path, pages: int, dice: random.Random) -> None:
    """Short pages in which each stage finds something, no two alike."""
    with open(path, "w", encoding="utf-8") as file:
        for i in range(pages):
            told = [dice.choice(_TEXTS).format(n=dice.randint(1, 12)) for _ in range(dice.randint(1, 4))]
            text = f"第{i}次会议召开\n\n" + "".join(told)
            row = {"id": f"p{i:06}", "date": "2021-05-08", "text": text}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _load(engine: str, stages: str | None) -> None:
    """Import the command and load the models, for the runs that are forked from here."""
    import jianbao.cli.run
    from jianbao.article import Page
    from jianbao.batches import load_models, process_pages
    from jianbao.config import Config
    from jianbao.digests import stage_digests
    from jianbao.flow import Flow

    assert jianbao.cli.run
    settings = [] if stages else [f"entities.engine={engine}"]
    flow = Flow(Config.make(None, settings, stages.split(",") if stages else None).build())
    load_models(flow.stages)
    process_pages([Page(id="warm", text="会议强调，要抓好落实。")], flow)
    stage_digests(flow.stages)


def _hear() -> None:
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def _articles(out: Path) -> bytes:
    return b"".join(lines(out, "articles")) if out.exists() else b""


def _ids(data: bytes) -> list[str]:
    return [json.loads(line)["id"] for line in data.splitlines()]


def _children(pid: int) -> list[int]:
    """The processes below ``pid``, those below them too."""
    found = children_of(pid)
    return found + [grandchild for child in found for grandchild in _children(child)]


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
    pages: Annotated[int, typer.Option(help="Pages a run.")] = 200,
    workers: Annotated[int, typer.Option(help="Processes a run.")] = 2,
    engine: Annotated[str, typer.Option(help="Engine of the chain.")] = "fast",
    stages: Annotated[str | None, typer.Option(help="Only these stages: a,b,c.")] = None,
    shard_size: Annotated[float, typer.Option(help="MB of articles a part; 0: in one piece.")] = 0,
    only: Annotated[str | None, typer.Option(help="Only one kind: parent, worker, signals.")] = None,
    cold: Annotated[
        bool, typer.Option("--cold", help="A new interpreter a run, models loaded anew.")
    ] = False,
) -> None:
    """Kill runs at random moments; exit code 1 where anything was lost, doubled, left over or unlike."""
    options = ["--workers", str(workers), "--shard-size", str(shard_size)]
    options += ["--stages", stages] if stages else ["--engine", engine]
    if not cold:
        _load(engine, stages)
    with tempfile.TemporaryDirectory(prefix="jianbao-faults-") as folder:
        trials = Trials(Path(folder), pages, options, random.Random(seed), cold=cold)
        console.print(f"undisturbed: {pages:,} pages in {trials.seconds:.1f} s")
        bad = 0
        attempts = {"parent": trials.parents, "worker": trials.workers, "signals": lambda _: trials.signals()}
        for name, attempt in attempts.items():
            if only in (None, name):
                counts = attempt(kills)
                console.print(f"{name}: {told(counts)}", soft_wrap=True)
                bad += sum(counts[what] for what in COUNTS)
    raise typer.Exit(bool(bad))


if __name__ == "__main__":
    typer.run(main)
