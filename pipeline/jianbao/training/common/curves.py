"""The curves of a training run: its log as a picture."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from jianbao.training.common import log


def draw(folder: Path, out: Path) -> None:
    """Draw the log in ``folder`` to ``out`` (.svg): F1 of each test above, loss below, by step.

    Needs altair and vl-convert-python (extra ``train``).
    """
    alt: Any = importlib.import_module("altair")
    f1, loss = curves(log.read(folder))
    shown = alt.Chart(alt.Data(values=f1)).mark_line(strokeWidth=2)
    above = shown.encode(
        x=alt.X("step:Q", title=None),
        y=alt.Y("f1:Q", title="F1", scale=alt.Scale(zero=False)),
        color=alt.Color("test:N", title=None, sort=None),
    )
    below = (
        alt.Chart(alt.Data(values=loss))
        .mark_line(strokeWidth=2, color="#888")
        .encode(x=alt.X("step:Q", title="step"), y=alt.Y("loss:Q", title="loss", scale=alt.Scale(zero=False)))
    )
    parts = (above.properties(width=640, height=260), below.properties(width=640, height=110))
    alt.vconcat(*parts).configure_view(stroke=None).save(str(out))


def curves(records: Iterable[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The F1 of each test and the loss, a point a measurement."""
    f1: list[dict[str, Any]] = []
    loss: list[dict[str, Any]] = []
    for record in records:
        loss.append({"step": record["step"], "loss": record["loss"]})
        for name, scores in record.items():
            if isinstance(scores, dict):
                f1.append({"step": record["step"], "test": name, "f1": scores["all"]})
    return f1, loss
