"""``make eval``: every engine on every annotated set, entity F1 by type and speed, in one table; words in another.

python -m benchmarks.quality tests/data/gold more.jsonl [--words pku_test_gold.utf8] [--engine crf ...]

An engine that was trained on several corpora is shown on texts with spans in each of its conventions as well
(``accurate in msra``): as the network says, without the rules of the chain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from jianbao.article import Tokens
from jianbao.config import Config
from jianbao.engines import make_engine
from jianbao.engines.base import Engine
from jianbao.engines.heads import conventions_of, words_in
from jianbao.errors import JianbaoError
from jianbao.evaluation.datasets import Dataset, load_dataset
from jianbao.evaluation.evaluate import Evaluation, evaluate, evaluate_convention
from jianbao.evaluation.words import evaluate_words, load_words
from jianbao.registry import ENGINES, STAGES
from rich.console import Console
from rich.table import Table

TYPES = ("entity PER", "entity LOC", "entity ORG", "entity TIME", "entity micro")
WORDS = ("words", "words with kind")
OWN = "ours"  # the convention of the chain
OF_WORDS = "pku"
NEED_A_MODEL = {"spacy", "hanlp"}  # name one: --engine spacy:PATH
Run = tuple[str, Callable[[], Evaluation]]


def main(
    gold: Annotated[
        list[Path] | None, typer.Argument(help="Gold pages, JSON Lines with spans, CoNLL.")
    ] = None,
    words: Annotated[
        list[Path] | None, typer.Option(help="Words parted by blanks, plain or word/tag; several.")
    ] = None,
    engine: Annotated[list[str] | None, typer.Option(help="Engines; may be repeated.")] = None,
) -> None:
    """Score engines on annotated data."""
    engines = engine or [name for name in ENGINES if name not in NEED_A_MODEL]
    console = Console(highlight=False)
    if gold:
        title = "Entities, strict span and type F1"
        found = [(path, run) for path in gold for run in entity_runs(path, engines, whole=not engine)]
        console.print(table(title, TYPES, found))
    if words:
        found = [(path, run) for path in words for run in word_runs(path, engines)]
        console.print(table("Words, F1", WORDS, found))


def entity_runs(path: Path, engines: list[str], *, whole: bool) -> Iterator[Run]:
    """The chain with each engine (with its own default as well where ``whole``), and other conventions."""
    dataset = load_dataset(path)
    if whole:
        yield "(default)", partial(_chain, dataset, "")
    for name in engines:
        yield name, partial(_chain, dataset, name)
        for convention in conventions_of(make_engine(name)) if dataset.texts else ():
            if convention not in (OWN, OF_WORDS):
                run = partial(evaluate_convention, dataset, make_engine(name), convention)
                yield f"{name} in {convention}", run


def _chain(dataset: Dataset, name: str) -> Evaluation:
    chain = ["tokens", "entities"] if dataset.texts else list(STAGES)
    return evaluate(dataset, Config.make(None, [f"entities.engine={name}"] if name else [], chain))


def word_runs(path: Path, engines: list[str]) -> Iterator[Run]:
    """The words of each engine, and of those that know it in the convention of the People's Daily."""
    texts = load_words(path)
    for name in engines:
        engine = make_engine(name)
        yield name, partial(evaluate_words, texts, partial(_own_words, engine))
        if OF_WORDS in conventions_of(engine):
            yield f"{name} in {OF_WORDS}", partial(evaluate_words, texts, partial(words_in, engine))


def _own_words(engine: Engine, texts: Sequence[str]) -> list[Tokens]:
    return [analysis.tokens for analysis in engine.analyse(texts)]


def table(title: str, columns: tuple[str, ...], runs: list[tuple[Path, Run]]) -> Table:
    """A row a run: its scores and speed, or why there are none."""
    made = Table("data", "engine", *(c.removeprefix("entity ") for c in columns), "chars/s", title=title)
    for path, (name, run) in runs:
        try:
            result = run()
        except JianbaoError as error:
            made.add_row(path.name, name, *("" for _ in columns), str(error))
            continue
        scores = [result.scores.prf.get(column) for column in columns]
        speed = result.characters / result.seconds if result.seconds else 0.0
        made.add_row(path.name, name, *(f"{s.f1:.3f}" if s else "-" for s in scores), f"{speed:,.0f}")
    return made


if __name__ == "__main__":
    typer.run(main)
