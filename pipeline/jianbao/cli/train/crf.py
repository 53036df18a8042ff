"""``jianbao train crf``: the CRFs behind the engine ``crf``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from jianbao.cli.common import console
from jianbao.errors import ConfigError
from jianbao.evaluation.measures import Prf

if TYPE_CHECKING:
    from jianbao.training.crf.weights import Settings


def register(app: typer.Typer) -> None:
    app.command("crf")(command)


def command(
    gold: Annotated[list[Path], typer.Argument(help="Annotated pages: folders, .json or .jsonl; several.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the models.")] = Path("models/crf"),
    variant: Annotated[
        list[str] | None,
        typer.Option(help="lac (over LAC and jieba), jieba (over jieba alone); both by default."),
    ] = None,
    folds: Annotated[int, typer.Option(min=0, help="Folds of cross-validation by page; 0: none.")] = 5,
    iterations: Annotated[int, typer.Option(min=1, help="Iterations of the optimiser.")] = 40,
    texts: Annotated[
        Path | None,
        typer.Option(
            help="News texts (JSON Lines, .xz too) to learn from as the chain reads them; adds a model."
        ),
    ] = None,
    characters: Annotated[int, typer.Option(min=1, help="How much of TEXTS.")] = 180_000,
    held_out: Annotated[
        Path | None, typer.Option(help="File of page ids to measure on, not train on; then no folds.")
    ] = None,
) -> None:
    """Cross-validate on annotated pages by file, train on all of them, and write the models with their card."""
    from jianbao.training.crf.train import train, variants
    from jianbao.training.crf.weights import Settings

    if unknown := set(variant or ()) - set(variants()):
        raise ConfigError(f"--variant {', '.join(sorted(unknown))}: known are {', '.join(variants())}")
    try:
        ids = held_out.read_text("utf-8").split() if held_out else []
    except OSError as error:
        raise ConfigError(f"{held_out}: cannot read the page ids: {error.strerror}") from error
    for name in variant or variants():
        if texts:
            _more(gold, texts, characters, out, name, Settings(iterations=iterations, least=3))
            continue
        scores = train(gold, out, name, Settings(iterations=iterations), folds=folds, held_out=ids)
        if scores:
            _print(name, scores)
        console.print(f"{out / name}.npz")


def _more(gold: list[Path], texts: Path, characters: int, out: Path, name: str, settings: Settings) -> None:
    from jianbao.training.crf.examples import read_annotated
    from jianbao.training.crf.train import train_more, unlabelled

    known = [record["text"] for path in gold for record in read_annotated(path)]
    articles = unlabelled(texts, known, characters)
    mentions = train_more(gold, articles, out, name, settings)
    console.print(f"{out / name}-more.npz: {len(articles)} texts with {mentions:,} mentions")


def _print(name: str, scores: dict[str, Prf]) -> None:
    table = Table(name, "precision", "recall", "F1", "gold")
    for measure, s in scores.items():
        table.add_row(measure, f"{s.precision:.3f}", f"{s.recall:.3f}", f"{s.f1:.3f}", str(s.gold))
    console.print(table)
