"""``jianbao person`` and ``jianbao network``: who held which post when, and who appears with whom."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.table import Table
from rich.text import Text

from jianbao.cli.common import console
from jianbao.errors import ConfigError
from jianbao.mining.network import cooccurrence, said_about, write_graph
from jianbao.mining.organisations import build_bodies, full_names
from jianbao.mining.people import Entry, build_ledger
from jianbao.writing.folder import RunFolder


def register(app: typer.Typer) -> None:
    app.command("person")(person)
    app.command("network")(network)


def person(
    run: Annotated[Path, typer.Argument(help="Folder of a run.")],
    name: Annotated[str | None, typer.Argument(help="Full name; without it, those named most often.")] = None,
    apart: Annotated[
        list[str] | None,
        typer.Option(metavar="ARTICLE,ARTICLE", help="Do not take the people of these two articles for one."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Length of the list.")] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show people over all articles of a run: their posts in time, and why articles were taken together."""
    held_apart = [frozenset(pair.split(",")) for pair in apart or ()]
    if any(len(pair) != 2 for pair in held_apart):
        raise ConfigError("--apart takes two article ids with a comma between them")
    entries = build_ledger(RunFolder(run).check().articles(), apart=held_apart)
    chosen = [e for e in entries if e.name == name] if name else entries[:limit]
    if name and not chosen:
        raise ConfigError(f"nobody named {name!r} in {run}; list people with: jianbao person {run}")
    if as_json:
        sys.stdout.write(msgspec.json.encode(chosen).decode() + "\n")
    elif name:
        for entry in chosen:
            _print(entry)
    else:
        table = Table("person", "articles", "from", "to", "latest post")
        for e in chosen:
            latest = f"{e.posts[-1].org or ''}{e.posts[-1].title}" if e.posts else ""
            table.add_row(Text(e.id), str(len(e.articles)), e.first or "", e.last or "", Text(latest))
        console.print(table)


def _print(entry: Entry) -> None:
    table = Table(
        "date", "post", "article", title=f"{entry.id}: {len(entry.articles)} articles", title_justify="left"
    )
    for post in entry.posts:
        text = f"{post.status}{post.org or ''} {post.title}".strip()
        table.add_row(post.date or "", Text(text), Text(post.article))
    console.print(table)
    for merge in entry.merges:
        console.print(Text(f"  {merge.article_a} = {merge.article_b}: {merge.reason}", style="dim"))


def network(
    run: Annotated[Path, typer.Argument(help="Folder of a run.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="A .gexf (Gephi) or .graphml file.")],
    kind: Annotated[
        str, typer.Option(help="together: names of one sentence; said: speaker to whom they name.")
    ] = "together",
    types: Annotated[str, typer.Option(help="Which names: PER,ORG,LOC.")] = "PER,ORG",
    least: Annotated[int, typer.Option(min=1, help="Leave out ties weaker than this.")] = 1,
    as_printed: Annotated[
        bool, typer.Option("--as-printed", help="Do not put short names under full ones.")
    ] = False,
) -> None:
    """Write the network of a run: who appears with whom, or who speaks about whom."""
    folder = RunFolder(run).check()
    if kind not in ("together", "said"):
        raise ConfigError(f"--kind {kind}: there are together and said")
    if wrong := set(types.split(",")) - {"PER", "ORG", "LOC"}:
        raise ConfigError(f"--types {','.join(sorted(wrong))}: there are PER, ORG and LOC")
    full = {} if as_printed else full_names(build_bodies(folder.articles()))
    if kind == "together":
        graph = cooccurrence(folder.articles(), types=types.split(","), least=least, full=full)
    else:
        graph = said_about(folder.articles(), full=full)
    write_graph(graph, out)
    console.print(f"{out}: {graph.number_of_nodes():,} names, {graph.number_of_edges():,} ties", markup=False)
