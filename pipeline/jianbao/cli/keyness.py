"""``jianbao keyness``: the words that mark a run."""

from __future__ import annotations

from typing import Annotated

import typer

from jianbao.cli.collocates import print_standouts
from jianbao.cli.common import console, counted, print_json
from jianbao.cli.options import Json, Limit, Run
from jianbao.mining.keyness import keyness
from jianbao.search.normal import normalise, normalise_word
from jianbao.writing.folder import RunFolder


def register(app: typer.Typer) -> None:
    app.command("keyness")(command)


def command(
    run: Run,
    word: Annotated[
        str | None, typer.Argument(help="Only the articles with this word. [default: all]")
    ] = None,
    top: Limit = 30,
    as_json: Json = False,
) -> None:
    """Find the words that mark a run, or its articles with a word, against newspapers at large."""
    wanted = normalise_word(word or "")
    articles = (a for a in RunFolder(run).check().articles() if wanted in normalise(a.text))
    found = keyness(articles, top=top)
    if as_json:
        print_json(found)
    else:
        print_standouts(found, "articles", "background")
        console.print(
            f"of {counted(found.here, 'article')}, and {found.there:,} of the background", markup=False
        )
