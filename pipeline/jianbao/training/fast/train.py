"""Training of the fast engine's network on soft and hard labels together.

A batch has rows of one length from all sources: what a row teaches depends on what is known of it.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from jianbao.training.common import log
from jianbao.training.common.checkpoints import load_state, save_state
from jianbao.training.common.rates import up_and_down
from jianbao.training.common.together import average, together
from jianbao.training.fast.batches import Part, RowVersions, batches, tensors
from jianbao.training.fast.exams import SOFT, Exam, measure_all
from jianbao.training.fast.net import TABLES, Net
from jianbao.training.fast.rows import NOTHING

STATE = "state.pt"


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. weights: of each head's loss; heads but ``ours`` are in the order of the rows' labels."""

    steps: int
    weights: Mapping[str, float]
    folder: Path
    rate: float = 6e-4
    warmup: float = 0.05
    batch: int = 8192  # characters of a process's batch
    forget: float = 0.25
    dropout: float = 0.15
    seed: int = 1
    measure: int = 250  # steps between two measurements
    processes: int = 1


def loss_of(net: Net, part: Part, plan: Plan) -> Tensor:
    """The weighed losses of all heads; of each, the sum over characters by the size of a full batch."""
    numbers, shares, labels = tensors(part)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = net(numbers, plan.forget, plan.dropout).flatten(0, 1)
    losses = []
    for k, head in enumerate(h for h in plan.weights if h != SOFT):
        wanted = labels[k].flatten()
        known = wanted != NOTHING
        if known.any():
            scores = net.heads[head](states[known].float())
            losses.append(
                plan.weights[head] * functional.cross_entropy(scores, wanted[known], reduction="sum")
            )
    known = shares.flatten(0, 1).sum(-1) > 0
    if known.any():
        scores = net.heads[SOFT](states[known].float()).log_softmax(-1)
        losses.append(-plan.weights[SOFT] * (shares.flatten(0, 1)[known] * scores).sum())
    out: Tensor = torch.stack(losses).sum() / plan.batch
    return out


def rate_at(step: int, plan: Plan) -> float:
    """Up in a line while warming, then down in a line to nothing."""
    return plan.rate * up_and_down(step, plan.steps, plan.warmup)


def scale_of(name: str) -> float:
    """What is new learns faster than what comes from LAC."""
    return {"heads": 4.0, "strings": 4.0, "top": 2.0}.get(name.split(".")[0], 1.0)


def train(net: Net, sources: Sequence[RowVersions], exams: Mapping[str, Exam], plan: Plan) -> None:
    """Train ``net`` in place; goes on from ``plan.folder``/state.pt where that lies, and writes log.jsonl there."""
    plan.folder.mkdir(parents=True, exist_ok=True)
    together(lambda rank: _work(rank, net, sources, exams, plan), plan.processes)


def _work(rank: int, net: Net, sources: Sequence[RowVersions], exams: Mapping[str, Exam], plan: Plan) -> None:
    tables = [(n, p) for n, p in net.named_parameters() if n.split(".")[0] in TABLES]
    others = [(n, p) for n, p in net.named_parameters() if n.split(".")[0] not in TABLES]
    optimizers = [
        torch.optim.AdamW(_groups(others), betas=(0.9, 0.98), weight_decay=0.01),
        torch.optim.SparseAdam(_groups(tables), betas=(0.9, 0.98)),
    ]
    begin = _restore(net, optimizers, plan)
    started, losses, seen = time.time(), [], 0
    for turn, part in enumerate(batches(sources, plan.batch, plan.seed)):
        step, whose = divmod(turn, plan.processes)
        if step >= plan.steps:
            break
        if step < begin or whose != rank:
            continue
        torch.manual_seed(plan.seed * 1_000_003 + turn)
        net.train()
        loss = loss_of(net, part, plan)
        loss.backward()  # type: ignore[no-untyped-call]
        average(net.parameters())
        torch.nn.utils.clip_grad_norm_([p for _, p in others], 1.0)
        for optimizer in optimizers:
            for group in optimizer.param_groups:
                group["lr"] = group["scale"] * rate_at(step, plan)
            optimizer.step()
            optimizer.zero_grad()
        losses.append(float(loss.detach()))
        seen += len(part) * int(part[0][0].lengths[part[0][1]])
        if rank == 0 and ((step + 1) % plan.measure == 0 or step + 1 == plan.steps):
            _save(net, optimizers, step + 1, plan)
            speed = seen * plan.processes / (time.time() - started)
            log.write(plan.folder, step + 1, float(np.mean(losses)), speed, measure_all(net, exams))
            losses = []


def _groups(parameters: Sequence[tuple[str, Tensor]]) -> list[dict[str, Any]]:
    return [{"params": [p], "scale": scale_of(name)} for name, p in parameters]


def _save(net: Net, optimizers: Sequence[Any], step: int, plan: Plan) -> None:
    state = {"step": step, "net": net.state_dict(), "optimizers": [o.state_dict() for o in optimizers]}
    save_state(plan.folder / STATE, state)


def _restore(net: Net, optimizers: Sequence[Any], plan: Plan) -> int:
    state = load_state(plan.folder / STATE)
    if state is None:
        return 0
    net.load_state_dict(state["net"])
    for optimizer, kept in zip(optimizers, state["optimizers"], strict=True):
        optimizer.load_state_dict(kept)
    return int(state["step"])
