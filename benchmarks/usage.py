"""What a command takes with all its processes: CPU by kind of process, memory as it goes on. Linux alone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

JIANBAO = [sys.executable, "-m", "jianbao.cli"]
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_ACTOR = b"ray::_Chain"  # how Ray calls the process of a worker


class Usage(msgspec.Struct):
    """What a command took.

    ``cpu``: seconds of all processes. ``main``, ``template``, ``workers``: of those, of the main process, of the one
    that loads the models, and of each worker. ``start``: of the first two, when the first worker came: nothing else
    ran. ``memory``: MB of all processes (Pss: what is shared counts once), by the share of the work that was done.
    """

    cpu: float
    wall: float
    peak: float  # MB, resident, of the largest process
    main: float = 0.0
    template: float = 0.0
    workers: list[float] = []
    start: float = 0.0
    memory: list[tuple[float, float]] = []
    worker_memory: float = 0.0  # MB, Pss, the most that one of several workers had

    def at(self, share: float) -> float:
        """MB of all processes when ``share`` of the work was done."""
        return next(
            (mb for done, mb in self.memory if done >= share), self.memory[-1][1] if self.memory else 0.0
        )


def measure(command: list[str], done: Callable[[], float] = float, *, seconds: float = 1.0) -> Usage:
    """Run ``jianbao COMMAND`` to its end; raises SystemExit where it fails.

    done: how much work is done at a moment, in any unit; looked at every so many ``seconds``.
    """
    began = time.monotonic()
    process = subprocess.Popen(
        [*JIANBAO, *command], stdout=subprocess.DEVNULL, env={**os.environ, "OMP_NUM_THREADS": "1"}
    )
    watch = _Watch(process.pid, done)
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(seconds):
            watch.look()

    watcher = threading.Thread(target=look)
    watcher.start()
    _, status, usage = os.wait4(process.pid, 0)
    ended.set()
    watcher.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}: exit code {process.returncode}")
    return watch.usage(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000, time.monotonic() - began)


class _Watch:
    def __init__(self, pid: int, done: Callable[[], float]) -> None:
        self.pid, self.done = pid, done
        self.cpu: dict[int, float] = {}  # by process
        self.template = 0
        self.start = 0.0
        self.memory: list[tuple[float, float, int]] = []  # work done, MB, processes
        self.worker_memory: defaultdict[int, float] = defaultdict(float)

    def look(self) -> None:
        whole = 0.0
        children = children_of(self.pid)
        actors = list(_actors()) if _is_on_ray(self.pid) else []
        if children and not self.template and not actors:
            self.template = children[0]
        for pid in (self.pid, *children, *actors):
            self.cpu[pid] = max(self.cpu.get(pid, 0.0), _cpu(pid))
            whole += (own := _memory(pid))
            if pid not in (self.pid, self.template):
                self.worker_memory[pid] = max(self.worker_memory[pid], own)
        if not self.start and self.worker_memory:
            self.start = self.cpu[self.pid] + self.cpu.get(self.template, 0.0)
        self.memory.append((self.done(), whole, 1 + len(children) + len(actors)))

    def usage(self, cpu: float, peak: float, wall: float) -> Usage:
        workers = [seconds for pid, seconds in self.cpu.items() if pid in self.worker_memory]
        most = max((done for done, _, _ in self.memory), default=0.0) or 1.0
        all_there = max((number for *_, number in self.memory), default=0)  # not so at the start and the end
        return Usage(
            cpu=cpu if self.template or not workers else cpu + sum(workers),  # actors are no children of ours
            wall=wall,
            peak=peak,
            main=self.cpu.get(self.pid, 0.0),
            template=self.cpu.get(self.template, 0.0),
            workers=workers,
            start=self.start,
            memory=[(done / most, whole) for done, whole, number in self.memory if number == all_there],
            worker_memory=max(self.worker_memory.values(), default=0.0),
        )


def children_of(pid: int) -> list[int]:
    """The processes that ``pid`` has started and that are still there."""
    try:
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _is_on_ray(pid: int) -> bool:
    try:
        return b"--ray" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _actors() -> Iterator[int]:
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and _ACTOR in (entry / "cmdline").read_bytes():
                yield int(entry.name)
        except OSError:
            continue


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _memory(pid: int) -> float:
    """MB of a process: what it shares with others in parts (Pss)."""
    try:
        found = re.search(r"^Pss: +(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)
    except OSError:
        return 0.0
    return int(found[1]) / 1000 if found else 0.0
