"""``make eval``: every engine on every annotated set, entity F1 by type and speed, in one table.

python -m benchmarks.quality tests/data/gold more.jsonl [--engine lac --engine jieba]
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from pipeline.config import Config
from pipeline.errors import JianbaoError
from pipeline.evaluation.datasets import load_dataset
from pipeline.evaluation.evaluate import evaluate
from pipeline.registry import ENGINES, STAGES

TYPES = ("PER", "LOC", "ORG", "TIME", "micro")
NEED_A_MODEL = {"spacy", "hanlp"}  # name one: --engine spacy:PATH


def main(
    gold: Annotated[list[Path], typer.Argument(help="Gold pages, JSON Lines with spans, CoNLL.")],
    engine: Annotated[list[str] | None, typer.Option(help="Engines; may be repeated.")] = None,
) -> None:
    """Score engines on annotated data."""
    engines = engine or ["", *(name for name in ENGINES if name not in NEED_A_MODEL)]
    table = Table("data", "engine", *TYPES, "chars/s", title="Entities, strict span and type F1")
    for path in gold:
        dataset = load_dataset(path)
        chain = ["tokens", "entities"] if dataset.texts else list(STAGES)
        for name in engines:
            try:
                result = evaluate(
                    dataset, Config.make(None, [f"entities.engine={name}"] if name else [], chain)
                )
            except JianbaoError as error:
                table.add_row(path.name, name, *("" for _ in TYPES), str(error))
                continue
            scores = [result.scores.prf.get(f"entity {kind}") for kind in TYPES]
            cells = [f"{s.f1:.3f}" if s else "-" for s in scores]
            speed = result.characters / result.seconds if result.seconds else 0.0
            table.add_row(path.name, name or "(default)", *cells, f"{speed:,.0f}")
    Console(highlight=False).print(table)


if __name__ == "__main__":
    typer.run(main)
