"""Workers on a Ray cluster: actors with the chain in them, with the same handle as a worker process of this machine."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any

from jianbao.batches import Item, loaded_flow
from jianbao.config import Config
from jianbao.errors import ConfigError, StageError
from jianbao.extras import from_extra
from jianbao.workers import received, resident, result_of

LOCAL = "local"
_PATIENCE = 10.0  # seconds to wait for an answer from an address


@contextmanager
def cluster(address: str) -> Iterator[None]:
    """Be connected to the Ray cluster at ``address``; ``local`` starts one on this machine, which ends with us.

    A connection that is there already is used and kept.
    Raises MissingPackage where Ray is not installed, ConfigError where there is no cluster at the address.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing goes out
    with from_extra("ray"):
        import ray
    if ray.is_initialized():
        yield
        return
    _look(address)
    options: dict[str, Any] = {"include_dashboard": False} if address == LOCAL else {}
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, **options)
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise ConfigError(
            f"--ray {address}: no cluster there ({error}); start one with `ray start --head`, or use --ray local"
        ) from error
    try:
        yield
    finally:
        ray.shutdown()


def _look(address: str) -> None:
    """Raises ConfigError where nobody answers: Ray itself would wait for minutes, and end the process."""
    host, colon, port = address.removeprefix("ray://").rpartition(":")
    if colon and port.isdigit():
        try:
            socket.create_connection((host, int(port)), timeout=_PATIENCE).close()
        except OSError as error:
            reason = error.strerror or error
            raise ConfigError(
                f"--ray {address}: no cluster there ({reason}); start one with `ray start --head`, or use --ray local"
            ) from error


class RayWorker:
    """The handle of one actor: as ``jianbao.workers.Worker``, wherever in the cluster it runs."""

    def __init__(self, config: Config, *, strict: bool, max_memory: int = 0) -> None:
        self.ready = False
        self.busy_since: float | None = None
        self.actor = _actor().remote(config, strict, max_memory)
        self.answer: Any = self.actor.load.remote()

    @property
    def room(self) -> bool:
        """Whether it may be given pages."""
        return self.ready and self.busy_since is None

    def send(self, items: Sequence[Item]) -> bool:
        """Give it pages; where it is dead that shows when it is heard."""
        self.busy_since = time.monotonic()
        self.answer = self.actor.process.remote(list(items))
        return True

    def hear(self) -> Any:
        """Its answer, where it has one, None when it is ready; raises EOFError where it or its node has ended."""
        import ray

        try:
            message = ray.get(self.answer)
        except (ray.exceptions.RayActorError, ray.exceptions.ObjectLostError) as error:
            self.answer = None
            raise EOFError from error
        except ray.exceptions.RayError as error:
            raise StageError(f"Ray: {error}") from error
        self.answer, self.busy_since = None, None
        self.ready = True
        return received(message)

    def has_news(self) -> bool:
        """Whether there is an answer, its end included."""
        import ray

        return self.answer is not None and bool(ray.wait([self.answer], timeout=0)[0])

    def busy_for(self) -> float:
        """Seconds since it was given what it works on."""
        return 0.0 if self.busy_since is None else time.monotonic() - self.busy_since

    def memory(self) -> int:
        """Not known here: the actor watches itself."""
        return 0

    def kill(self) -> str:
        """End it now."""
        import ray

        with suppress(Exception):  # it has ended, or the cluster has
            ray.kill(self.actor)
        return "its actor or node has gone, perhaps for want of memory"


def wait_for_answers(workers: Sequence[RayWorker], seconds: float) -> None:
    """Until one of ``workers`` has news, at most ``seconds``."""
    import ray

    answers = [worker.answer for worker in workers if worker.answer is not None]
    if answers:
        ray.wait(answers, num_returns=1, timeout=seconds)
    else:
        time.sleep(min(seconds, 0.01))


@cache
def _actor() -> Any:
    import ray

    return ray.remote(num_cpus=1, max_restarts=0, scheduling_strategy="SPREAD")(_Chain)


class _Chain:
    """What runs in the cluster: the chain, loaded once."""

    def __init__(self, config: Config, strict: bool, max_memory: int) -> None:
        self.config, self.strict = config, strict
        if max_memory:
            threading.Thread(target=_end_above, args=(max_memory,), daemon=True).start()

    def load(self) -> Exception | None:
        """None when the models are loaded, or the exception that says why they are not."""
        try:
            self.flow = loaded_flow(self.config, strict=self.strict)
        except Exception as error:  # whatever it is: the caller tells of it
            return error
        return None

    def process(self, items: list[Item]) -> bytes | Exception:
        """What came of the pages, or the exception that ends the run."""
        return result_of(items, self.flow)


def _end_above(max_memory: int) -> None:
    while resident(os.getpid()) <= max_memory:
        time.sleep(0.2)
    os._exit(1)
