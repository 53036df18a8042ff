"""Invented sentences that a small network learns in seconds, and its log without times."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jianbao.training.accurate.data import Example

TEXTS = [
    f"{name}到{place}县调研。" for name in ("周启明", "马文涛", "何静") for place in ("云岭", "石桥", "白沙")
]


def example(text: str) -> Example:
    """One of ``TEXTS`` with its person and its place."""
    at = text.index("到")
    return Example(text, [(0, at, "PER"), (at + 1, at + 4, "LOC")])


def log_of(folder: Path) -> list[dict[str, Any]]:
    """What a training wrote to ``folder``, without what differs from run to run."""
    lines = [json.loads(line) for line in (folder / "log.jsonl").read_text("utf-8").splitlines()]
    return [{k: v for k, v in line.items() if k not in ("time", "chars/s")} for line in lines]
