"""``jianbao read``: what reading makes of files, before anything is analysed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from jianbao.article import Article, Page
from jianbao.cli.common import EXIT_SOME_FAILED, EXIT_USAGE, complain, console, note, print_json, recognising
from jianbao.cli.options import Columns, OcrOption, ocr_choice
from jianbao.errors import ReadError
from jianbao.reading import read_pages, split_page
from jianbao.reading.formats.columns import parse_columns

_SHOWN = 60  # characters of a block


def register(app: typer.Typer) -> None:
    app.command("read")(command)


def command(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT...", help="Files, folders, globs, or - for standard input.")
    ],
    date: Annotated[str | None, typer.Option(help="Date of pages: 2021-05-07, 2021-05 or 2021.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Newspaper of pages without one.")] = None,
    columns: Columns = None,
    ocr: OcrOption = "auto",
    blocks: Annotated[bool, typer.Option("--blocks", help="Show every block with its kind.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one page per line.")] = False,
) -> None:
    """Show what reading makes of files: articles, blocks, encodings, and what is left out; nothing is analysed."""
    failed = 0
    pages = 0
    told: list[str] = []  # notes on files, and on pages that come next

    def report(error: ReadError) -> None:
        nonlocal failed
        failed += 1
        if as_json:
            print_json({"error": str(error), "path": error.path, "line": error.line})
        complain(str(error))

    found = read_pages(
        inputs,
        date=date,
        outlet=outlet,
        columns=parse_columns(columns),
        ocr=ocr_choice(ocr),
        on_error=report,
        on_note=told.append,
        on_page=lambda path, number, pages: note(recognising(path, number, pages)),
    )
    for page in found:
        pages += 1
        articles = split_page(page)
        _tell(told, () if as_json else page.notes)
        if as_json:
            print_json(as_record(page, articles))
        else:
            _show(page, articles, blocks=blocks)
    _tell(told)
    if failed:
        raise typer.Exit(EXIT_SOME_FAILED if pages else EXIT_USAGE)


def as_record(page: Page, articles: list[Article]) -> dict[str, Any]:
    """What ``--json`` prints of a page: where it came from, notes, and its articles with their blocks."""
    return {
        "page": page.id,
        "path": page.source.path,
        "record": page.source.record,
        "format": page.source.format,
        "encoding": page.source.encoding,
        "characters": len(page.text),
        "notes": page.notes,
        "articles": [
            {
                "id": a.id,
                "title": a.title,
                "kicker": a.kicker,
                "subtitle": a.subtitle,
                "date": a.date,
                "outlet": a.outlet,
                "page_label": a.page_label,
                "section": a.section,
                "bylines": [{"name": b.name, "role": b.role, "outlet": b.outlet} for b in a.bylines],
                "blocks": [{"kind": b.kind, "text": a.text[b.start : b.end]} for b in a.blocks],
            }
            for a in articles
        ],
    }


def _tell(notes: list[str], shown: Sequence[str] = ()) -> None:
    """Print ``notes`` on standard error and forget them; not those that are ``shown`` under their page."""
    for message in notes:
        if not message.endswith(tuple(f": {line}" for line in shown)):
            note(message)
    notes.clear()


def _show(page: Page, articles: list[Article], *, blocks: bool) -> None:
    source = page.source
    about = [source.path + (f", record {source.record}" if source.record else ""), source.format]
    about += [source.encoding, f"{len(page.text):,} characters", _count(len(articles), "article")]
    console.print(Text(page.id, "bold"), Text(" · ".join(filter(None, about)), "dim"), soft_wrap=True)
    for line in page.notes:
        console.print(Text(f"  {line}", "yellow"), soft_wrap=True)
    table = Table("title", "date", "outlet", "by", "blocks", "begins")
    for article in articles:
        kinds = Counter(block.kind for block in article.blocks)
        body = article.body
        table.add_row(
            Text(article.title or "(none)"),
            article.date or "",
            Text(article.outlet or ""),
            Text("、".join(dict.fromkeys(b.name for b in article.bylines))),
            ", ".join(_count(number, kind) for kind, number in kinds.items()),
            Text(article.text[body.start : min(body.end, body.start + 24)].replace("\n", " ")),
        )
    console.print(table)
    for article in articles if blocks else ():
        _show_blocks(article)


def _show_blocks(article: Article) -> None:
    table = Table("kind", "text", title=article.id, title_justify="left")
    for block in article.blocks:
        text = article.text[block.start : block.end]
        table.add_row(block.kind, Text(text[:_SHOWN] + ("..." if len(text) > _SHOWN else "")))
    console.print(table)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("s" if number != 1 and what != "furniture" else "")
