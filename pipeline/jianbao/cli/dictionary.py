"""``jianbao dict``: is a user dictionary valid, and why did an entry of it fire, or not."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from jianbao.article import Article
from jianbao.cli.common import console
from jianbao.cli.options import stage_settings
from jianbao.config import Config
from jianbao.dictionary import Dictionary, read_dictionary
from jianbao.errors import ConfigError
from jianbao.flow import load
from jianbao.language.width import fold
from jianbao.stages.entities.user_terms import Verdict, verdicts

dictionary = typer.Typer(
    no_args_is_help=True, help="User dictionaries: check one, ask why an entry fired or not."
)
File = Annotated[Path, typer.Option("--dict", help="The user dictionary.")]


def register(app: typer.Typer) -> None:
    app.add_typer(dictionary, name="dict")


@dictionary.command("check")
def check(file: Annotated[Path, typer.Argument(metavar="FILE", help="A user dictionary.")]) -> None:
    """Read a user dictionary and count its entries."""
    terms = read_dictionary(file)
    kinds = Counter(entry.type or "no entity" for entry in terms.entries)
    counts = ", ".join(f"{kind} {number:,}" for kind, number in kinds.most_common())
    console.print(
        f"{file}: {len(terms.entries):,} entries, {len(terms.forms):,} forms ({counts})",
        markup=False,
        soft_wrap=True,
    )


@dictionary.command("why")
def why(
    term: Annotated[str, typer.Argument(help="The term, or one of its aliases.")],
    text: Annotated[
        str, typer.Option("--in", metavar="TEXT", help="The text; - reads it from standard input.")
    ],
    file: File,
    engine: Annotated[str | None, typer.Option(help="Engine of the entities stage.")] = None,
) -> None:
    """Say for each occurrence of TERM in TEXT whether its entry fired, and why or why not."""
    text = sys.stdin.read() if text == "-" else text
    for line in explain(term, text, read_dictionary(file), engine):
        console.print(line, markup=False, soft_wrap=True)


def explain(term: str, text: str, terms: Dictionary, engine: str | None = None) -> Iterator[str]:
    """Why ``term`` of the dictionary ``terms`` fired in ``text`` or not, line by line.

    Raises ConfigError where the dictionary has no such term.
    """
    entry = terms.forms.get(fold(term))
    if entry is None:
        close = get_close_matches(term, terms.forms, n=3)
        hint = f"; it has {', '.join(close)}" if close else ""
        raise ConfigError(f"{terms.path}: no entry {term!r}{hint}")
    yield f"{term}: line {entry.line} of {terms.path}, {entry.type or 'no entity'}, " + (
        f"frequency {entry.frequency}" if entry.frequency else "as frequent as needed to stay one word"
    )
    article = _annotate(text, terms, engine)
    found = [v for v in verdicts(article, terms) if fold(text[v.match.start : v.match.end]) == fold(term)]
    yield from map(_describe, found)
    if not found:
        yield _describe_absence(term, text)


def _annotate(text: str, terms: Dictionary, engine: str | None) -> Article:
    """The text as in a run before the dictionary changes the entities: entities without it, words with it."""
    article = Article.from_text(text)
    plain = Config.make(settings=stage_settings(engine=engine), stages=["tokens", "entities"])
    list(load(plain)([article]))
    list(load(Config.make(settings=stage_settings(tokens_dict=terms.path), stages=["tokens"]))([article]))
    return article


def _describe(verdict: Verdict) -> str:
    match = verdict.match
    outcome = "fired" if verdict.fired else "did not fire"
    return f"  [{match.start}, {match.end}) {outcome}: {verdict.reason}"


def _describe_absence(term: str, text: str) -> str:
    if fold(term) in "".join(fold(text).split()):
        return "  did not fire: in the text it has a space or a line break inside; fix the text first"
    return "  did not fire: it does not occur in the text"
