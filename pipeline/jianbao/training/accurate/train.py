"""Training of the accurate engine: a pretrained encoder over characters, a head for each convention of entities."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from jianbao.tagging.decoding import log_probabilities
from jianbao.tagging.labels import label_set
from jianbao.training.accurate.encoder import Tagger
from jianbao.training.accurate.parallel import AdamW, Shared
from jianbao.training.accurate.rows import Rows
from jianbao.training.common import log
from jianbao.training.common.checkpoints import load_state, save_state
from jianbao.training.common.rates import up_and_down
from jianbao.training.common.scoring import score_scores
from jianbao.training.common.together import in_processes

MEASURED = "measured.pt"


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. ``shares``: by source, its part of all batches at the start and at the end.

    finish: steps that follow the ``steps``, slowly, in which ``unseen`` stands in for ``seen``: a source of the
    same pages and of those that were measured on before.
    """

    steps: int
    shares: Mapping[str, tuple[float, float]]
    finish: int = 0
    seen: str = "gold"
    unseen: str = "all gold"
    rate: float = 2e-4
    slow: float = 1 / 6  # the rate at which the finish begins, to that of the steps
    warmup: float = 0.06
    batch: int = 1024  # padded characters of a process's batch
    processes: int = 2
    seed: int = 1
    no_hints: float = 0.2  # of rows and taggers, so that the network works without
    smoothing: float = 0.03  # of labels
    measure: int = 50  # steps between two measurements
    folder: Path = field(default=Path("outputs/accurate"))


@dataclass(slots=True)
class Corpus:
    """Rows of one convention in several versions (changed names, other windows), one an epoch in turn.

    kinds: what its labels are of, as ``label_set`` takes them.
    """

    head: str
    kinds: Sequence[str]
    versions: list[Rows]


def batches(rows: Rows, size: int, dice: random.Random) -> list[list[int]]:
    """The rows in batches of like length, each at most ``size`` characters when padded, in random order."""
    lengths = rows.lengths.tolist()
    order = sorted(range(len(rows)), key=lambda i: lengths[i] * (0.9 + 0.2 * dice.random()))
    out: list[list[int]] = [[]]
    longest = 0
    for i in order:
        longest = max(longest, lengths[i] + 2)
        if out[-1] and longest * (len(out[-1]) + 1) > size:
            out.append([])
            longest = lengths[i] + 2
        out[-1].append(i)
    dice.shuffle(out)
    return out


def schedule(sources: Mapping[str, Corpus], plan: Plan) -> Iterator[list[tuple[str, int, list[int]]]]:
    """For each step, the batch of each process: source, version, rows."""
    dice = random.Random(plan.seed)
    queues: dict[str, list[tuple[int, list[int]]]] = {name: [] for name in sources}
    epochs = dict.fromkeys(sources, 0)
    for step in range(plan.steps + plan.finish):
        names = [name for name in sources if name != (plan.unseen if step < plan.steps else plan.seen)]
        chosen = []
        for name in dice.choices(names, [share_at(step, name, plan) for name in names], k=plan.processes):
            if not queues[name]:
                version = epochs[name] % len(sources[name].versions)
                epochs[name] += 1
                parts = batches(sources[name].versions[version], plan.batch, dice)
                queues[name] = [(version, part) for part in parts]
            version, part = queues[name].pop()
            chosen.append((name, version, part))
        yield chosen


def share_at(step: int, name: str, plan: Plan) -> float:
    """The share of a source, in a line from that at the start to that at the end."""
    first, last = plan.shares[plan.seen if name == plan.unseen else name]
    done = min(1.0, step / plan.steps)
    return first * (1 - done) + last * done


