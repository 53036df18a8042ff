"""The index of a run: one SQLite file in its folder, with the full text by pairs of characters, and the names."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec
from msgspec import Struct, field

from jianbao.article import Article
from jianbao.errors import ReadError, WriteError
from jianbao.search.normal import normalise
from jianbao.search.query import Query, pairs, parse
from jianbao.writing.folder import ARTICLES, RunFolder

NAME = "search.sqlite"
RANKED = 3000  # more hits than this are ordered by date instead of rank: ranking reads all of them

_SCHEMA = """
create table articles (
    n integer primary key, id text, date text, outlet text, title text, offset integer, length integer
);
create virtual table body using fts5(
    pairs, content='', detail=full, tokenize="unicode61 remove_diacritics 0 tokenchars '%-.'"
);
create table names (name text, type text, n integer, primary key (name, type, n)) without rowid;
create table source (size integer, mtime integer);
"""


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
    """Index a run and return the number of its articles; an older index is replaced when the new one is complete.

    on_progress: called with the number of articles, every thousand.
    Raises ReadError if ``run`` is not a run, WriteError if the index cannot be written.
    """
    folder = RunFolder(run).check()
    path = folder.path / NAME
    temporary = path.with_suffix(".tmp")
    temporary.unlink(missing_ok=True)
    number = 0
    try:
        with closing(sqlite3.connect(temporary)) as db:
            db.executescript("pragma journal_mode = off; pragma synchronous = off;" + _SCHEMA)
            for number, (offset, length, article) in enumerate(_located(folder.path / ARTICLES), 1):
                _add(db, number, offset, length, article)
                if number % 1000 == 0:
                    on_progress(number)
            db.execute("insert into body(body) values ('optimize')")
            db.execute("create index by_date on articles (date)")
            db.execute("create index by_id on articles (id)")
            db.execute("insert into source values (?, ?)", _stamp(folder.path))
            db.commit()
        temporary.replace(path)
    except sqlite3.Error as error:
        temporary.unlink(missing_ok=True)
        raise WriteError(f"{path}: cannot write the index: {error}") from error
    return number


def _add(db: sqlite3.Connection, number: int, offset: int, length: int, a: Article) -> None:
    db.execute(
        "insert into articles values (?, ?, ?, ?, ?, ?, ?)",
        (number, a.id, a.date, a.outlet, a.title, offset, length),
    )
    db.execute("insert into body (rowid, pairs) values (?, ?)", (number, pairs(normalise(a.text))))
    names = {
        (normalise("".join(e.text.split())), e.type, number) for e in a.entities or () if e.type != "TIME"
    }
    names |= {(normalise(p.name), "PER", number) for p in a.persons or ()}
    db.executemany("insert or ignore into names values (?, ?, ?)", names)


def _located(path: Path) -> Iterator[tuple[int, int, Article]]:
    """Each article with the offset and length of its line in bytes."""
    decoder = msgspec.json.Decoder(Article)
    offset = 0
    with open(path, "rb") as file:
        for line in file:
            if line.endswith(b"\n"):
                yield offset, len(line), decoder.decode(line)
            offset += len(line)


def _stamp(run: Path) -> tuple[int, int]:
    stat = (run / ARTICLES).stat()
    return stat.st_size, stat.st_mtime_ns


class Index:
    """An open index.

    >>> Index("outputs/demo").search("痛点").total    # doctest: +SKIP
    1
    """

    def __init__(self, run: str | Path) -> None:
        """Raises ReadError if the run has no index, or one older than the run."""
        self.run = Path(run)
        RunFolder(run).check()
        path = self.run / NAME
        if not path.exists():
            raise ReadError(f"{run}: no index yet; build it with: jianbao index {run}")
        self.db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        if self.db.execute("select size, mtime from source").fetchone() != _stamp(self.run):
            raise ReadError(
                f"{run}: the run has changed since it was indexed; rebuild the index with: jianbao index {run}"
            )

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
        id, date, outlet, title, offset, length = self.db.execute(
            "select id, date, outlet, title, offset, length from articles where n = ?", (number,)
        ).fetchone()
        text = self.article_at(offset, length).text
        starts = [start for start, _ in places(text, query.terms)]
        return Hit(id, date, outlet, title, contexts(text, query.terms, width), starts)

    def article_at(self, offset: int, length: int) -> Article:
        """The article whose line starts at byte ``offset`` of articles.jsonl."""
        with open(self.run / ARTICLES, "rb") as file:
            file.seek(offset)
            return msgspec.json.decode(file.read(length), type=Article)

    def article(self, id: str) -> Article | None:
        """The article ``id``, None if there is none."""
        row = self.db.execute("select offset, length from articles where id = ?", (id,)).fetchone()
        return self.article_at(*row) if row else None


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
