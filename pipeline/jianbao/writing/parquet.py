"""Tables as Parquet files and as one DuckDB file, written in batches, so that a large run fits into memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from jianbao.article import Article
from jianbao.errors import JianbaoError
from jianbao.extras import from_extra
from jianbao.files import write_errors
from jianbao.writing.tables import TABLES, Table

BATCH = 500  # articles
_MEMORY = "1GB"  # of DuckDB while it takes the tables in


def write_parquet(articles: Iterable[Article], folder: str | Path) -> dict[str, int]:
    """Write every table to ``folder/NAME.parquet``; returns the number of rows of each.

    Raises MissingPackage without pyarrow, WriteError with the path if the folder cannot be written.
    """
    with from_extra("parquet"):
        import pyarrow as pa
        import pyarrow.parquet as pq

    folder = Path(folder)
    schemas = {name: _schema(pa, table) for name, table in TABLES.items()}
    counts = dict.fromkeys(TABLES, 0)
    with write_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        writers = {
            n: pq.ParquetWriter(folder / f"{n}.parquet", s, compression="zstd") for n, s in schemas.items()
        }
        try:
            for batch in _batches(articles):
                for name, table in TABLES.items():
                    rows = [row for article in batch for row in table.rows(article)]
                    writers[name].write_table(pa.Table.from_pylist(rows, schema=schemas[name]))
                    counts[name] += len(rows)
        finally:
            for writer in writers.values():
                writer.close()
    return counts


def write_duckdb(articles: Iterable[Article], path: str | Path, *, stamp: str = "") -> dict[str, int]:
    """Write every table into one DuckDB file, which is replaced; returns the number of rows of each.

    stamp: what ``tables_stamp`` is to tell of it: of which state of the run these are the tables.
    """
    import tempfile

    with from_extra("tables"):  # before anything is written
        import duckdb  # noqa: F401
        import pyarrow  # noqa: F401
    path = Path(path)
    beside = path.with_name(path.name + ".tmp")
    beside.unlink(missing_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".tables-") as folder:
            counts = write_parquet(articles, folder)
            with connect(beside) as db:
                db.execute(f"set memory_limit = '{_MEMORY}'")
                for name, table in TABLES.items():
                    _create(db, table)
                    db.execute(f"insert into {name} select * from read_parquet('{folder}/{name}.parquet')")
                quoted = stamp.replace("'", "''")
                db.execute(f"comment on table articles is '{quoted}'")
        with write_errors(path):
            beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return counts


def arrow_table(articles: Iterable[Article], table: Table) -> Any:
    """The rows of ``table`` for all ``articles`` as a ``pyarrow.Table``, with the meaning of each column."""
    with from_extra("parquet"):
        import pyarrow as pa
    rows = [row for article in articles for row in table.rows(article)]
    return pa.Table.from_pylist(rows, schema=_schema(pa, table))


def tables_stamp(path: Path) -> str | None:
    """The stamp that ``write_duckdb`` was given for the file ``path``; None where there is none that can be read."""
    if not path.is_file():
        return None
    try:
        with connect(path, read_only=True) as db:
            found = db.execute("select comment from duckdb_tables() where table_name = 'articles'").fetchone()
    except JianbaoError:
        raise
    except Exception:  # not a database, or of another version: it is written anew
        return None
    return found[0] if found else None


def _create(db: Any, table: Table) -> None:
    """Create the table with its keys, and the meaning of each column as a comment."""
    kinds = {"string": "varchar", "int": "bigint", "float": "double", "bool": "boolean"}
    columns = [f'"{c.name}" {kinds[c.kind]}' for c in table.columns]
    columns[0] += " primary key" if table.name == "articles" else " references articles (article_id)"
    db.execute(f"create table {table.name} ({', '.join(columns)})")
    for column in table.columns:
        about = column.about.replace("'", "''")
        db.execute(f"comment on column {table.name}.\"{column.name}\" is '{about}'")


def connect(path: str | Path, *, read_only: bool = False) -> Any:
    """A DuckDB connection; raises MissingPackage if the extra ``tables`` is not installed."""
    with from_extra("tables"):
        import duckdb
    return duckdb.connect(str(path), read_only=read_only)


def _schema(pa: Any, table: Table) -> Any:
    kinds = {"string": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_()}
    return pa.schema([pa.field(c.name, kinds[c.kind], metadata={"about": c.about}) for c in table.columns])


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    source = iter(articles)
    while batch := list(islice(source, BATCH)):
        yield batch
