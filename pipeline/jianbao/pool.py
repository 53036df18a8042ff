"""Batches by several workers, in order, whatever becomes of a worker.

Of a worker that dies or takes too long the pages are tried again, one by one; a page that does it alone is rejected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from msgspec import Struct

from jianbao.article import Page
from jianbao.batches import Batches, BatchResult, load_models, process_pages
from jianbao.config import Config
from jianbao.errors import StageError
from jianbao.flow import Flow, Rejection
from jianbao.workers import Worker, wait_for_news

PAGE_TIMEOUT: float = 600  # seconds; the slowest chain takes a newspaper page in one or two
_BATCH = 2  # times as long for a batch of several pages
_ALONE = 2  # deaths of the worker with the page alone, until the page is to blame: a process may be killed by chance
_AT_START = 6  # workers in a row that die while they load, until it is given up


@contextmanager
def processor(
    config: Config,
    *,
    workers: int = 1,
    apart: bool = False,
    strict: bool = False,
    page_timeout: float = PAGE_TIMEOUT,
) -> Iterator[Callable[[Batches], Iterator[BatchResult]]]:
    """What takes batches and yields their results in the same order; by ``workers`` processes, or by this one.

    apart: take another process for a single worker too, so that a page that kills it does not kill this one.
    page_timeout: seconds a page may take, 0 for ever; in this process there is nobody to watch it.

    All models are loaded when it is there. Raises EngineError or ConfigError where one cannot be.
    """
    if workers <= 1 and not apart:
        flow = Flow(config.build(), strict=strict)
        load_models(flow.stages)
        yield lambda batches: (process_pages(batch, flow) for batch in batches)
        return
    # the workers load the models, not the parent: they do not live through a fork
    pool = _Pool(lambda: Worker(config, strict=strict), strict=strict, page_timeout=page_timeout)
    try:
        pool.start(workers)
        yield pool.results
    finally:
        pool.close()


class _Task(Struct, eq=False):
    """Pages to be worked on together, by one worker at a time."""

    pages: list[Page]
    worker: Worker | None = None
    deaths: int = 0  # of workers, with a page alone
    result: BatchResult | None = None


class _Pool:
    def __init__(self, make: Callable[[], Worker], *, strict: bool, page_timeout: float) -> None:
        self.make, self.strict, self.page_timeout = make, strict, page_timeout
        self.workers: list[Worker] = []
        self.tasks: list[_Task] = []  # in the order of the pages
        self.failed_starts = 0

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
        """The results in order; no more is read than two batches a worker ahead of what was taken."""
        for batch in batches:
            self.tasks.append(_Task(batch))
            yield from self._step(0.0)
            while len(self.tasks) > 2 * len(self.workers):
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
        """Give the first tasks that nobody works on to the workers that have none."""
        idle = [w for w in self.workers if w.ready and w.busy_since is None]
        todo = (t for t in self.tasks if t.result is None and t.worker is None)
        for worker, task in zip(idle, todo, strict=False):
            task.worker = worker
            worker.send(task.pages)

    def _listen(self, seconds: float) -> None:
        """Wait for news of the workers, and take in what there is."""
        wait_for_news(self.workers, seconds)
        for worker in list(self.workers):
            if worker.has_news():
                self._hear(worker)
            elif self._is_late(worker):
                self._give_up(worker)

    def _hear(self, worker: Worker) -> None:
        try:
            message = worker.hear()
        except EOFError:
            self._bury(worker)
            return
        if isinstance(message, BaseException):
            raise message
        if worker.ready:
            self._task(worker).result = message
        worker.ready, self.failed_starts = True, 0

    def _task(self, worker: Worker) -> _Task:
        return next(t for t in self.tasks if t.worker is worker and t.result is None)

    def _bury(self, worker: Worker) -> None:
        """A worker has died: put another in its place, and have its pages tried again."""
        cause = self._replace(worker)
        if not worker.ready:
            self.failed_starts += 1
            if self.failed_starts >= _AT_START:
                raise StageError(
                    f"the worker processes end while they load their models ({cause}); "
                    "what was finished is kept: run again with fewer --workers"
                )
        elif worker.busy_since is not None:
            task = self._task(worker)
            task.deaths += len(task.pages) == 1
            reason = f"the process that worked on this page ended {_ALONE} times ({cause})"
            self._again(task, reason, last=task.deaths >= _ALONE)

    def _is_late(self, worker: Worker) -> bool:
        if not self.page_timeout or not worker.ready or worker.busy_since is None:
            return False
        several = len(self._task(worker).pages) > 1
        return worker.busy_for() > self.page_timeout * (_BATCH if several else 1)

    def _give_up(self, worker: Worker) -> None:
        """A worker takes too long: end it, and have its pages tried one by one."""
        task = self._task(worker)
        self._replace(worker)
        self._again(task, f"ran longer than {self.page_timeout:g} seconds (--page-timeout)", last=True)

    def _replace(self, worker: Worker) -> str:
        cause = worker.kill()
        self.workers[self.workers.index(worker)] = self.make()
        return cause

    def _again(self, task: _Task, reason: str, *, last: bool) -> None:
        """Have the pages of ``task`` tried again, each alone; one that was alone for the last time is rejected."""
        task.worker = None
        if len(task.pages) > 1:
            at = self.tasks.index(task)
            self.tasks[at : at + 1] = [_Task([page]) for page in task.pages]
        elif last:
            (page,) = task.pages
            if self.strict:
                raise StageError(f"{page.id}: {reason}")
            task.result = BatchResult([], [Rejection(page.id, "worker", reason)], {})
