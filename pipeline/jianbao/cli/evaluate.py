"""``jianbao evaluate``: how good the layers are on pages that you annotated."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.table import Table
from rich.text import Text

from jianbao.cli.common import console
from jianbao.cli.settings import AllowDownload, Engine, UserDict, gathered
from jianbao.config import Config
from jianbao.engines import make_engine
from jianbao.engines.heads import words_in
from jianbao.evaluation.datasets import load_dataset
from jianbao.evaluation.evaluate import EntityError, Evaluation, evaluate, evaluate_convention
from jianbao.evaluation.words import chain_words, evaluate_words, load_words
from jianbao.flow import Flow
from jianbao.registry import STAGES


def register(app: typer.Typer) -> None:
    app.command("evaluate")(command)


def command(
    gold: Annotated[
        Path,
        typer.Argument(help="Folder of gold pages, a .json or .jsonl of them, JSON Lines, CoNLL; or words."),
    ],
    engine: Engine = None,
    user_dict: UserDict = None,
    allow_download: AllowDownload = False,
    config: Annotated[Path | None, typer.Option(help="Configuration, TOML.")] = None,
    settings: Annotated[list[str] | None, typer.Option("--set", metavar="SECTION.KEY=VALUE")] = None,
    words: Annotated[
        bool, typer.Option("--words", help="GOLD is words parted by blanks, plain or word/tag.")
    ] = False,
    convention: Annotated[
        str | None,
        typer.Option(help="Ask the engine for what another corpus would say: msra, cluener; pku for words."),
    ] = None,
    errors: Annotated[int, typer.Option(min=0, help="List this many entity errors.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Score every layer against annotated pages, the entities against span data, or words."""
    if convention:
        model = make_engine(engine or "accurate")
        if words:
            result = evaluate_words(load_words(gold), partial(words_in, model, convention=convention))
        else:
            result = evaluate_convention(load_dataset(gold), model, convention)
    else:
        chosen = gathered(settings, engine=engine, user_dict=user_dict, allow_download=allow_download)
        if words:
            flow = Flow(Config.make(config, chosen, None if config else ["tokens"]).build(), strict=True)
            result = evaluate_words(load_words(gold), partial(chain_words, flow))
        else:
            dataset = load_dataset(gold)
            chain = ["tokens", "entities"] if dataset.texts else list(STAGES)
            result = evaluate(dataset, Config.make(config, chosen, None if config else chain))
    if as_json:
        sys.stdout.write(msgspec.json.encode(as_plain(result, errors)).decode() + "\n")
        return
    _print(result)
    if errors:
        print_differences(result.errors[:errors], "gold", "predicted")


def as_plain(result: Evaluation, errors: int) -> dict[str, object]:
    """The evaluation as plain values for JSON."""
    return {
        "scores": {
            name: {"precision": s.precision, "recall": s.recall, "f1": s.f1, "correct": s.correct,
                   "predicted": s.predicted, "gold": s.gold}
            for name, s in result.scores.prf.items()
        },
        "shares": {name: {"value": s.value, "total": s.total} for name, s in result.scores.shares.items()},
        "characters": result.characters,
        "seconds": result.seconds,
        "errors": msgspec.to_builtins(result.errors[:errors]),
    }  # fmt: skip


def _print(result: Evaluation) -> None:
    table = Table("layer", "precision", "recall", "F1", "correct", "predicted", "gold")
    for column in table.columns[1:]:
        column.justify = "right"
    for name, s in result.scores.prf.items():
        numbers = (f"{s.precision:.3f}", f"{s.recall:.3f}", f"{s.f1:.3f}")
        table.add_row(name, *numbers, str(s.correct), str(s.predicted), str(s.gold))
    for name, share in result.scores.shares.items():
        table.add_row(name, "", f"{share.value:.3f}", "", "", "", str(share.total))
    console.print(table)
    speed = result.characters / result.seconds if result.seconds else 0.0
    console.print(f"{result.characters:,} characters in {result.seconds:.1f} s: {speed:,.0f} a second")


def print_differences(differences: list[EntityError], left: str, right: str) -> None:
    """A table of mentions on which two sides differ."""
    table = Table("document", "what", left, right, "where")
    for d in differences:
        table.add_row(Text(d.document), d.kind, Text(d.gold), Text(d.predicted), Text(d.context))
    console.print(table)
