"""The template of workers: a process that has loaded the chain, and is forked for each worker.

So models are loaded once, and workers share their memory. A worker is forked twice over: the process between ends at
once, and the worker becomes a child of the run. It does not mind what becomes of the template.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import multiprocessing
import os
import socket
import sys
import time
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

from jianbao.batches import loaded_flow, warm_up
from jianbao.config import Config
from jianbao.flow import Flow
from jianbao.workers import ALONE, hear_only_the_parent, send, serve

_PR_SET_CHILD_SUBREAPER, _PR_GET_CHILD_SUBREAPER = 36, 37  # prctl(2)


class Template:
    """The handle of the template. It is started when the first worker is wanted, and again where it has ended.

    Only on Linux: elsewhere a process that has loaded libraries is better not forked. Nor is one whose models run
    threads, since they do not come with it: its workers are told to load their own.
    """

    def __init__(self, config: Config, *, strict: bool) -> None:
        self._made = config, strict
        self._process: Any = None
        self._control: socket.socket | None = None
        self._adopted_before: bool | None = None

    def fork(self, pipe: Connection) -> bool:
        """Have a worker made that serves ``pipe``, as soon as the models are loaded; False where none can be."""
        if sys.platform != "linux" or not self._adopt(True):
            return False
        for _ in range(2):
            control = self._control or self._start()
            try:
                socket.send_fds(control, [b"1"], [pipe.fileno()])
                return True
            except OSError:  # it has ended
                self._end()
        return False

    def close(self) -> None:
        """End it; workers go on."""
        self._end()
        if self._adopted_before is False:
            self._adopt(False)

    def _adopt(self, wanted: bool) -> bool:
        """Be made the parent of workers whose own parent has ended, or as before."""
        libc = ctypes.CDLL(None)
        if self._adopted_before is None:
            before = ctypes.c_int()
            libc.prctl(_PR_GET_CHILD_SUBREAPER, ctypes.byref(before), 0, 0, 0)
            self._adopted_before = bool(before.value)
        elif wanted:
            return True
        return bool(libc.prctl(_PR_SET_CHILD_SUBREAPER, int(wanted), 0, 0, 0) == 0)

    def _start(self) -> socket.socket:
        self._control, theirs = socket.socketpair()
        self._process = multiprocessing.get_context("fork").Process(
            target=_run, args=(theirs, self._control, os.getpid(), *self._made), daemon=True
        )
        self._process.start()
        theirs.close()
        return self._control

    def _end(self) -> None:
        if self._control is not None:
            self._control.close()
            self._process.kill()
            self._process.join()
        self._control = None


def _run(
    control: socket.socket, parents_end: socket.socket, parent: int, config: Config, strict: bool
) -> None:
    """What the template does: load the chain, then fork for each pipe that it is sent, until the parent ends."""
    parents_end.close()  # it came with the fork
    hear_only_the_parent(parent)
    flow: Flow | None = None
    answer: Any = ALONE
    known = _threads_of_libraries()
    try:
        flow = loaded_flow(config, strict=strict)
        warm_up(flow)
    except Exception as error:  # whatever it is: the parent tells of it
        flow, answer = None, error
    gc.collect()
    gc.freeze()  # what is there is not looked through again, and so stays shared
    while True:
        _, descriptors, *_ = socket.recv_fds(control, 1, 1)
        if not descriptors:  # the parent has gone
            return
        pipe = Connection(descriptors[0])
        if flow is None or _threads() > known:
            with suppress(OSError):
                send(pipe, answer)
        elif not (between := os.fork()):
            _fork(pipe, control, parent, flow)
        else:
            os.waitpid(between, 0)
        pipe.close()


def _fork(pipe: Connection, control: socket.socket, parent: int, flow: Flow) -> None:
    """Fork again and end; the worker begins when it has become a child of ``parent``. Does not return."""
    between = os.getpid()
    try:
        if not os.fork():
            control.close()
            while os.getppid() == between:
                time.sleep(0.0005)
            hear_only_the_parent(parent)
            serve(pipe, parent, flow)
    finally:
        os._exit(0)


def _threads_of_libraries() -> int:
    """How many threads there are when numpy and onnxruntime are imported: theirs take no harm from a fork.

    OpenBLAS makes its own anew; that of onnxruntime has no part in a session of one thread.
    """
    with suppress(ImportError):
        importlib.import_module("onnxruntime")
    some = np.ones((512, 512), np.float32)
    _ = some @ some  # OpenBLAS begins with its threads at the first large product
    return _threads()


def _threads() -> int:
    """How many threads this process has."""
    return sum(1 for _ in Path("/proc/self/task").iterdir())
