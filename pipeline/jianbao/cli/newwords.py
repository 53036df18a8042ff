"""``jianbao newwords``: the words of a corpus that are not in the dictionary."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from jianbao.cli.common import console, print_json, steps
from jianbao.cli.options import Json, RunOrFiles
from jianbao.mining.corpus import size_of, texts_of
from jianbao.mining.newwords import new_words


def register(app: typer.Typer) -> None:
    app.command("newwords")(command)


def command(
    source: RunOrFiles,
    top: Annotated[int, typer.Option(min=1, help="Number of words.")] = 50,
    least: Annotated[int, typer.Option(min=2, help="Leave out words that occur less often than this.")] = 5,
    phrases: Annotated[bool, typer.Option("--phrases", help="Also phrases of whole words.")] = False,
    as_json: Json = False,
    as_dict: Annotated[
        bool, typer.Option("--dict", help="Print a user dictionary: word, count, n; for tokens.user_dict.")
    ] = False,
) -> None:
    """Find new words: cohesive strings with varied neighbours, with counts and contexts."""
    with steps("new words", size_of(source)) as progress:
        found = new_words(texts_of(source), min_count=least, top=top, phrases=phrases, progress=progress)
    if as_json:
        print_json(found)
        return
    if as_dict:
        sys.stdout.writelines(f"{word.term} {word.count} n\n" for word in found)
        return
    table = Table("word", "times", "since", "cohesion", "freedom", "context")
    for word in found:
        context = Text()
        if word.contexts:
            _, left, right = word.contexts[0]
            context = Text(left) + Text(word.term, style="bold red") + Text(right)
        table.add_row(
            Text(word.term), str(word.count), word.first or "", f"{word.cohesion:.1f}", f"{word.freedom:.1f}",
            context,
        )  # fmt: skip
    console.print(table if found else "no new words")
