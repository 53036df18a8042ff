"""``jianbao evaluate``: how good the layers are on annotated pages."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.table import Table
from rich.text import Text

from jianbao.cli.common import console, print_json
from jianbao.cli.options import (
    AllowDownload,
    Configuration,
    EngineSpec,
    Json,
    Settings,
    UserDict,
    stage_settings,
)
from jianbao.config import Config
from jianbao.engines import make_engine
from jianbao.engines.base import Engine
from jianbao.engines.heads import words_in
from jianbao.evaluation.datasets import load_dataset
from jianbao.evaluation.evaluate import EntityError, Evaluation, evaluate, evaluate_convention
from jianbao.evaluation.layers import Scores
from jianbao.evaluation.words import chain_words, evaluate_words, load_words
from jianbao.flow import Flow
from jianbao.registry import STAGES

_SCORES_A_TABLE = 4  # by section: what fits 80 columns


def register(app: typer.Typer) -> None:
    app.command("evaluate")(command)


def command(
    gold: Annotated[
        Path,
        typer.Argument(help="Gold pages (a folder, .json, .jsonl), texts with spans, CoNLL; or words."),
    ],
    engine: EngineSpec = None,
    user_dict: UserDict = None,
    allow_download: AllowDownload = False,
    config: Configuration = None,
    settings: Settings = None,
    words: Annotated[
        bool, typer.Option("--words", help="GOLD is words separated by spaces, plain or word/tag.")
    ] = False,
    convention: Annotated[
        str | None,
        typer.Option(help="Score the engine by the labels of another corpus: msra, cluener; pku for words."),
    ] = None,
    errors: Annotated[int, typer.Option(min=0, help="Number of entity errors to list.")] = 0,
    by_section: Annotated[
        bool, typer.Option("--by-section", help="Figures by section of the paper as well, of pages.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Score every layer against annotated pages, the entities against span data, or words."""
    if convention:
        result = _evaluate_engine(gold, make_engine(engine or "accurate"), convention, words=words)
    else:
        chosen = stage_settings(settings, engine=engine, user_dict=user_dict, allow_download=allow_download)
        result = _evaluate_chain(gold, config, chosen, words=words)
    if as_json:
        print_json(as_plain(result, errors))
        return
    _print(result)
    if by_section:
        _print_sections(result)
    if errors:
        print_differences(result.errors[:errors], "gold", "predicted")


def _evaluate_engine(gold: Path, engine: Engine, convention: str, *, words: bool) -> Evaluation:
    if words:
        return evaluate_words(load_words(gold), partial(words_in, engine, convention=convention))
    return evaluate_convention(load_dataset(gold), engine, convention)


def _evaluate_chain(gold: Path, config: Path | None, settings: list[str], *, words: bool) -> Evaluation:
    """Without ``config``, the chain that the annotation can score."""
    if words:
        flow = Flow(Config.make(config, settings, None if config else ["tokens"]).build(), strict=True)
        return evaluate_words(load_words(gold), partial(chain_words, flow))
    dataset = load_dataset(gold, partial=True)
    chain = ["tokens", "entities"] if dataset.texts else list(STAGES)
    return evaluate(dataset, Config.make(config, settings, None if config else chain))


def as_plain(result: Evaluation, errors: int) -> dict[str, object]:
    """The evaluation as plain values for JSON."""
    return {
        **_scores_as_plain(result.scores),
        "sections": {
            name: {"pages": pages, **_scores_as_plain(scores)}
            for name, (pages, scores) in result.sections.items()
        },
        "characters": result.characters,
        "seconds": result.seconds,
        "errors": msgspec.to_builtins(result.errors[:errors]),
    }


def _scores_as_plain(scores: Scores) -> dict[str, object]:
    return {
        "scores": {
            name: {"precision": s.precision, "recall": s.recall, "f1": s.f1, "correct": s.correct,
                   "predicted": s.predicted, "gold": s.gold}
            for name, s in scores.prf.items()
        },
        "shares": {name: {"value": s.value, "total": s.total} for name, s in scores.shares.items()},
    }  # fmt: skip


def _print_sections(result: Evaluation) -> None:
    """A row for each section, four scores a table; F1, or the share."""
    names = [*result.scores.prf, *result.scores.shares]
    for at in range(0, len(names), _SCORES_A_TABLE):
        some = names[at : at + _SCORES_A_TABLE]
        table = Table("F1 by section", "pages", *some)
        for column in table.columns[1:]:
            column.justify = "right"
        for section, (pages, scores) in result.sections.items():
            table.add_row(section, str(pages), *(_score_of(scores, name) for name in some))
        console.print(table)


def _score_of(scores: Scores, name: str) -> str:
    """F1 or the share; nothing where a section has none of it."""
    if (found := scores.prf.get(name)) and found.gold:
        return f"{found.f1:.3f}"
    share = scores.shares.get(name)
    return f"{share.value:.3f}" if share else ""


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
    console.print(f"{result.characters:,} characters in {result.seconds:.1f} s: {speed:,.0f} per second")


def print_differences(differences: list[EntityError], left: str, right: str) -> None:
    """Print a table of the mentions on which two sides differ."""
    table = Table("document", "what", left, right, "where")
    for d in differences:
        table.add_row(Text(d.document), d.kind, Text(d.gold), Text(d.predicted), Text(d.context))
    console.print(table)
