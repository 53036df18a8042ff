"""The signals that end a run: Ctrl-C, SIGTERM (the system wants us to end), SIGHUP (the terminal has gone)."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from jianbao.cli.common import EXIT_INTERRUPTED

NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


@contextmanager
def interruptible() -> Iterator[None]:
    """All of them raise KeyboardInterrupt here; the second ends the process at once.

    A signal that we were started to ignore (``nohup``, a job in the background) stays ignored.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [getattr(signal, name) for name in NAMES if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    handler = _Handler()
    for number in numbers:
        if before[number] is not signal.SIG_IGN:
            signal.signal(number, handler)
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)


class _Handler:
    def __init__(self) -> None:
        self.told = False

    def __call__(self, number: int, frame: FrameType | None) -> NoReturn:
        if (
            self.told
        ):  # whatever is being tidied up: what was finished is on disk, and the workers end with us
            if sys.stderr.isatty():
                os.write(2, b"\x1b[?25h\n")  # the cursor, which the bar hides
            os._exit(EXIT_INTERRUPTED)
        self.told = True
        raise KeyboardInterrupt
