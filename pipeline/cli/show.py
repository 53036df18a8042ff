"""``jianbao show``: articles in the terminal, entities coloured, facts in tables."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from pipeline.article import Article, Person, Quantity, SloganFamily, encode
from pipeline.cli.common import COLOURS, console
from pipeline.errors import ReadError
from pipeline.writing.folder import RunFolder


def register(app: typer.Typer) -> None:
    app.command("show")(command)


def command(
    run: Annotated[Path, typer.Argument(help="Folder of a run.")],
    id: Annotated[str | None, typer.Argument(help="Article to show; without it, a list of all.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Show every article in full.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="Length of the list.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one article a line.")] = False,
) -> None:
    """Show a run: the list of its articles, or one article with everything found in it."""
    folder = RunFolder(run).check()
    articles = folder.articles() if id is None else _find(folder, id)
    if as_json:
        for article in articles:
            sys.stdout.write(encode(article).decode() + "\n")
    elif id is None and not everything:
        _list(list(islice(articles, limit + 1)), limit)
    else:
        for article in articles:
            show(article)


def _find(folder: RunFolder, id: str) -> Iterable[Article]:
    for article in folder.articles():
        if article.id == id:
            return [article]
    raise ReadError(f"{folder.path}: no article {id!r}; list them with: jianbao show {folder.path}")


def _list(articles: Sequence[Article], limit: int) -> None:
    table = Table("article", "date", "title", "people", "themes")
    for article in articles[:limit]:
        people = [p.name for p in article.persons or () if p.role == "newsmaker"]
        table.add_row(Text(article.id), article.date or "", Text(article.title), Text("、".join(people[:6])),
                      Text(" ".join(k.term for k in (article.keywords or ())[:5])))
    console.print(table)
    if len(articles) > limit:
        console.print(f"... more with --limit {limit * 10}")


def show(article: Article) -> None:
    """Print one article: head, text, tables."""
    console.print(Panel(_head(article), title=Text(article.id), title_align="left"))
    console.print(_text(article))
    for title, columns, rows in _tables(article):
        if rows:
            table = Table(*columns, title=title, title_justify="left", title_style="bold")
            for row in rows:
                table.add_row(*(Text(cell) for cell in row))
            console.print(table)


def _head(article: Article) -> Text:
    lines = [article.title or "(no headline)"]
    lines.append("  ".join(filter(None, (article.outlet, article.date, article.source.path))))
    if article.bylines:
        lines.append("  ".join(" ".join(filter(None, (b.role, b.outlet, b.name))) for b in article.bylines))
    if article.summary:
        lines += ["", article.summary.text]
    return Text("\n".join(lines))


def _text(article: Article) -> Text:
    text = Text(article.text)
    for block in article.blocks_of("headline", "subhead"):
        text.stylize("bold", block.start, block.end)
    for block in article.blocks_of("furniture", "byline", "caption"):
        text.stylize("dim", block.start, block.end)
    for entity in article.entities or ():
        text.stylize(COLOURS[entity.type], entity.start, entity.end)
    legend = Text("\n").join([Text(""), Text("  ").join(Text(kind, style) for kind, style in COLOURS.items())])
    return text + legend


_Table = tuple[str, tuple[str, ...], list[tuple[str, ...]]]


def _tables(a: Article) -> list[_Table]:
    return [
        ("People 人物", ("name", "posts", "mentions"), [(p.name, _posts(p), str(len(p.mentions))) for p in a.persons or () if p.role == "newsmaker"]),
        ("Places 地点", ("place", "chain", "level", "lies in"),
         [(p.name, " ⊃ ".join(part.name for part in p.parts), p.level, "/".join(p.path) or p.parent or p.resolved) for p in a.places or ()]),
        ("Times 时间", ("as printed", "date"), [(t.text, t.value or "unresolved") for t in a.times or ()]),
        ("Figures 数字", ("as printed", "value", "of what", "change", "doubts"),
         [(q.text, _value(q), q.counted, q.change, "; ".join(c.message for c in q.checks)) for q in a.quantities or ()]),
        ("Quotes 引语", ("who", "verb", "what"), [(q.speaker, q.cue, q.text) for q in a.quotes or ()]),
        ("Points 要点", ("list", "announced", "point"),
         [(str(n), str(g.announced or ""), f"{p.marker} {p.text}") for n, g in enumerate(a.points or (), 1) for p in g.items]),
        ("Slogan families 口号", ("family", "shared", "members"), [(_family(f), f.shared, str(len(f.members))) for f in a.slogans or ()]),
        ("Themes 主题", ("term", "score", "occurrences"), [(k.term, f"{k.score:.2f}", str(len(k.spans))) for k in a.keywords or ()]),
        ("Events 事件", ("event", "date", "place", "who"),
         [(e.type, e.date or "", e.place or "", "、".join(p.name for p in e.participants)) for e in a.events or ()]),
    ]  # fmt: skip


def _posts(person: Person) -> str:
    return "; ".join(f"{post.status}{post.org or ''} {post.title}".strip() for post in person.posts)


def _value(q: Quantity) -> str:
    number = "–".join(f"{v:,.10g}" for v in q.value) if isinstance(q.value, list) else f"{q.value:,.10g}"
    return f"{q.qualifier}{number} {q.unit}".strip()


def _family(family: SloganFamily) -> str:
    return family.family
