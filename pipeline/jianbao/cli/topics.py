"""``jianbao topics``: what a run is about."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from jianbao.cli.common import choice, console, print_json, steps
from jianbao.cli.options import Json, RunOrFiles
from jianbao.mining.corpus import rows_of, size_of
from jianbao.mining.topics import METHODS, Topic, topics


def register(app: typer.Typer) -> None:
    app.command("topics")(command)


def command(
    run: RunOrFiles,
    count: Annotated[int, typer.Option(min=1, help="Number of topics.")] = 20,
    method: Annotated[str, typer.Option(help=f"One of {', '.join(METHODS)}.")] = "auto",
    seed: Annotated[int, typer.Option(help="The same seed gives the same topics.")] = 0,
    as_json: Json = False,
) -> None:
    """Find the topics of a run, with their words and typical articles."""
    chosen = choice("--method", method, METHODS)
    with steps("topics", size_of(run)) as progress:
        model = topics(rows_of(run), count=count, method=chosen, seed=seed, progress=progress)
    if as_json:
        print_json(model)
    else:
        console.print(_table(model.topics))


def _table(found: list[Topic]) -> Table:
    table = Table("topic", "share", "articles", "words", "typical article")
    for topic in found:
        words = " ".join(t.term for t in topic.terms[:8])
        typical = topic.articles[0].title if topic.articles else ""
        table.add_row(Text(topic.name), f"{topic.share:.1%}", str(topic.size), Text(words), Text(typical))
    return table
