"""Checkpoints: the state of a training run, written whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch


def save_state(path: Path, state: Mapping[str, Any]) -> None:
    """Write ``state`` through a temporary neighbour: a run that is stopped here finds the earlier one."""
    new = path.with_suffix(".new")
    torch.save(dict(state), new)
    new.replace(path)


def load_state(path: Path) -> dict[str, Any] | None:
    """What ``save_state`` wrote; None at the beginning of a run."""
    return torch.load(path) if path.exists() else None
