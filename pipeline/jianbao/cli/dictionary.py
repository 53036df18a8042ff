"""``jianbao dict``: is a user dictionary in order, and why did an entry of it fire, or not."""

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
from jianbao.cli.settings import gathered
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
    """Say of each place where TERM stands in TEXT whether its entry fired, and why or why not."""
    whole = sys.stdin.read() if text == "-" else text
    for line in explain(term, whole, read_dictionary(file), engine):
        console.print(line, markup=False, soft_wrap=True)


def explain(term: str, text: str, terms: Dictionary, engine: str | None = None) -> Iterator[str]:
    """The answer, line by line; raises ConfigError where the dictionary has no such term."""
    entry = terms.forms.get(fold(term))
    if entry is None:
        close = get_close_matches(term, terms.forms, n=3)
        hint = f"; it has {', '.join(close)}" if close else ""
        raise ConfigError(f"{terms.path}: there is no entry {term!r}{hint}")
    yield f"{term}: line {entry.line} of {terms.path}, {entry.type or 'no entity'}, " + (
        f"frequency {entry.frequency}" if entry.frequency else "as common as it must be to stay whole"
    )
    article = _read(text, terms, engine)
    found = [v for v in verdicts(article, terms) if fold(text[v.match.start : v.match.end]) == fold(term)]
    yield from map(_told, found)
    if not found:
        yield _absent(term, text)


def _read(text: str, terms: Dictionary, engine: str | None) -> Article:
    """The text as a run reads it, short of the dictionary's last word: entities without it, words with it."""
    article = Article.from_text(text)
    plain = Config.make(settings=gathered(engine=engine), stages=["tokens", "entities"])
    list(load(plain)([article]))
    list(load(Config.make(settings=gathered(tokens_dict=terms.path), stages=["tokens"]))([article]))
    return article


def _told(verdict: Verdict) -> str:
    match = verdict.match
    return f"  [{match.start}, {match.end}) {'fired' if verdict.fired else 'did not fire'}: {verdict.reason}"


def _absent(term: str, text: str) -> str:
    if fold(term) in "".join(fold(text).split()):
        return (
            "  did not fire: it stands in the text with a blank or a line break inside; mend the text first"
        )
    return "  did not fire: it does not stand in the text"
