"""Several processes that train one network: each on a batch of its own, with the mean of all gradients.

Every process holds the whole network, and all stay the same: the result does not depend on who is first.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import torch
from torch import Tensor, distributed

from jianbao.errors import JianbaoError


def together(work: Callable[[int], None], processes: int) -> None:
    """Run ``work(rank)`` in ``processes``, rank 0 in this one; each may call ``average``."""
    with tempfile.TemporaryDirectory() as folder:
        meeting = f"file://{Path(folder) / 'meeting'}"
        in_processes(lambda rank: _joined(work, rank, processes, meeting), processes)


def in_processes(work: Callable[[int], None], processes: int) -> None:
    """Run ``work(rank)`` in ``processes``, rank 0 in this one, and wait for all.

    Raises JianbaoError where one of the others broke off: what it should have made is missing.
    """
    context = torch.multiprocessing.get_context("fork")
    others = [context.Process(target=work, args=(rank,), daemon=True) for rank in range(1, processes)]
    for other in others:
        other.start()
    work(0)
    for other in others:
        other.join()
    if broken := [str(other.exitcode) for other in others if other.exitcode]:
        raise JianbaoError(
            f"a process of the training broke off (exit code {', '.join(broken)}), for want of memory or for "
            "the reason above; run the command again, it goes on where it stopped"
        )


def _joined(work: Callable[[int], None], rank: int, processes: int, meeting: str) -> None:
    torch.set_num_threads(1)
    distributed.init_process_group("gloo", init_method=meeting, rank=rank, world_size=processes)
    try:
        work(rank)
    finally:
        distributed.destroy_process_group()


def average(parameters: Iterable[Tensor]) -> None:
    """Give each of the ``parameters`` the mean of its gradients in all processes; sparse ones stay sparse."""
    count = distributed.get_world_size()
    for parameter in parameters:
        found = torch.zeros_like(parameter) if parameter.grad is None else parameter.grad
        gradient = found.coalesce() if found.is_sparse else found
        if count > 1:
            distributed.all_reduce(gradient)
        parameter.grad = gradient / count
