"""The index of a run: one SQLite file in its folder, with the full text by pairs of characters, and the names."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from msgspec import Struct, field

from jianbao.article import Article
from jianbao.errors import ReadError, WriteError
from jianbao.search.normal import normalise
from jianbao.search.query import Query, pairs, parse
from jianbao.writing.folder import Place, RunFolder

NAME = "search.sqlite"
RANKED = 3000  # more hits than this are ordered by date instead of rank: ranking reads all of them

_SCHEMA = """
create table articles (
    n integer primary key, id text, date text, outlet text, title text,
    part integer, offset integer, length integer
);
create virtual table body using fts5(
    pairs, content='', detail=full, tokenize="unicode61 remove_diacritics 0 tokenchars '%-.'"
);
create table names (name text, type text, n integer, primary key (name, type, n)) without rowid;
create table source (
    one integer primary key, version integer, stamp text, generation text, part integer, offset integer
);
"""
_VERSION = 2  # of these tables


class Hit(Struct):
    """An article that was found, and where the terms occur in it."""

    id: str
    date: str | None
    outlet: str | None
    title: str
    contexts: list[tuple[str, str, str]]  # before, the term, after
    starts: list[int] = field(default_factory=list)  # of the terms in contexts, in the article's text


class SearchResult(Struct):
    """The result of a search: the number of articles, and the first of them."""

    total: int
    hits: list[Hit]


def build(run: str | Path, on_progress: Callable[[int], None] = lambda _: None) -> int:
    """Index a run and return the number of its articles.

    An index of the same run from before it grew takes in what is new. Any other is replaced, when the new one is
    complete.

    on_progress: called with the number of articles, every thousand.
    Raises ReadError if ``run`` is not a run, WriteError if the index cannot be written.
    """
    folder = RunFolder(run).check()
    path = folder.path / NAME
    try:
        if (known := _known(path)) is not None and known.generation and known.generation == folder.generation:
            with closing(sqlite3.connect(path)) as db:
                return _take_in(db, folder, (known.part, known.offset), on_progress)
        temporary = path.with_suffix(".tmp")
        temporary.unlink(missing_ok=True)
        try:
            with closing(sqlite3.connect(temporary)) as db:
                db.executescript("pragma journal_mode = off; pragma synchronous = off;" + _SCHEMA)
                number = _take_in(db, folder, (0, 0), on_progress)
                db.execute("insert into body(body) values ('optimize')")
                db.execute("create index by_date on articles (date)")
                db.execute("create index by_id on articles (id)")
                db.commit()
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except sqlite3.Error as error:
        raise WriteError(f"{path}: cannot write the index: {error}") from error
    return number


class _Source(Struct):
    """What an index was made of: up to where it has read, and what the run held then."""

    version: int
    stamp: str
    generation: str
    part: int
    offset: int


def _known(path: Path) -> _Source | None:
    """What the index at ``path`` was made of, None where there is none of this version."""
    if not path.exists():
        return None
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            row = db.execute("select version, stamp, generation, part, offset from source").fetchone()
    except sqlite3.Error:
        return None
    return _Source(*row) if row and row[0] == _VERSION else None


def _take_in(
    db: sqlite3.Connection, folder: RunFolder, after: tuple[int, int], on_progress: Callable[[int], None]
) -> int:
    """Add the articles from the place ``after`` on; the number of all that are indexed then."""
    stamp, generation = folder.stamp, folder.generation
    number = db.execute("select count(*) from articles").fetchone()[0]
    part, offset = after
    for place, article in folder.located_articles(after):
        number += 1
        part, offset = place.part, place.offset + place.length
        _add(db, number, place, article)
        if number % 1000 == 0:
            on_progress(number)
    source = (_VERSION, stamp, generation, part, offset)
    db.execute("insert or replace into source values (1, ?, ?, ?, ?, ?)", source)
    db.commit()
    return int(number)


def _add(db: sqlite3.Connection, number: int, place: Place, a: Article) -> None:
    db.execute(
        "insert into articles values (?, ?, ?, ?, ?, ?, ?, ?)",
        (number, a.id, a.date, a.outlet, a.title, place.part, place.offset, place.length),
    )
    db.execute("insert into body (rowid, pairs) values (?, ?)", (number, pairs(normalise(a.text))))
    names = {
        (normalise("".join(e.text.split())), e.type, number) for e in a.entities or () if e.type != "TIME"
    }
    names |= {(normalise(p.name), "PER", number) for p in a.persons or ()}
    db.executemany("insert or ignore into names values (?, ?, ?)", names)


class Index:
    """An open index.

    >>> Index("outputs/demo").search("痛点").total    # doctest: +SKIP
    1
    """

    def __init__(self, run: str | Path) -> None:
        """Raises ReadError if the run has no index, or one older than the run."""
        self.run = Path(run)
        self.folder = RunFolder(run).check()
        path = self.run / NAME
        if not path.exists():
            raise ReadError(f"{run}: no index yet; build it with: jianbao index {run}")
        known = _known(path)
        if known is None or known.stamp != self.folder.stamp:
            raise ReadError(
                f"{run}: the run has changed since it was indexed; bring it up to date with: jianbao index {run}"
            )
        self.db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)

    def search(
        self,
        query: str,
        *,
        person: str | None = None,
        org: str | None = None,
        place: str | None = None,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        limit: int = 20,
        offset: int = 0,
        kwic: int = 20,
    ) -> SearchResult:
        """The articles that match ``query`` (see ``jianbao.search.query``), best first.

        Args:
            person, org, place: names that the article must contain.
            since, until: dates, ``2021``, ``2021-05`` or a day, both included.
            limit, offset: which of the articles to return.
            kwic: the number of characters shown on each side of a term.

        Raises ConfigError for an invalid query.
        """
        parsed = parse(query)
        where, values = ["body match ?"], [parsed.expression]
        for kind, name in (("PER", person), ("ORG", org), ("LOC", place)):
            if name:
                # with the plus SQLite reads the hits once, instead of looking up each article of the name
                where.append("+body.rowid in (select n from names where name = ? and type = ?)")
                values += [normalise(name), kind]
        for clause, value in (
            ("a.date >= ?", since),
            ("a.date < ?", until and until + "~"),
            ("a.outlet = ?", outlet),
        ):
            if value:
                where.append(clause)
                values.append(value)
        condition = " and ".join(where)
        joined = "body join articles a on a.n = body.rowid"
        tables = "body" if len(where) == 1 else joined
        total = self.db.execute(f"select count(*) from {tables} where {condition}", values).fetchone()[0]
        order = "body.rank" if total <= RANKED else "a.date desc, body.rowid"
        rows = self.db.execute(
            f"select body.rowid from {joined} where {condition} order by {order} limit ? offset ?",
            [*values, limit, offset],
        ).fetchall()
        return SearchResult(total, [self._hit(number, parsed, kwic) for (number,) in rows])

    def _hit(self, number: int, query: Query, width: int) -> Hit:
        id, date, outlet, title, *where = self.db.execute(
            "select id, date, outlet, title, part, offset, length from articles where n = ?", (number,)
        ).fetchone()
        text = self.folder.article_at(Place(*where)).text
        starts = [start for start, _ in places(text, query.terms)]
        return Hit(id, date, outlet, title, contexts(text, query.terms, width), starts)

    def places(self, query: str) -> list[Place]:
        """Where all articles lie that match ``query``, in the order of the run; raises ConfigError as ``search``."""
        rows = self.db.execute(
            "select a.part, a.offset, a.length from body join articles a on a.n = body.rowid "
            "where body match ? order by a.n",
            [parse(query).expression],
        )
        return [Place(*row) for row in rows.fetchall()]

    def article(self, id: str) -> Article | None:
        """The article ``id``, None if there is none."""
        row = self.db.execute("select part, offset, length from articles where id = ?", (id,)).fetchone()
        return self.folder.article_at(Place(*row)) if row else None


def contexts(text: str, terms: tuple[str, ...], width: int, most: int = 5) -> list[tuple[str, str, str]]:
    """The first ``most`` places of ``terms`` in ``text``: up to ``width`` characters before, the term, and after."""
    flat = text.replace("\n", " ")
    return [
        (flat[max(0, s - width) : s], flat[s:e], flat[e : e + width]) for s, e in places(text, terms, most)
    ]


def places(text: str, terms: tuple[str, ...], most: int = 5) -> list[tuple[int, int]]:
    """The first ``most`` places (start, end) of ``terms``, in normal form, in ``text``, in order."""
    searched = normalise(text)
    found: list[tuple[int, int]] = []
    for term in terms:
        at = searched.find(term)
        while at >= 0 and len(found) < most * len(terms):
            found.append((at, at + len(term)))
            at = searched.find(term, at + len(term))
    return sorted(found)[:most]
