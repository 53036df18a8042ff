"""Batches for the fast engine's network: rows of one length, from all sources."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from jianbao.training.fast.rows import Rows

Part = list[tuple[Rows, int]]  # rows, and which of them


@dataclass(slots=True)
class RowVersions:
    """Rows in several versions, one an epoch in turn; ``times``: how often in an epoch."""

    versions: Sequence[Rows]
    times: int = 1


def batches(sources: Sequence[RowVersions], size: int, seed: int) -> Iterator[Part]:
    """Batches without end: in each epoch every row of the version whose turn it is, by equal length."""
    dice = random.Random(seed)
    turns = [0] * len(sources)
    while True:
        chosen = []
        for k, source in enumerate(sources):
            for _ in range(source.times):
                chosen.append(source.versions[turns[k] % len(source.versions)])
                turns[k] += 1
        found = by_length(chosen, size, dice)
        dice.shuffle(found)
        yield from found


def by_length(versions: Sequence[Rows], size: int, dice: random.Random | None = None) -> list[Part]:
    """All rows in batches of one length and at most ``size`` characters, shuffled within a length."""
    lengths: dict[int, Part] = {}
    for rows in versions:
        for i, length in enumerate(rows.lengths.tolist()):
            lengths.setdefault(length, []).append((rows, i))
    found: list[Part] = []
    for length, part in sorted(lengths.items()):
        if dice:
            dice.shuffle(part)
        count = max(1, size // length)
        found += [part[at : at + count] for at in range(0, len(part), count)]
    return found


def tensors(part: Part) -> tuple[Tensor, Tensor, Tensor]:
    """Numbers [3, rows, length], shares [rows, length, LABELS] and labels [heads, rows, length] of a batch."""
    slices = [(rows, slice(rows.starts[i], rows.starts[i + 1])) for rows, i in part]
    numbers = np.stack([rows.numbers[:, where] for rows, where in slices], axis=1)
    shares = np.stack([rows.shares[where] for rows, where in slices])
    labels = np.stack([rows.labels[:, where] for rows, where in slices], axis=1)
    return (
        torch.from_numpy(numbers.astype(np.int64)),
        torch.from_numpy(shares.astype(np.float32)),
        torch.from_numpy(labels.astype(np.int64)),
    )
