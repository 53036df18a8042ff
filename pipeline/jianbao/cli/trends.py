"""``jianbao trends``: words or topics month by month."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from jianbao.cli.common import console, messages, print_json, steps
from jianbao.cli.options import Json, RunOrFiles
from jianbao.errors import ConfigError
from jianbao.mining.corpus import rows_of, rows_with, size_of
from jianbao.mining.terms import Progress
from jianbao.mining.topics import topics
from jianbao.mining.trends import Trends, topic_trends, trends


def register(app: typer.Typer) -> None:
    app.command("trends")(command)


def command(
    run: RunOrFiles,
    term: Annotated[
        list[str] | None, typer.Argument(help="Words to follow. [default: those with the strongest bursts]")
    ] = None,
    of_topics: Annotated[
        int, typer.Option("--topics", min=0, help="Follow this number of topics instead.")
    ] = 0,
    top: Annotated[int, typer.Option(min=1, help="Number of words, if none are given.")] = 20,
    least: Annotated[int, typer.Option(min=1, help="Leave out words in fewer articles than this.")] = 5,
    as_json: Json = False,
) -> None:
    """Follow words or topics month by month, and find their bursts (Kleinberg 2002)."""
    with steps("trends", size_of(run)) as progress:
        if of_topics:
            found = topic_trends(topics(rows_of(run), count=of_topics, progress=progress))
        else:
            found = _word_trends(run, term or None, top, least, progress)
    if as_json:
        print_json(found)
    else:
        _print(found)


def _word_trends(run: Path, terms: list[str] | None, top: int, least: int, progress: Progress) -> Trends:
    rows = rows_with(run, terms) if terms else rows_of(run)
    return trends(rows, terms=terms, top=top, min_count=least, progress=progress)


def _print(found: Trends) -> None:
    if not found.months:
        raise ConfigError("no article of this run has a date; give one with: jianbao run --date")
    table = Table("what", f"{found.months[0]} to {found.months[-1]}", "articles", "bursts")
    for trend in found.trends:
        bursts = ", ".join(b.start if b.start == b.end else f"{b.start} to {b.end}" for b in trend.bursts)
        table.add_row(Text(trend.name), sparkline(trend.counts), str(sum(trend.counts)), bursts)
    console.print(table)
    if found.undated:
        messages.print(
            f"{found.undated:,} articles without a date are not counted; give one with: jianbao run --date"
        )


def sparkline(counts: list[int], width: int = 40) -> str:
    """``counts`` as a row of at most ``width`` bars, neighbouring counts added up.

    >>> sparkline([0, 1, 2, 4])
    ' ▂▄█'
    """
    size = -(-len(counts) // width)
    sums = [sum(counts[i : i + size]) for i in range(0, len(counts), size or 1)]
    high = max(sums, default=0) or 1
    return "".join(" ▁▂▃▄▅▆▇█"[-(-8 * value // high)] for value in sums)
