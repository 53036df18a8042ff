"""``jianbao export``: a run in the formats of other programs."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Annotated, cast, get_args

import msgspec
import typer

from jianbao.article import Article
from jianbao.cli.common import console, output
from jianbao.errors import ConfigError
from jianbao.writing.conll import Scheme, write_conll
from jianbao.writing.folder import RunFolder
from jianbao.writing.gold import to_gold
from jianbao.writing.hanlp_document import write_hanlp
from jianbao.writing.parquet import write_duckdb, write_parquet
from jianbao.writing.tables import TABLES
from jianbao.writing.webanno import write_webanno


def register(app: typer.Typer) -> None:
    app.command("export")(command)


def command(
    run: Annotated[Path, typer.Argument(help="Folder of a run.")],
    format: Annotated[str, typer.Option("--format", "-f", help="One of those below.")],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="File. [default: standard output]")] = None,
    table: Annotated[str, typer.Option(help=f"Which table, for csv: all, {', '.join(TABLES)}.")] = "mentions",
    scheme: Annotated[str, typer.Option(help="Tags, for conll: BIO or BMES.")] = "BIO",
    characters: Annotated[
        bool, typer.Option("--characters", help="For conll: a character a line, not a word.")
    ] = False,
) -> None:
    """Export a run.

    gold: a JSON line a page, offsets into the page's text; csv: one table; conll: a word and its tag a line;
    hanlp: HanLP's Document, an article a line; webanno: W3C Web Annotations, a page a line;
    docbin: spaCy's DocBin; parquet: a folder with all tables; duckdb: a database with all tables.
    """
    folder = RunFolder(run).check()
    _check(format, table, scheme)
    if format in DATABASES:
        target = out or run / DATABASES[format][0]
        counts = DATABASES[format][1](folder.articles(), target)
        console.print(f"{target}: " + ", ".join(f"{name} {number:,}" for name, number in counts.items()))
    elif format == "csv" and table == "all":
        _all_csv(folder, out or run / "csv")
    else:
        with output(out, encoding="utf-8-sig" if format == "csv" else "utf-8") as file:  # Excel wants the BOM
            if format == "conll":
                write_conll(folder.articles(), file, cast(Scheme, scheme), characters=characters)
            else:
                TEXTS[format](folder, file, table)


def _check(format: str, table: str, scheme: str) -> None:
    known = (*TEXTS, "conll", *DATABASES)
    if format not in known:
        raise ConfigError(f"--format {format}: no such format; there are {', '.join(known)}")
    if table != "all" and table not in TABLES:
        raise ConfigError(f"--table {table}: no such table; there are all, {', '.join(TABLES)}")
    if scheme not in get_args(Scheme):
        raise ConfigError(f"--scheme {scheme}: no such scheme; there are {', '.join(get_args(Scheme))}")


def _gold(folder: RunFolder, file: IO[str], _table: str) -> None:
    for record, articles in folder.by_page():
        row = to_gold(record.page, articles, themes=record.themes, summary=record.summary)
        file.write(msgspec.json.encode(row).decode() + "\n")


def _csv(folder: RunFolder, file: IO[str], table: str) -> None:
    writer = csv.DictWriter(file, [column.name for column in TABLES[table].columns])
    writer.writeheader()
    for article in folder.articles():
        for row in TABLES[table].rows(article):
            writer.writerow({key: _plain(value) for key, value in row.items()})


def _all_csv(folder: RunFolder, target: Path) -> None:
    for name in TABLES:
        with output(target / f"{name}.csv", encoding="utf-8-sig") as file:
            _csv(folder, file, name)
    console.print(f"{target}: {len(TABLES)} tables", markup=False)


def _plain(value: object) -> object:
    """A cell that a spreadsheet will not take for a formula."""
    return "'" + value if isinstance(value, str) and value.startswith(("=", "+", "-", "@")) else value


def _hanlp(folder: RunFolder, file: IO[str], _table: str) -> None:
    write_hanlp(folder.articles(), file)


def _webanno(folder: RunFolder, file: IO[str], _table: str) -> None:
    write_webanno(((record.page, articles) for record, articles in folder.by_page()), file)


def _docbin(articles: Iterable[Article], target: Path) -> dict[str, int]:
    from jianbao.writing.spacy import write_docbin  # spaCy takes a second to import

    return write_docbin(articles, target)


TEXTS: dict[str, Callable[[RunFolder, IO[str], str], None]] = {
    "gold": _gold, "csv": _csv, "hanlp": _hanlp, "webanno": _webanno,
}  # fmt: skip
DATABASES: dict[str, tuple[str, Callable[[Iterable[Article], Path], dict[str, int]]]] = {
    "parquet": ("tables", write_parquet), "duckdb": ("tables.duckdb", write_duckdb),
    "docbin": ("docs.spacy", _docbin),
}  # fmt: skip