def tensors(rows: Rows, part: Sequence[int]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """A padded batch: ids with begin and end marks, hints, labels (-100 where there is no character)."""
    spans = [(int(rows.starts[i]), int(rows.starts[i + 1])) for i in part]
    length = max(end - start for start, end in spans) + 2
    ids = np.zeros((len(part), length), np.int64)
    hints = np.zeros((len(part), length, rows.hints.shape[1]), np.int64)
    labels = np.full((len(part), length), -100, np.int64)
    for row, (start, end) in enumerate(spans):
        stop = end - start + 1
        ids[row, 0], ids[row, 1:stop], ids[row, stop] = 1, rows.ids[start:end], 2
        hints[row, 1:stop] = rows.hints[start:end]
        labels[row, 1:stop] = rows.labels[start:end]
    return torch.from_numpy(ids), torch.from_numpy(hints), torch.from_numpy(labels)


def fewer_hints(hints: torch.Tensor, share: float) -> torch.Tensor:
    """``hints`` without all of one tagger in a ``share`` of the rows, and a tenth of the others."""
    rows, length, columns = hints.shape
    kept = (torch.rand(rows, 1, columns) > share) & (torch.rand(rows, length, columns) > 0.1)
    return hints * kept


def rate_at(step: int, plan: Plan) -> float:
    """Up in a line while warming, then down in a line to nothing; at the finish from a part of it down again."""
    if step >= plan.steps:
        return plan.rate * plan.slow * (plan.steps + plan.finish - step) / plan.finish
    return plan.rate * up_and_down(step, plan.steps, plan.warmup)


def scale_of(name: str) -> float:
    """What is new learns faster than what is pretrained."""
    return 5.0 if name.split(".")[0] in ("hints", "late", "heads") else 1.0


def train(model: Tagger, sources: Mapping[str, Corpus], tests: Mapping[str, Corpus], plan: Plan) -> None:
    """Train ``model`` in place by ``plan``; goes on from ``plan.folder``/state-*.pt where those lie.

    Writes there log.jsonl (loss and F1 of each test as training goes on) and, where there is a finish, what
    the parameters were before it: measured.pt.
    """
    plan.folder.mkdir(parents=True, exist_ok=True)
    shared = Shared.of(model, plan.processes)
    in_processes(lambda rank: _work(rank, model, shared, sources, tests, plan), plan.processes)


def _work(
    rank: int,
    model: Tagger,
    shared: Shared,
    sources: Mapping[str, Corpus],
    tests: Mapping[str, Corpus],
    plan: Plan,
) -> None:
    torch.set_num_threads(1)
    optimizer = AdamW(model, shared, rank, lambda name: scale_of(name) if model.learns(name) else 0.0)
    begin = _restore(rank, shared, optimizer, plan)
    started, losses, seen = time.time(), [], 0
    for step, chosen in enumerate(schedule(sources, plan)):
        if step < begin:
            continue
        name, version, part = chosen[rank]
        torch.manual_seed(plan.seed * 1_000_003 + step * plan.processes + rank)
        ids, hints, labels = tensors(sources[name].versions[version], part)
        model.train()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = model(ids, fewer_hints(hints, plan.no_hints), sources[name].head)
        loss: Any = functional.cross_entropy(
            scores.float().flatten(0, 1), labels.flatten(), label_smoothing=plan.smoothing
        )
        loss.backward()
        losses.append(float(loss.detach()))
        seen += ids.numel()
        optimizer.step(rate_at(step, plan))
        if (step + 1) % plan.measure == 0 or step + 1 in (plan.steps, plan.steps + plan.finish):
            _save(rank, step + 1, optimizer, plan)
            if rank == 0:
                speed = seen * plan.processes / (time.time() - started)
                log.write(plan.folder, step + 1, float(np.mean(losses)), speed, measure_all(model, tests))
            losses = []
            shared.barrier.wait()


def _save(rank: int, step: int, optimizer: AdamW, plan: Plan) -> None:
    values = optimizer.shared.values if rank == 0 else None
    save_state(plan.folder / f"state-{rank}.pt", {"step": step, "values": values, **optimizer.state()})
    if rank == 0 and plan.finish and step == plan.steps:
        torch.save(values, plan.folder / MEASURED)


def _restore(rank: int, shared: Shared, optimizer: AdamW, plan: Plan) -> int:
    state = load_state(plan.folder / f"state-{rank}.pt")
    if state is None:
        return 0
    if rank == 0:
        shared.values.copy_(state["values"])
    optimizer.restore(state)
    shared.barrier.wait()
    return int(state["step"])


def measure_all(model: Tagger, tests: Mapping[str, Corpus]) -> dict[str, Any]:
    """F1 of each test."""
    return {
        name: f1_of(test, predict(model, test.versions[0], test.head, hints=True))
        for name, test in tests.items()
    }


def predict(model: Tagger, rows: Rows, head: str, *, hints: bool) -> np.ndarray[Any, Any]:
    """Probabilities of labels, [characters of all rows, labels]."""
    model.eval()
    out: list[Any] = [None] * len(rows)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for part in batches(rows, 4096, random.Random(0)):
            ids, known, _ = tensors(rows, part)
            shares = model(ids, known if hints else None, head).float().softmax(-1).numpy()
            for row, i in enumerate(part):
                out[i] = shares[row, 1 : 1 + int(rows.lengths[i])]
    return np.concatenate(out)


def f1_of(test: Corpus, shares: Any) -> dict[str, float]:
    """Strict F1, as ``scoring.score_sets`` returns it."""
    rows, names = test.versions[0], label_set(test.kinds)
    return score_scores(log_probabilities(shares), rows.labels, rows.spans, names)
