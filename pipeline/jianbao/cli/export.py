"""``jianbao export``: a run in the formats of other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Annotated

import typer

from jianbao.article import Article
from jianbao.cli.common import choice, console, output
from jianbao.cli.options import Run
from jianbao.writing.conll import SCHEMES, Scheme, write_conll
from jianbao.writing.csv import write_csv
from jianbao.writing.folder import RunFolder
from jianbao.writing.ftm import write_ftm
from jianbao.writing.geojson import write_geojson
from jianbao.writing.gold import write_gold
from jianbao.writing.hanlp_document import write_hanlp
from jianbao.writing.jsonld import write_jsonld
from jianbao.writing.opensearch import write_opensearch
from jianbao.writing.parquet import write_duckdb, write_parquet
from jianbao.writing.tables import TABLES
from jianbao.writing.tei import write_tei
from jianbao.writing.webanno import write_webanno
from jianbao.writing.xlsx import write_xlsx


def register(app: typer.Typer) -> None:
    app.command("export")(command)


def command(
    run: Run,
    format: Annotated[str, typer.Option("--format", "-f", help="One of those listed above.")],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="File. [default: standard output]")] = None,
    table: Annotated[str, typer.Option(help=f"Table, for csv: all, {', '.join(TABLES)}.")] = "mentions",
    scheme: Annotated[str, typer.Option(help="Tags, for conll: BIO or BMES.")] = "BIO",
    characters: Annotated[
        bool, typer.Option("--characters", help="For conll: one character per line instead of one word.")
    ] = False,
) -> None:
    """Export a run.

    gold: one JSON line per page, offsets into the page's text; csv: one table; conll: one word with its tag
    per line; hanlp: HanLP's Document, one article per line; w3c: W3C Web Annotations, one page per line;
    jsonld: schema.org NewsArticle, one per line; opensearch: the bulk API of OpenSearch and Elasticsearch; ftm:
    FollowTheMoney entities; tei: one TEI corpus; geojson: places by the code of their division, without coordinates;
    docbin: spaCy's DocBin; xlsx: a workbook with all tables; parquet: a folder with all tables; duckdb: a database
    with all tables.
    """
    folder = RunFolder(run).check()
    choice("--table", table, ("all", *TABLES))
    texts = text_writers(folder, table, choice("--scheme", scheme, SCHEMES), characters=characters)
    format = choice("--format", _OLD_NAMES.get(format, format), (*texts, *DATABASES))
    if format in DATABASES:
        name, write = DATABASES[format]
        target = out or run / name
        counts = write(folder.articles(), target)
        console.print(f"{target}: " + ", ".join(f"{name} {number:,}" for name, number in counts.items()))
    elif format == "csv" and table == "all":
        _write_all_csv(folder, out or run / "csv")
    else:
        with output(out, encoding="utf-8-sig" if format == "csv" else "utf-8") as file:  # Excel needs the BOM
            texts[format](file)


def text_writers(
    folder: RunFolder, table: str, scheme: Scheme, *, characters: bool
) -> dict[str, Callable[[IO[str]], None]]:
    """Of each format that is text, the function that writes the run to an open file."""
    return {
        "gold": lambda file: write_gold(folder.by_page(), file),
        "csv": lambda file: write_csv(folder.articles(), file, TABLES[table]),
        "conll": lambda file: write_conll(folder.articles(), file, scheme, characters=characters),
        "hanlp": lambda file: write_hanlp(folder.articles(), file),
        "w3c": lambda file: write_webanno(((r.page, articles) for r, articles in folder.by_page()), file),
        "jsonld": lambda file: write_jsonld(folder.articles(), file),
        "opensearch": lambda file: write_opensearch(folder.articles(), file),
        "ftm": lambda file: write_ftm(folder.articles(), file),
        "tei": lambda file: write_tei(folder.articles(), file),
        "geojson": lambda file: write_geojson(folder.articles(), file),
    }


def _write_all_csv(folder: RunFolder, target: Path) -> None:
    for name, table in TABLES.items():
        with output(target / f"{name}.csv", encoding="utf-8-sig") as file:
            write_csv(folder.articles(), file, table)
    console.print(f"{target}: {len(TABLES)} tables", markup=False)


def _write_docbin(articles: Iterable[Article], target: Path) -> dict[str, int]:
    from jianbao.writing.spacy import write_docbin  # spaCy takes a second to import

    return write_docbin(articles, target)


_OLD_NAMES = {"webanno": "w3c"}

# Formats that are files of their own: the name of the file or folder in the run's folder, and the writer,
# which returns how many rows it wrote to each table.
DATABASES: dict[str, tuple[str, Callable[[Iterable[Article], Path], dict[str, int]]]] = {
    "parquet": ("tables", write_parquet),
    "duckdb": ("tables.duckdb", write_duckdb),
    "docbin": ("docs.spacy", _write_docbin),
    "xlsx": ("tables.xlsx", write_xlsx),
}
