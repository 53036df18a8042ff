"""Batches by several workers, in order, whatever becomes of a worker.

Of a worker that dies or takes too long the pages are tried again, one by one; a page that does it alone is rejected.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from msgspec import Struct

from jianbao.batches import Batches, BatchResult, Item, loaded_flow, process_pages
from jianbao.config import Config
from jianbao.errors import ConfigError, StageError
from jianbao.flow import Rejection
from jianbao.ray_workers import RayWorker, cluster, wait_for_answers
from jianbao.template import Template
from jianbao.workers import Worker, wait_for_news

PAGE_TIMEOUT: float = 600  # seconds; the slowest chain takes a newspaper page in one or two
_BATCH = 2  # times as long for a batch of several pages
_ALONE = 2  # deaths of the worker with the page alone, until the page is to blame: a process may be killed by chance
_LOOK = 0.2  # seconds from one look at the workers' memory to the next
_AHEAD = 8  # batches a worker that are read before the first of them is written
_AT_START = 6  # workers in a row that die while they load, until it is given up


@contextmanager
def processor(
    config: Config,
    *,
    workers: int = 1,
    apart: bool = False,
    strict: bool = False,
    page_timeout: float = PAGE_TIMEOUT,
    max_memory: int = 0,
    ray: str | None = None,
) -> Iterator[Callable[[Batches], Iterator[BatchResult]]]:
    """What takes batches and yields their results in the same order; by ``workers`` processes, or by this one.

    apart: take another process for a single worker too, so that a page that kills it does not kill this one.
    page_timeout: seconds a page may take, 0 for ever; in this process there is nobody to watch it.
    max_memory: bytes a worker may have, 0 without limit; a single worker is another process then.
    ray: the address of a Ray cluster, on which the workers are actors.

    All models are loaded when it is there. Raises EngineError or ConfigError where one cannot be.
    """
    if workers <= 1 and not apart and not max_memory and ray is None:
        flow = loaded_flow(config, strict=strict)
        yield lambda batches: (process_pages(batch, flow) for batch in batches)
        return
    with _makers(config, strict=strict, max_memory=max_memory, ray=ray) as (make, wait):
        pool = _Pool(make, wait, strict=strict, page_timeout=page_timeout, max_memory=max_memory)
        try:
            pool.start(workers)
            yield pool.results
        finally:
            pool.close()


AnyWorker = Worker | RayWorker


@contextmanager
def _makers(
    config: Config, *, strict: bool, max_memory: int, ray: str | None
) -> Iterator[tuple[Callable[[], AnyWorker], Callable[[Any, float], None]]]:
    """What makes a worker, and what waits for news of several: of this machine, or of a cluster."""
    if ray is None:
        template = Template(config, strict=strict)
        try:
            yield lambda: Worker(config, strict=strict, maker=template), wait_for_news
        finally:
            template.close()
        return
    with cluster(ray):
        yield lambda: RayWorker(config, strict=strict, max_memory=max_memory), wait_for_answers


class _Task(Struct, eq=False):
    """Pages to be worked on together, by one worker at a time."""

    pages: list[Item]
    given: bool = False  # to a worker
    deaths: int = 0  # of workers, with a page alone
    result: BatchResult | None = None


class _Pool:
    def __init__(
        self,
        make: Callable[[], AnyWorker],
        wait: Callable[[Any, float], None],
        *,
        strict: bool,
        page_timeout: float,
        max_memory: int = 0,
    ) -> None:
        self.make, self.wait = make, wait
        self.strict, self.page_timeout, self.max_memory = strict, page_timeout, max_memory
        self.workers: list[AnyWorker] = []
        # to each worker, in the order it works
        self.given: defaultdict[AnyWorker, deque[_Task]] = defaultdict(deque)
        self.tasks: list[_Task] = []  # in the order of the pages
        self.failed_starts = 0
        self.used: set[int] = set()  # workers, by identity, that have done pages

    def start(self, number: int) -> None:
        """Start the workers; back when the first has loaded its models."""
        for _ in range(number):
            self.workers.append(self.make())
        while not any(worker.ready for worker in self.workers):
            self._listen(1.0)

    def close(self) -> None:
        for worker in self.workers:
            worker.kill()

    def results(self, batches: Batches) -> Iterator[BatchResult]:
        """The results in order; no more is read than some batches a worker ahead of what was taken."""
        for batch in batches:
            self.tasks.append(_Task(batch))
            yield from self._step(0.0)
            while len(self.tasks) > _AHEAD * len(self.workers):
                yield from self._step(1.0)
        while self.tasks:
            yield from self._step(1.0)

    def _step(self, seconds: float) -> Iterator[BatchResult]:
        self._assign()
        self._listen(seconds)
        self._assign()
        while self.tasks and (result := self.tasks[0].result) is not None:
            del self.tasks[0]
            yield result

    def _assign(self) -> None:
        """Give the first tasks that nobody works on to the workers: to each one, then to each one more ahead."""
        todo = deque(t for t in self.tasks if t.result is None and not t.given)
        for worker in sorted((w for w in self.workers if w.room), key=lambda w: w.busy_since is not None):
            if todo and worker.send(todo[0].pages):
                task = todo.popleft()
                task.given = True
                self.given[worker].append(task)

    def _listen(self, seconds: float) -> None:
        """Wait for news of the workers, and take in what there is."""
        self.wait(self.workers, min(seconds, _LOOK) if self.max_memory else seconds)
        for worker in list(self.workers):
            if worker.has_news():
                self._hear(worker)
            elif self._is_late(worker):
                self._give_up(worker, f"ran longer than {self.page_timeout:g} seconds (--page-timeout)")
            if worker in self.workers and self.max_memory and worker.memory() > self.max_memory:
                self._relieve(worker)

    def _relieve(self, worker: AnyWorker) -> None:
        """A worker has too much memory: another takes its place; what it worked on is tried again."""
        if worker.busy_since is not None:
            self._give_up(worker, f"took more than {self.max_memory // 1_000_000:,} MB (--max-memory)")
        elif id(worker) in self.used:  # what it has left over from the pages before
            self.used.discard(id(worker))
            self._replace(worker)
        else:
            raise ConfigError(
                f"--max-memory: the models alone take more than {self.max_memory // 1_000_000:,} MB; give more"
            )

    def _hear(self, worker: AnyWorker) -> None:
        try:
            message = worker.hear()
        except EOFError:
            self._bury(worker)
            return
        if isinstance(message, BaseException):
            raise message
        if message is not None:
            self.given[worker].popleft().result = message
            self.used.add(id(worker))
        if worker.ready:
            self.failed_starts = 0

    def _bury(self, worker: AnyWorker) -> None:
        """A worker has died: put another in its place, and have its pages tried again."""
        task = self.given[worker][0] if self.given[worker] else None
        cause = self._replace(worker)
        if not worker.ready:
            self.failed_starts += 1
            if self.failed_starts >= _AT_START:
                raise StageError(
                    f"the worker processes end while they load their models ({cause}); "
                    "what was finished is kept: run again with fewer --workers"
                )
        elif task is not None:
            task.deaths += len(task.pages) == 1
            reason = f"the process that worked on this page ended {_ALONE} times ({cause})"
            self._again(task, reason, last=task.deaths >= _ALONE)

    def _is_late(self, worker: AnyWorker) -> bool:
        if not self.page_timeout or not worker.ready or worker.busy_since is None:
            return False
        several = len(self.given[worker][0].pages) > 1
        return worker.busy_for() > self.page_timeout * (_BATCH if several else 1)

    def _give_up(self, worker: AnyWorker, reason: str) -> None:
        """A worker takes too long or too much: end it, and have its pages tried one by one."""
        task = self.given[worker][0]
        self._replace(worker)
        self._again(task, reason, last=True)

    def _replace(self, worker: AnyWorker) -> str:
        """End a worker and put another in its place; what it had is for others. How it ended, where it had before."""
        cause = worker.kill()
        for task in self.given.pop(worker, ()):
            task.given = False
        self.workers[self.workers.index(worker)] = self.make()
        return cause

    def _again(self, task: _Task, reason: str, *, last: bool) -> None:
        """Have the pages of ``task`` tried again, each alone; one that was alone for the last time is rejected."""
        if len(task.pages) > 1:
            at = self.tasks.index(task)
            self.tasks[at : at + 1] = [_Task([page]) for page in task.pages]
        elif last:
            (page,) = task.pages
            if self.strict:
                raise StageError(f"{page.id}: {reason}")
            task.result = BatchResult([], [Rejection(page.id, "worker", reason)], {})
