"""Faults: pages that kill or hang, workers that are killed, runs that are ended. Nothing is lost or left over."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from jianbao import Config, run
from jianbao.errors import ConfigError, StageError
from jianbao.manifest import read_manifest
from jianbao.writing.folder import RunFolder
from poison import HANGS, HOARDS, KILLS, SLOW, write_dist_info

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")

CONFIG = ["sentences", "poison"]
PATIENCE = 60.0  # seconds: the machine may be busy


@pytest.fixture(autouse=True)
def _poison(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_dist_info(tmp_path / "installed")
    support = str(Path(__file__).parent / "support")
    monkeypatch.syspath_prepend(str(tmp_path / "installed"))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path / "installed"), support]))


def pages(path: Path, number: int, bad: dict[int, str] | None = None, *, every: str = "") -> str:
    """A file of pages of one line; ``bad``: what stands on some of them too."""
    with open(path, "w", encoding="utf-8") as file:
        for i in range(number):
            text = f"第{i}次会议在青川县召开。{every}{(bad or {}).get(i, '')}"
            file.write(json.dumps({"id": f"p{i:03}", "text": text}, ensure_ascii=False) + "\n")
    return str(path)


def ids(out: Path) -> list[str]:
    return [article.page_id for article in RunFolder(out).articles()]


def expected(number: int, *without: int) -> list[str]:
    return [f"p{i:03}" for i in range(number) if i not in without]


def poisoned() -> Config:
    return Config.make(stages=CONFIG)


def test_any_number_of_workers_and_any_stops_give_the_same_bytes(tmp_path: Path) -> None:
    source = pages(tmp_path / "in.jsonl", 70)
    stored = []
    for workers in (1, 2):
        run([source], out := tmp_path / f"{workers}", poisoned(), workers=workers)
        stored.append((out / "articles.jsonl").read_bytes())
        run([source], out, poisoned(), resume=True)  # which reads and writes what is there
        stored.append((out / "articles.jsonl").read_bytes())
    assert len(set(stored)) == 1


def test_a_page_that_kills_its_process_is_rejected_and_nothing_else(tmp_path: Path) -> None:
    source, out = pages(tmp_path / "in.jsonl", 150, {20: KILLS, 140: KILLS}), tmp_path / "out"
    for resume in (False, True):
        manifest = run([source], out, poisoned(), workers=2, resume=resume)
        assert manifest.status == "done"
        assert ids(out) == expected(150, 20, 140)
        found = [(r.id, r.stage) for r in RunFolder(out).rejected()]
        assert found == [("p020", "worker"), ("p140", "worker")]
    assert "SIGKILL" in next(RunFolder(out).rejected()).reason


def test_a_page_that_kills_its_process_stops_a_strict_run(tmp_path: Path) -> None:
    source = pages(tmp_path / "in.jsonl", 20, {7: KILLS})
    with pytest.raises(StageError, match="p007: the process that worked on this page ended"):
        run([source], tmp_path / "out", poisoned(), workers=2, strict=True)


def test_a_page_that_never_ends_is_rejected(tmp_path: Path) -> None:
    source, out = pages(tmp_path / "in.jsonl", 30, {3: HANGS}), tmp_path / "out"
    manifest = run([source], out, poisoned(), workers=2, page_timeout=1)
    assert manifest.status == "done"
    assert ids(out) == expected(30, 3)
    (rejection,) = RunFolder(out).rejected()
    assert (rejection.id, rejection.stage) == ("p003", "worker")
    assert "longer than 1 seconds (--page-timeout)" in rejection.reason


@pytest.mark.parametrize("workers", [1, 2])
def test_a_page_that_takes_too_much_memory_is_rejected(tmp_path: Path, workers: int) -> None:
    source, out = pages(tmp_path / "in.jsonl", 30, {3: HOARDS}), tmp_path / "out"
    ours = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf(
        "SC_PAGE_SIZE"
    )  # a fork has it too
    manifest = run([source], out, poisoned(), workers=workers, max_memory=ours + 600_000_000)
    assert manifest.status == "done"
    assert ids(out) == expected(30, 3)
    (rejection,) = RunFolder(out).rejected()
    assert rejection.id == "p003"
    assert re.fullmatch(r"took more than [\d,]+ MB \(--max-memory\)", rejection.reason)


def test_a_limit_below_what_the_models_take_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="models alone take more than 5 MB"):
        run([pages(tmp_path / "in.jsonl", 3)], tmp_path / "out", poisoned(), max_memory=5_000_000)


Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start ``jianbao run`` over tmp_path/in.jsonl; what is still there at the end is killed."""
    started: list[subprocess.Popen[str]] = []

    def begin(*options: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "jianbao.cli", "run", str(tmp_path / "in.jsonl"), "-o"]
        command += [str(tmp_path / "out"), "--stages", ",".join(CONFIG), *options]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=_hear_signals)
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("bad", [5, 100])
def test_a_page_that_kills_the_run_is_not_met_again_for_ever(tmp_path: Path, start: Start, bad: int) -> None:
    pages(tmp_path / "in.jsonl", 130, {bad: KILLS})
    assert start().wait(timeout=PATIENCE) == -signal.SIGKILL
    assert start().wait(timeout=PATIENCE) == 1
    assert ids(tmp_path / "out") == expected(130, bad)
    assert [r.id for r in RunFolder(tmp_path / "out").rejected()] == [f"p{bad:03}"]


