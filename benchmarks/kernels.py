"""What each way to multiply matrices costs and loses: F1, spans that differ from the floats', speed.

python -m benchmarks.kernels gold/local_full.jsonl [more ...]

The stage entities over annotated texts, with the engines accurate and fast in each kernel that this processor has.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from jianbao.engines.accurate.engine import HINTS, AccurateEngine
from jianbao.engines.accurate.kernels import KERNELS
from jianbao.engines.base import ProbabilisticEngine
from jianbao.engines.fast.engine import FastEngine
from jianbao.engines.fast.network import kernels
from jianbao.engines.taggers import tag_texts
from jianbao.evaluation.datasets import load_dataset
from jianbao.language.width import fold
from jianbao.stages.entities.assembly import assemble
from jianbao.tagging.labels import Mention, split_pieces
from jianbao.tagging.words import Taggings
from rich.console import Console
from rich.table import Table

from benchmarks.measure import processor_name

FLOAT = "float"
Found = list[set[Mention]]


def main(gold: Annotated[list[Path], typer.Argument(help="Annotated texts.")]) -> None:
    """Compare the kernels of the networks."""
    console = Console(highlight=False)
    texts, known = read(gold)
    taggings = tag_texts(texts, HINTS)
    engines: list[ProbabilisticEngine] = [
        *(AccurateEngine(kernel=kernel) for kernel in sorted(KERNELS, key=lambda k: k != FLOAT)),
        *(FastEngine(kernel=kernel) for kernel in reversed(kernels())),
    ]
    table = Table("engine", "kernel", "F1", "spans that differ", "network, us/char", title=processor_name())
    exact: dict[str, Found] = {}
    for engine in engines:
        found, seconds = ask(engine, texts, taggings)
        first = exact.setdefault(engine.name, found)
        differ = sum(len(a ^ b) for a, b in zip(found, first, strict=True)) / max(sum(map(len, first)), 1)
        table.add_row(
            engine.name,
            engine.kernel,
            f"{f1(found, known):.4f}",
            f"{differ:.2%}",
            f"{1e6 * seconds / sum(map(len, texts)):.1f}",
        )
    console.print(table)


def read(paths: Sequence[Path]) -> tuple[list[str], Found]:
    """The folded texts and their annotated spans."""
    texts, known = [], []
    for path in paths:
        dataset = load_dataset(path)
        texts += [item.text for item in dataset.texts] + [page["text"] for page in dataset.pages]
        known += [item.spans for item in dataset.texts]
        known += [{(e["start"], e["end"], e["type"]) for e in page["entities"]} for page in dataset.pages]
    return [fold(text) for text in texts], known


def ask(engine: ProbabilisticEngine, texts: list[str], taggings: list[Taggings]) -> tuple[Found, float]:
    """The mentions of the whole stage, and the seconds of the network alone, of the calling thread."""
    engine.load()
    began = time.thread_time()
    rows = engine.marginals(texts, taggings)
    seconds = time.thread_time() - began
    readings = assemble(texts, rows, [split_pieces(text) for text in texts])
    return [{mention for mention, _ in reading.mentions} for reading in readings], seconds


def f1(found: Found, known: Found) -> float:
    """Strict F1 of spans with types."""
    both = sum(len(a & b) for a, b in zip(found, known, strict=True))
    return 2 * both / max(sum(map(len, found)) + sum(map(len, known)), 1)


if __name__ == "__main__":
    typer.run(main)
