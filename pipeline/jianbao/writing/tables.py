"""Tables of a run: one row per fact, documented columns, for spreadsheets, data frames and SQL.

``article_id`` is the key of ``articles`` and a foreign key of every other table; ``posts.name`` is a name of
``persons`` in the same article, and so is ``quotes.speaker`` if the speaker is a person of the article.
``start`` and ``end`` are offsets into the article's text, ``raw_start`` and ``raw_end`` into the page as read; all
half-open, in code points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

from msgspec import Struct

from jianbao.article import Article
from jianbao.writing.edtf import edtf

Kind = Literal["string", "int", "float", "bool"]
Values = tuple[Any, ...]


class Column(Struct, frozen=True):
    """A column: its name, its type, and what it holds."""

    name: str
    kind: Kind
    about: str


class Table(Struct, frozen=True):
    """A table: its columns, and the function that gives its rows of an article, without the first column."""

    name: str
    about: str
    columns: tuple[Column, ...]
    values: Callable[[Article], Iterator[Values]]

    def rows(self, article: Article) -> Iterator[dict[str, Any]]:
        """The rows of one article, as dictionaries with their keys in the order of the columns."""
        names = [column.name for column in self.columns]
        for row in self.values(article):
            yield dict(zip(names, (article.id, *row), strict=True))


_ARTICLE = Column("article_id", "string", "the article; key of the table articles")
_SPAN = (
    Column("start", "int", "first character, in the article's text"),
    Column("end", "int", "after the last character, in the article's text"),
    Column("raw_start", "int", "first character, in the page as read"),
    Column("raw_end", "int", "after the last character, in the page as read"),
)


def _text(name: str, about: str) -> Column:
    return Column(name, "string", about)


def _where(article: Article, start: int, end: int) -> tuple[int, int, int, int]:
    return start, end, *article.raw_span(start, end)


def _articles(a: Article) -> Iterator[Values]:
    bylines = "; ".join(" ".join(filter(None, (b.role, b.outlet, b.name))) for b in a.bylines)
    summary = a.summary.text if a.summary else None
    yield a.page_id, a.source.path, a.date, a.outlet, a.title, bylines, summary, a.text, *_where(a, *_body(a))


def _body(a: Article) -> tuple[int, int]:
    return a.body.start, a.body.end


def _mentions(a: Article) -> Iterator[Values]:
    for e in a.entities or ():
        yield e.type, e.text, e.score, *_where(a, e.start, e.end)


def _persons(a: Article) -> Iterator[Values]:
    for p in a.persons or ():
        yield p.name, p.role, len(p.mentions), "; ".join(p.aliases), p.gender, p.ethnicity


def _posts(a: Article) -> Iterator[Values]:
    for p in a.persons or ():
        for post in p.posts:
            where = _where(a, post.start, post.end) if post.start >= 0 else (None,) * 4
            yield p.name, post.org, post.title, post.status, post.org_full, *where


def _places(a: Article) -> Iterator[Values]:
    for p in a.places or ():
        yield p.name, p.level, p.parent, p.code, "/".join(p.path), p.resolved, len(p.mentions)


def _times(a: Article) -> Iterator[Values]:
    for t in a.times or ():
        yield t.text, t.value, edtf(t) or None, t.grain, t.anchor, *_where(a, t.start, t.end)


def _quantities(a: Article) -> Iterator[Values]:
    for q in a.quantities or ():
        low, high = q.value if isinstance(q.value, list) else (q.value, None)
        checks = "; ".join(c.message for c in q.checks)
        yield (
            q.text,
            low,
            high,
            q.unit,
            q.qualifier,
            q.counted,
            q.kind,
            q.change,
            checks,
            *_where(a, q.start, q.end),
        )


def _quotes(a: Article) -> Iterator[Values]:
    for q in a.quotes or ():
        yield q.speaker, q.cue, q.kind, q.direct, q.text, *_where(a, q.start, q.end)


def _points(a: Article) -> Iterator[Values]:
    for number, group in enumerate(a.points or (), 1):
        for p in group.items:
            yield number, p.marker, p.text, group.announced, *_where(a, p.start, p.end)


def _keywords(a: Article) -> Iterator[Values]:
    for rank, k in enumerate(a.keywords or (), 1):
        yield rank, k.term, k.score, k.method, len(k.spans), k.kind


def _slogans(a: Article) -> Iterator[Values]:
    for f in a.slogans or ():
        yield f.family, f.shared, f.frame, *_where(a, f.members[0].start, f.members[-1].end)


def _quoted(a: Article) -> Iterator[Values]:
    for q in a.quoted or ():
        yield q.text, q.kind, *_where(a, q.start, q.end)


def _events(a: Article) -> Iterator[Values]:
    for e in a.events or ():
        participants = "; ".join(p.name for p in e.participants)
        yield e.type, e.date, e.place, e.trigger, participants, *_where(a, e.start, e.end)


_ALL = (
    Table("articles", "one row per article", (
        _ARTICLE,
        _text("page_id", "the page of the article"),
        _text("path", "the file of the page"),
        _text("date", "YYYY[-MM[-DD]], as far as known"),
        _text("outlet", "the newspaper, if known"),
        _text("title", "the headline"),
        _text("bylines", "role, outlet, name; several separated by ;"),
        _text("summary", "summary of the article in its own clauses"),
        _text("text", "the text, with line breaks mended"), *_SPAN,
    ), _articles),
    Table("mentions", "one row per entity mention", (
        _ARTICLE,
        _text("type", "PER, LOC, ORG or TIME"),
        _text("text", "as printed"),
        Column("score", "float", "probability, if the engine gives one"), *_SPAN,
    ), _mentions),
    Table("persons", "one row per person and article", (
        _ARTICLE,
        _text("name", "full name"),
        _text("role", "newsmaker or reporter"),
        Column("mentions", "int", "how often named"),
        _text("aliases", "other forms, separated by ;"),
        _text("gender", "only if printed"),
        _text("ethnicity", "only if printed"),
    ), _persons),
    Table("posts", "one row per post of a person, as printed in the article", (
        _ARTICLE,
        _text("name", "the person"),
        _text("org", "organisation as printed, empty if none is"),
        _text("title", "title as printed"),
        _text("status", "empty where held; 原, 前, 代, 时任, 曾任, 拟任, 候选 or 免去"),
        _text("org_full", "organisation completed from its neighbours"), *_SPAN,
    ), _posts),
    Table("places", "one row per place and article", (
        _ARTICLE,
        _text("name", "as printed"),
        _text("level", "province, city, county, town, village ..."),
        _text("parent", "the place that contains it"),
        _text("code", "administrative division code"),
        _text("path", "from province down, separated by /"),
        _text("resolved", "page, gazetteer or unresolved"),
        Column("mentions", "int", "how often named"),
    ), _places),
    Table("times", "one row per calendar time", (
        _ARTICLE,
        _text("text", "as printed"),
        _text("value", "ISO 8601, partial, / between two ends"),
        _text("edtf", "the same in EDTF; a date without a year has XXXX for it"),
        _text("grain", "year, month, day ..."),
        _text("anchor", "what the value was resolved by"), *_SPAN,
    ), _times),
    Table("quantities", "one row per figure", (
        _ARTICLE,
        _text("text", "as printed"),
        Column("value", "float", "万 and 亿 expanded; low end of a range"),
        Column("value_to", "float", "high end of a range"),
        _text("unit", "as printed"),
        _text("qualifier", "约, 近, 多 ..."),
        _text("counted", "what is counted"),
        _text("kind", "count, share ..."),
        _text("change", "同比增长 ..."),
        _text("checks", "doubts, with the arithmetic"), *_SPAN,
    ), _quantities),
    Table("quotes", "one row per quote", (
        _ARTICLE,
        _text("speaker", "full name, or as printed"),
        _text("cue", "the verb of saying"),
        _text("kind", "say, demand, praise ..."),
        Column("direct", "bool", "whether it is in quotation marks"),
        _text("text", "what was said"), *_SPAN,
    ), _quotes),
    Table("points", "one row per item of an enumeration", (
        _ARTICLE,
        Column("list", "int", "number of the enumeration in the article"),
        _text("marker", "一是, 第一 ..."),
        _text("text", "the item"),
        Column("announced", "int", "how many items were announced"), *_SPAN,
    ), _points),
    Table("keywords", "one row per theme word", (
        _ARTICLE,
        Column("rank", "int", "1 is best"),
        _text("term", "the word"),
        Column("score", "float", "higher is better"),
        _text("method", "how it was scored"),
        Column("occurrences", "int", "how often it occurs in the text"),
        _text("kind", "topic, event, policy, slogan, organisation, place or person"),
    ), _keywords),
    Table("slogans", "one row per slogan family", (
        _ARTICLE,
        _text("family", "its members, separated by /"),
        _text("shared", "what they share"),
        _text("frame", "the frame, × where they differ"), *_SPAN,
    ), _slogans),
    Table("quoted", "one row per string in quotation marks", (
        _ARTICLE,
        _text("text", "as printed"),
        _text("kind", "term, slogan, speech, title or nickname"), *_SPAN,
    ), _quoted),
    Table("events", "one row per event", (
        _ARTICLE,
        _text("type", "会议, 调研, 培训 ..."),
        _text("date", "ISO 8601"),
        _text("place", "as printed"),
        _text("trigger", "the word that names it"),
        _text("participants", "separated by ;"), *_SPAN,
    ), _events),
)  # fmt: skip

TABLES: dict[str, Table] = {table.name: table for table in _ALL}


_PREFACE = """# Tables of a run

`jianbao export RUN --format parquet` writes a folder with one file per table, `--format duckdb` one database,
`--format csv --table NAME` one table for a spreadsheet (`--table all -o FOLDER` all of them); `jianbao query RUN SQL`
queries them. `article_id` is the key of `articles` and refers to it from every other table; `posts.name` is a name of
`persons` in the same article. Offsets are half-open and count Unicode code points: `start` and `end` in the
article's text, `raw_start` and `raw_end` in the page as read. This page is the output of `jianbao schema --tables`.
"""


def describe_tables() -> str:
    """The tables and their columns as Markdown: ``docs/tables.md``."""
    parts = [_PREFACE]
    for table in _ALL:
        rows = "\n".join(f"| `{c.name}` | {c.kind} | {c.about} |" for c in table.columns)
        head = f"## {table.name}\n\n{table.about[0].upper()}{table.about[1:]}."
        parts.append(f"{head}\n\n| column | type | what |\n|---|---|---|\n{rows}\n")
    return "\n".join(parts)
