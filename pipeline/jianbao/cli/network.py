"""``jianbao network``: who appears with whom, or who speaks about whom, as a file for Gephi."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jianbao.cli.common import choice, console
from jianbao.cli.options import Run
from jianbao.mining.network import cooccurrence, said_about, write_graph
from jianbao.mining.organisations import full_names, merge_organisations
from jianbao.writing.folder import RunFolder


def register(app: typer.Typer) -> None:
    app.command("network")(command)


def command(
    run: Run,
    out: Annotated[Path, typer.Option("-o", "--out", help="A .gexf (Gephi) or .graphml file.")],
    kind: Annotated[
        str, typer.Option(help="together: names in one sentence; said: from speakers to whom they name.")
    ] = "together",
    types: Annotated[
        str, typer.Option(help="Types of names, separated by commas: PER, ORG, LOC.")
    ] = "PER,ORG",
    least: Annotated[int, typer.Option(min=1, help="Leave out ties of less weight than this.")] = 1,
    as_printed: Annotated[
        bool, typer.Option("--as-printed", help="Do not merge short names with full ones.")
    ] = False,
) -> None:
    """Write the network of a run: who appears with whom, or who speaks about whom."""
    folder = RunFolder(run).check()
    choice("--kind", kind, ("together", "said"))
    wanted = [choice("--types", name, ("PER", "ORG", "LOC")) for name in types.split(",")]
    full = {} if as_printed else full_names(merge_organisations(folder.articles()))
    if kind == "together":
        graph = cooccurrence(folder.articles(), types=wanted, least=least, full=full)
    else:
        graph = said_about(folder.articles(), full=full)
    write_graph(graph, out)
    console.print(f"{out}: {graph.number_of_nodes():,} names, {graph.number_of_edges():,} ties", markup=False)
