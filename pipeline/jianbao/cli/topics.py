"""``jianbao topics``, ``trends`` and ``reprints``: what a run is about, month by month, and what it says twice."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any, cast

import msgspec
import typer
from rich.table import Table
from rich.text import Text

from jianbao.cli.common import console, messages, steps
from jianbao.errors import ConfigError
from jianbao.mining.corpus import rows_of, rows_with, size_of, texts_of
from jianbao.mining.reprints import Document
from jianbao.mining.reprints import reprints as find_reprints
from jianbao.mining.topics import topics as find_topics
from jianbao.mining.trends import Trends, topic_trends
from jianbao.mining.trends import trends as find_trends

Run = Annotated[
    Path, typer.Argument(metavar="RUN", help="Folder of a run, or files to read as they are: quicker.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
METHODS = ("auto", "nmf", "minibatch", "lda")


def register(app: typer.Typer) -> None:
    for function in (topics, trends, reprints):
        app.command(function.__name__)(function)


def topics(
    run: Run,
    count: Annotated[int, typer.Option(min=1, help="How many topics.")] = 20,
    method: Annotated[str, typer.Option(help=f"One of {', '.join(METHODS)}.")] = "auto",
    seed: Annotated[int, typer.Option(help="The same seed gives the same topics.")] = 0,
    as_json: Json = False,
) -> None:
    """Find the topics of a run, with their words and typical articles."""
    with steps("topics", size_of(run)) as progress:
        model = find_topics(_rows(run), count=count, method=cast(Any, method), seed=seed, progress=progress)
    if as_json:
        _json(model)
        return
    table = Table("topic", "share", "articles", "words", "typical article")
    for topic in model.topics:
        words = " ".join(t.term for t in topic.terms[:8])
        typical = topic.articles[0].title if topic.articles else ""
        table.add_row(Text(topic.name), f"{topic.share:.1%}", str(topic.size), Text(words), Text(typical))
    console.print(table)


def trends(
    run: Run,
    term: Annotated[
        list[str] | None, typer.Argument(help="Words to follow; without any, the strongest bursts.")
    ] = None,
    of_topics: Annotated[int, typer.Option("--topics", min=0, help="Follow this many topics instead.")] = 0,
    top: Annotated[int, typer.Option(min=1, help="How many words, where none are given.")] = 20,
    least: Annotated[int, typer.Option(min=1, help="Leave out words in fewer articles than this.")] = 5,
    as_json: Json = False,
) -> None:
    """Follow words or topics month by month, and find their bursts (Kleinberg 2002)."""
    with steps("trends", size_of(run)) as progress:
        found = (
            topic_trends(find_topics(_rows(run), count=of_topics, progress=progress))
            if of_topics
            else find_trends(
                rows_with(run, term) if term else _rows(run),
                terms=term or None,
                top=top,
                min_count=least,
                progress=progress,
            )
        )
    if as_json:
        _json(found)
    else:
        _print_trends(found)


def _print_trends(found: Trends) -> None:
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
    """Counts as a row of bars, at most ``width`` of them.

    >>> sparkline([0, 1, 2, 4])
    ' ▂▄█'
    """
    size = -(-len(counts) // width)
    sums = [sum(counts[i : i + size]) for i in range(0, len(counts), size or 1)]
    high = max(sums, default=0) or 1
    return "".join(" ▁▂▃▄▅▆▇█"[-(-8 * value // high)] for value in sums)


def reprints(
    run: Run,
    threshold: Annotated[float, typer.Option(min=0.1, max=1.0, help="How alike two texts must be.")] = 0.5,
    as_json: Json = False,
) -> None:
    """Find articles that were printed more than once (MinHash over runs of five characters)."""
    with steps("reprints", size_of(run)) as progress:
        groups = find_reprints(
            (Document(t.id, t.text, t.date, t.title) for t in texts_of(run)),
            threshold=threshold,
            progress=progress,
        )
    if as_json:
        _json(groups)
        return
    table = Table("article", "date", "title", "alike")
    for group in groups:
        for id, date, title in zip(group.ids, group.dates, group.titles, strict=True):
            table.add_row(Text(id), date or "", Text(title), f"{group.similarity:.2f}")
        table.add_section()
    console.print(table if groups else "nothing was printed twice")


def _rows(run: Path) -> Any:
    return rows_of(run)


def _json(value: object) -> None:
    sys.stdout.write(msgspec.json.encode(value).decode() + "\n")
