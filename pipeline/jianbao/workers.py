"""A worker: a process with the chain in it, and its handle in the parent. It never outlives the parent."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import msgspec

from jianbao.batches import BatchResult, Item, load_models, process_pages
from jianbao.config import Config
from jianbao.errors import StageError
from jianbao.flow import Flow

_PR_SET_PDEATHSIG = 1  # prctl(2)


class Worker:
    """The handle of one worker process: pages go in, a BatchResult or an exception comes out.

    The first message of a worker is None when its models are loaded, or the exception that says why they are not.
    """

    def __init__(self, config: Config, *, strict: bool) -> None:
        self.ready = False
        self.busy_since: float | None = None
        self.pipe, theirs = multiprocessing.Pipe()
        self.process = multiprocessing.Process(
            target=_serve, args=(theirs, self.pipe, os.getpid(), config, strict), daemon=True
        )
        self.process.start()
        theirs.close()  # so that the end of the worker is the end of the pipe

    def send(self, pages: Sequence[Item]) -> None:
        """Give it pages; where it is dead that shows when it is heard."""
        self.busy_since = time.monotonic()
        with suppress(OSError):
            self.pipe.send(list(pages))

    def hear(self) -> Any:
        """Its next message, where it has news; raises EOFError where the process has ended."""
        try:
            if not self.pipe.poll():
                raise EOFError
            message = self.pipe.recv()
        except OSError as error:
            raise EOFError from error
        self.busy_since = None
        return _decoder().decode(message) if isinstance(message, bytes) else message

    def has_news(self) -> bool:
        """Whether there is something to hear, its end included."""
        return self.pipe.poll() or not self.process.is_alive()

    def busy_for(self) -> float:
        """Seconds since it was given what it works on."""
        return 0.0 if self.busy_since is None else time.monotonic() - self.busy_since

    def memory(self) -> int:
        """Bytes of memory that it has (resident); 0 where the system does not tell."""
        return resident(self.process.pid)

    def kill(self) -> str:
        """End it now; how it ended, where it had before."""
        self.process.join(0.1)  # the pipe closes a moment before the process is gone
        code = self.process.exitcode
        self.process.kill()
        self.process.join()
        self.pipe.close()
        return _cause(code)


def wait_for_news(workers: Sequence[Worker], seconds: float) -> None:
    """Until one of ``workers`` has news, at most ``seconds``."""
    wait([source for worker in workers for source in (worker.pipe, worker.process.sentinel)], seconds)


def resident(pid: int | None) -> int:
    """Bytes of memory that a process has (resident); 0 where the system does not tell."""
    try:
        if sys.platform == "linux":
            return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        if sys.platform != "win32":
            told = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, check=True)
            return int(told.stdout) * 1024
    except (OSError, ValueError, IndexError, subprocess.SubprocessError):
        pass  # it has ended, which is noticed elsewhere
    return 0


def _cause(code: int | None) -> str:
    if code is None or code >= 0:
        return f"exit code {code}"
    name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
    return name + (", perhaps for want of memory" if name == "SIGKILL" else "")


def _serve(pipe: Connection, parents_end: Connection, parent: int, config: Config, strict: bool) -> None:
    """What a worker does: load the chain, then take pages and send what comes of them, until the pipe ends."""
    parents_end.close()  # it came with the fork
    _hear_only_the_parent(parent)
    try:
        flow = Flow(config.build(), strict=strict)
        load_models(flow.stages)
    except Exception as error:  # whatever it is: the parent tells of it
        return _send(pipe, error)
    pipe.send(None)
    with suppress(EOFError, OSError):  # the parent has gone
        while True:
            _send(pipe, result_of(pipe.recv(), flow))


def result_of(pages: list[Item], flow: Flow) -> bytes | Exception:
    """What came of the pages: the lines that are to be written, which nobody decodes on the way."""
    try:
        return msgspec.msgpack.encode(process_pages(pages, flow))
    except Exception as error:
        return error


@cache
def _decoder() -> msgspec.msgpack.Decoder[BatchResult]:
    return msgspec.msgpack.Decoder(BatchResult)


def _send(pipe: Connection, message: Any) -> None:
    try:
        pipe.send(message)
    except OSError:
        raise
    except Exception:  # an exception of somebody else's that cannot be sent as it is
        pipe.send(StageError(f"{type(message).__name__}: {message}"))


def _hear_only_the_parent(parent: int) -> None:
    """Ctrl-C is for the parent, which ends us; we end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    """End when ``parent`` has ended: for systems without that signal, and a parent gone before it was set."""
    if sys.platform == "win32":
        before = multiprocessing.parent_process()
        wait([before.sentinel] if before else [])
    else:
        while os.getppid() == parent:
            time.sleep(1)
    os._exit(1)
