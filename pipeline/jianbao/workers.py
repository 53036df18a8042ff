"""A worker: a process with the chain in it, and its handle in the parent. It never outlives the parent."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import pickle
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
from typing import Any, Protocol

import msgspec

from jianbao.batches import BatchResult, Item, loaded_flow, process_pages
from jianbao.config import Config
from jianbao.errors import StageError
from jianbao.flow import Flow

_PR_SET_PDEATHSIG = 1  # prctl(2)
# bytes of a batch that the pipe takes while the worker still works: more might wait for its end
_AHEAD = 64_000
ALONE = "alone"  # what a worker is told that cannot be forked: load the models yourself

_context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


class Maker(Protocol):
    """What makes a worker that has its models already: ``jianbao.template.Template``."""

    def fork(self, pipe: Connection) -> bool:
        """Have a process made that serves ``pipe``; False where none can be."""
        ...


class Process(Protocol):
    """As much of a process as a handle needs."""

    pid: int | None
    exitcode: int | None

    def is_alive(self) -> bool:
        """Whether it is still there."""
        ...

    def join(self, timeout: float | None = None) -> None:
        """Wait until it has ended, at most ``timeout`` seconds."""
        ...

    def kill(self) -> None:
        """End it."""
        ...


class Worker:
    """The handle of one worker process: pages go in, a BatchResult or an exception comes out.

    The first message of a worker is its number when its models are loaded, or the exception that says why they are
    not. It works on what it was given first; one batch more may lie in its pipe, so that it need not wait.
    """

    def __init__(self, config: Config, *, strict: bool, maker: Maker | None = None) -> None:
        self.ready = False
        self.busy_since: float | None = None
        self.given = 0  # batches that it has
        self.process: Process | None = None
        self._made = config, strict
        self.pipe, theirs = _context.Pipe()
        if maker is None or not maker.fork(theirs):
            self._start(theirs)
        theirs.close()  # so that the end of the worker is the end of the pipe

    def _start(self, theirs: Connection) -> None:
        """Start a process that loads its own models."""
        process = _context.Process(
            target=_load_and_serve, args=(theirs, self.pipe, os.getpid(), *self._made), daemon=True
        )
        process.start()
        self.process = process

    def send(self, pages: Sequence[Item]) -> bool:
        """Give it pages; where it is dead that shows when it is heard. False: too many to lie in its pipe."""
        message = pickle.dumps(list(pages), pickle.HIGHEST_PROTOCOL)
        if self.given and len(message) > _AHEAD:
            return False
        if not self.given:
            self.busy_since = time.monotonic()
        self.given += 1
        with suppress(OSError):
            self.pipe.send_bytes(message)
        return True

    @property
    def room(self) -> bool:
        """Whether it may be given pages."""
        return self.ready and self.given < 2

    def hear(self) -> Any:
        """Its next message, where it has news, None where it is ready; raises EOFError where the process has ended."""
        try:
            if not self.pipe.poll():
                raise EOFError
            message = self.pipe.recv()
        except OSError as error:
            raise EOFError from error
        if not self.ready and not isinstance(message, BaseException):
            return self._begin(message)
        self.given -= 1
        self.busy_since = time.monotonic() if self.given else None
        return received(message)

    def _begin(self, message: Any) -> None:
        if message == ALONE:
            self.pipe.close()
            self.pipe, theirs = _context.Pipe()
            self._start(theirs)
            theirs.close()
            return
        self.ready = True
        if self.process is None:
            self.process = Adopted(int(message))

    def has_news(self) -> bool:
        """Whether there is something to hear, its end included."""
        return self.pipe.poll() or (self.process is not None and not self.process.is_alive())

    def busy_for(self) -> float:
        """Seconds since it began with what it works on."""
        return 0.0 if self.busy_since is None else time.monotonic() - self.busy_since

    def memory(self) -> int:
        """Bytes of memory that it has (resident, with what it shares); 0 where the system does not tell."""
        return resident(self.process.pid) if self.process else 0

    def kill(self) -> str:
        """End it now; how it ended, where it had before."""
        code = None
        if self.process is not None:
            self.process.join(0.1)  # the pipe closes a moment before the process is gone
            code = self.process.exitcode
            self.process.kill()
            self.process.join()
        self.pipe.close()  # one that is not there yet ends by this
        return _cause(code)


class Adopted:
    """A process that is a child of ours, and that we have not started."""

    def __init__(self, pid: int) -> None:
        self.pid: int | None = pid
        self.exitcode: int | None = None
        self._gone = False

    def is_alive(self) -> bool:
        """Whether it is still there."""
        self._look(os.WNOHANG)
        return not self._gone

    def join(self, timeout: float | None = None) -> None:
        """Wait until it has ended, at most ``timeout`` seconds."""
        if timeout is None:
            self._look(0)
        end = time.monotonic() + (timeout or 0)
        while self.is_alive() and time.monotonic() < end:
            time.sleep(0.005)

    def kill(self) -> None:
        """End it, where it is still there."""
        if self.is_alive() and self.pid:
            os.kill(self.pid, signal.SIGKILL)

    def _look(self, options: int) -> None:
        if self._gone or not self.pid:
            return
        try:
            pid, status = os.waitpid(self.pid, options)
        except ChildProcessError:  # somebody else has taken note of its end
            self._gone = True
            return
        if pid:
            self._gone, self.exitcode = True, os.waitstatus_to_exitcode(status)


def wait_for_news(workers: Sequence[Worker], seconds: float) -> None:
    """Until one of ``workers`` has news, at most ``seconds``."""
    wait([worker.pipe for worker in workers], seconds)


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


def _load_and_serve(
    pipe: Connection, parents_end: Connection, parent: int, config: Config, strict: bool
) -> None:
    """What a worker does that was not forked with its models: load the chain, then serve."""
    parents_end.close()  # it came with the fork
    hear_only_the_parent(parent)
    try:
        flow = loaded_flow(config, strict=strict)
    except Exception as error:  # whatever it is: the parent tells of it
        send(pipe, error)
    else:
        serve(pipe, parent, flow)


def serve(pipe: Connection, parent: int, flow: Flow) -> None:
    """Take pages and send what comes of them, until the pipe ends."""
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    with suppress(EOFError, OSError):  # the parent has gone
        pipe.send(os.getpid())
        while True:
            send(pipe, result_of(pipe.recv(), flow))


def result_of(pages: list[Item], flow: Flow) -> bytes | Exception:
    """What came of the pages: the lines that are to be written, which nobody decodes on the way."""
    try:
        return msgspec.msgpack.encode(process_pages(pages, flow))
    except Exception as error:
        return error


def received(message: Any) -> Any:
    """What ``result_of`` sent: the result, or the exception."""
    return _decoder().decode(message) if isinstance(message, bytes) else message


@cache
def _decoder() -> msgspec.msgpack.Decoder[BatchResult]:
    return msgspec.msgpack.Decoder(BatchResult)


def send(pipe: Connection, message: Any) -> None:
    """Send a message; an exception that cannot be sent as it is by its name."""
    try:
        pipe.send(message)
    except OSError:
        raise
    except Exception:  # an exception of somebody else's that cannot be sent as it is
        pipe.send(StageError(f"{type(message).__name__}: {message}"))


def hear_only_the_parent(parent: int) -> None:
    """Ctrl-C is for the parent, which ends us; we end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)


def _end_with(parent: int) -> None:
    """End when ``parent`` has ended: for systems without that signal, and a parent gone before it was set."""
    if sys.platform == "win32":
        before = multiprocessing.parent_process()
        wait([before.sentinel] if before else [])
    else:
        while os.getppid() == parent:
            time.sleep(1)
    os._exit(1)