def _hear_signals() -> None:
    """What a background job of a shell ignores, its children ignore: not this one."""
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def until(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.02)


def workers_of(process: subprocess.Popen[str]) -> list[int]:
    return [int(p) for p in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def alive(pids: list[int]) -> list[int]:
    return [pid for pid in pids if _state(pid) not in ("", "Z")]


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def in_the_middle(process: subprocess.Popen[str], out: Path) -> list[int]:
    """Wait until some pages are written; the workers of the run."""
    until(lambda: (out / "pages.jsonl").is_file() and (out / "pages.jsonl").stat().st_size > 0)
    return workers_of(process)


TEMPLATE, FIRST, SECOND = 0, 1, 2  # of the processes of a run with two workers, in the order they were made


@pytest.mark.parametrize(
    "killed", [[FIRST], [SECOND], [TEMPLATE], [TEMPLATE, FIRST], [FIRST, SECOND, TEMPLATE]]
)
def test_a_worker_or_the_template_that_is_killed_is_replaced(
    tmp_path: Path, start: Start, killed: list[int]
) -> None:
    pages(tmp_path / "in.jsonl", 280, every=SLOW)
    process = start("--workers", "2")
    found = in_the_middle(process, tmp_path / "out")
    assert len(found) == 3
    for which in killed:
        os.kill(found[which], signal.SIGKILL)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert ids(tmp_path / "out") == expected(280)
    assert not alive(found)


def test_workers_share_what_was_loaded(tmp_path: Path, start: Start) -> None:
    pages(tmp_path / "in.jsonl", 280, every=SLOW)
    _, *workers = in_the_middle(start("--workers", "2"), tmp_path / "out")
    for pid in workers:
        sizes = dict(re.findall(r"(\w+): +(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text()))
        assert int(sizes["Pss"]) < 0.8 * int(sizes["Rss"])


def test_models_with_threads_are_loaded_by_each_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POISON_THREAD", "1")
    source, out = pages(tmp_path / "in.jsonl", 70, {20: KILLS}), tmp_path / "out"
    run([source], out, poisoned(), workers=2)
    assert ids(out) == expected(70, 20)


def test_a_template_that_dies_while_it_loads_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POISON_LOAD", "1")
    with pytest.raises(StageError, match="the worker processes end while they load their models"):
        run([pages(tmp_path / "in.jsonl", 3)], tmp_path / "out", poisoned(), workers=2)


def test_nothing_outlives_a_run_that_is_killed_and_the_same_command_goes_on(
    tmp_path: Path, start: Start
) -> None:
    pages(tmp_path / "in.jsonl", 280, every=SLOW)
    process = start("--workers", "2")
    workers = in_the_middle(process, tmp_path / "out")
    process.kill()
    until(lambda: not alive(workers))
    process = start("--workers", "2")
    _, stderr = process.communicate(timeout=PATIENCE)
    assert (process.returncode, "going on with the run" in stderr) == (0, True)
    assert ids(tmp_path / "out") == expected(280)
    manifest = read_manifest(tmp_path / "out")
    assert manifest is not None
    assert manifest.counts["skipped"] > 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_a_run_as_ctrl_c_does(tmp_path: Path, start: Start, number: int) -> None:
    pages(tmp_path / "in.jsonl", 280, every=SLOW)
    process = start("--workers", "2")
    workers = in_the_middle(process, tmp_path / "out")
    process.send_signal(number)
    _, stderr = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "interrupted; what was finished" in stderr
    assert not alive(workers)
    manifest = read_manifest(tmp_path / "out")
    assert manifest is not None
    assert manifest.status == "interrupted"


def test_a_second_run_into_the_folder_is_refused(tmp_path: Path, start: Start) -> None:
    pages(tmp_path / "in.jsonl", 280, {279: HANGS}, every=SLOW)
    first = start("--workers", "2")
    in_the_middle(first, tmp_path / "out")
    second = start("--resume")
    _, stderr = second.communicate(timeout=PATIENCE)
    assert second.returncode == 2
    assert f"another run is writing here (process {first.pid} on " in stderr


STUCK = """
import time
from jianbao.cli.signals import interruptible
with interruptible():
    try:
        print("begun", flush=True)
        time.sleep(60)
    except KeyboardInterrupt:
        print("told", flush=True)
        time.sleep(60)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_second_signal_ends_at_once_whatever_is_being_done(number: int) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", STUCK], stdout=subprocess.PIPE, text=True, preexec_fn=_hear_signals
    )
    assert process.stdout is not None
    for line in ("begun\n", "told\n"):
        assert process.stdout.readline() == line
        process.send_signal(number)
    assert process.wait(timeout=30) == 130


def test_what_a_run_is_told_to_ignore_it_ignores(tmp_path: Path) -> None:
    code = "import os, signal\nfrom jianbao.cli.signals import interruptible\n"
    code += "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
    code += "with interruptible():\n    os.kill(os.getpid(), signal.SIGHUP)\nprint('still here')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "still here\n")
