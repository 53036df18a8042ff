"""``jianbao show``: articles in the terminal, entities coloured, facts in tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Annotated

import msgspec
import typer
from rich.panel import Panel
from rich.table import Column, Table
from rich.text import Text

from jianbao.article import Article
from jianbao.cli.common import COLOURS, console, print_json
from jianbao.cli.lines import in_lines
from jianbao.cli.options import Limit, Run
from jianbao.errors import ReadError
from jianbao.stages.keywords.kinds import themes_of
from jianbao.writing.folder import RunFolder


def register(app: typer.Typer) -> None:
    app.command("show")(command)


def command(
    run: Run,
    id: Annotated[
        str | None,
        typer.Argument(
            help="Article to show: its id, the start of it, or its number in the list. [default: all]"
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Show every article in full.")] = False,
    limit: Limit = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, one article per line.")] = False,
) -> None:
    """Show a run: the list of its articles, or one article with everything found in it."""
    folder = RunFolder(run).check()
    articles = folder.articles() if id is None else _find(folder, id)
    if as_json:
        for article in articles:
            print_json(article)
    elif id is None and not everything:
        _list(list(islice(articles, limit + 1)), limit)
    else:
        for article in articles:
            show(article)


def _find(folder: RunFolder, id: str) -> Iterable[Article]:
    """The article with this id; else the one whose id begins so; else the one of this number, counted from 1."""
    begun, numbered = [], None
    for number, article in enumerate(folder.articles(), 1):
        if article.id == id:
            return [article]
        if article.id.startswith(id):
            begun.append(article)
        if str(number) == id:
            numbered = article
    if len(begun) == 1:
        return begun
    if numbered:
        return [numbered]
    if begun:
        names = ", ".join(article.id for article in begun[:5])
        raise ReadError(
            f"{folder.path}: the ids of {len(begun)} articles begin with {id!r}: {names}; write more of it"
        )
    raise ReadError(f"{folder.path}: no article {id!r}; list them with: jianbao show {folder.path}")


def _list(articles: Sequence[Article], limit: int) -> None:
    table = Table("", Column("article", overflow="fold"), "date", "title", "people", "themes")
    for number, article in enumerate(articles[:limit], 1):
        people = [p.name for p in article.persons or () if p.role == "newsmaker"]
        table.add_row(
            str(number),
            Text(article.id, overflow="fold"),
            article.date or "",
            Text(article.title),
            Text("、".join(people[:6])),
            Text(" ".join(themes_of(article.keywords)[:5])),
        )
    console.print(table)
    if len(articles) > limit:
        console.print(f"... more with --limit {limit * 10}")


def show(article: Article) -> None:
    """Print one article: head, text, tables."""
    console.print(Panel(_head(article), title=Text(article.id), title_align="left"))
    console.print(in_lines(_text(article), console.width))
    for title, columns, rows_of in TABLES:
        if rows := list(rows_of(article)):
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
    for line in article.unsure():
        text.stylize("underline", line.start, line.end)
    for entity in article.entities or ():
        text.stylize(COLOURS[entity.type], entity.start, entity.end)
    legend = Text("\n").join(
        [Text(""), Text("  ").join(Text(kind, style) for kind, style in COLOURS.items())]
    )
    return text + legend


Row = tuple[str, ...]


def _people(a: Article) -> Iterator[Row]:
    for p in a.persons or ():
        if p.role == "newsmaker":
            posts = (f"{post.status}{post.org or ''} {post.title}".strip() for post in p.posts)
            yield p.name, "; ".join(posts), str(len(p.mentions))


def _places(a: Article) -> Iterator[Row]:
    for p in a.places or ():
        chain = " ⊃ ".join(part.name for part in p.parts)
        yield p.name, chain, p.level, "/".join(p.path) or p.parent or p.resolved


def _times(a: Article) -> Iterator[Row]:
    for t in a.times or ():
        yield t.text, t.value or "unresolved"


def _figures(a: Article) -> Iterator[Row]:
    for q in a.quantities or ():
        number = "–".join(f"{v:,.10g}" for v in (q.value if isinstance(q.value, list) else [q.value]))
        doubts = "; ".join(c.message for c in q.checks)
        yield q.text, f"{q.qualifier}{number} {q.unit}".strip(), q.counted, q.change, doubts


def _quotes(a: Article) -> Iterator[Row]:
    for q in a.quotes or ():
        yield q.speaker, q.cue, q.text


def _points(a: Article) -> Iterator[Row]:
    for number, group in enumerate(a.points or (), 1):
        for p in group.items:
            yield str(number), str(group.announced or ""), f"{p.marker} {p.text}"


def _slogans(a: Article) -> Iterator[Row]:
    for f in a.slogans or ():
        yield f.family, f.shared, f.frame


def _themes(a: Article) -> Iterator[Row]:
    for k in a.keywords or ():
        yield k.term, k.kind, f"{k.score:.2f}", str(len(k.spans))


def _events(a: Article) -> Iterator[Row]:
    for e in a.events or ():
        yield e.type, e.date or "", e.place or "", "、".join(p.name for p in e.participants)


def _others(a: Article) -> Iterator[Row]:
    """The layers of other packages, an item per row, as JSON."""
    for name, found in a.extensions.items():
        for item in found if isinstance(found, list) else [found]:
            yield name, msgspec.json.encode(item).decode()


def _unsure(a: Article) -> Iterator[Row]:
    """The lines of a scan that were recognised with a low score."""
    for line in a.unsure():
        yield a.text[line.start : line.end], f"{line.score or 0:.2f}", str(line.page)


TABLES: list[tuple[str, tuple[str, ...], Callable[[Article], Iterator[Row]]]] = [
    ("People 人物", ("name", "posts", "mentions"), _people),
    ("Places 地点", ("place", "chain", "level", "lies in"), _places),
    ("Times 时间", ("as printed", "date"), _times),
    ("Figures 数字", ("as printed", "value", "of what", "change", "doubts"), _figures),
    ("Quotes 引语", ("who", "verb", "what"), _quotes),
    ("Points 要点", ("list", "announced", "point"), _points),
    ("Slogan families 口号", ("family", "shared", "frame"), _slogans),
    ("Themes 主题", ("term", "kind", "score", "occurrences"), _themes),
    ("Events 事件", ("event", "date", "place", "who"), _events),
    ("Doubtful letters 识别存疑", ("as recognised", "score", "page"), _unsure),
    ("Other layers 其他", ("layer", "found"), _others),
]
