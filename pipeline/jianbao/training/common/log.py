"""The log of a training run: one line per measurement, in ``log.jsonl`` of its folder."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

NAME = "log.jsonl"


def write(folder: Path, step: int, loss: float, speed: float, scores: Mapping[str, Any]) -> None:
    """Add a measurement. speed: characters a second since the run began; scores: by test."""
    record = {
        "step": step,
        "time": time.strftime("%H:%M:%S"),
        "loss": round(loss, 4),
        "chars/s": round(speed),
        **scores,
    }
    with (folder / NAME).open("a", encoding="utf-8") as file:
        file.write(json.dumps(record, ensure_ascii=False) + "\n")


def read(folder: Path) -> list[dict[str, Any]]:
    """All measurements, in the order in which they were made."""
    return [json.loads(line) for line in (folder / NAME).read_text("utf-8").splitlines()]


def measured_at(folder: Path, step: int) -> dict[str, Any]:
    """What was measured after ``step`` steps, the last time; {} where nothing was."""
    return next((record for record in reversed(read(folder)) if record["step"] == step), {})
