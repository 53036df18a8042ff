"""Tables: what the documentation says of them, keys, comments, and files for other programs."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from handmade import HOSTILE, hostile_article, write_run
from jianbao.article import Article
from jianbao.writing.folder import RunFolder
from jianbao.writing.parquet import connect, write_duckdb, write_parquet
from jianbao.writing.tables import TABLES, describe_tables

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    articles = [hostile_article(i, text) for i, text in enumerate(HOSTILE)]
    return write_run(tmp_path_factory.mktemp("tables") / "run", articles)


@pytest.fixture(scope="module")
def articles(run: Path) -> list[Article]:
    return list(RunFolder(run).articles())


def test_the_documentation_is_that_of_the_code() -> None:
    written = (ROOT / "docs" / "tables.md").read_text("utf-8")
    assert written == describe_tables(), "make it anew with: jianbao schema --tables > docs/tables.md"


def test_every_column_says_what_it_holds() -> None:
    assert all(column.about for table in TABLES.values() for column in table.columns)
    assert all(table.columns[0].name == "article_id" for table in TABLES.values())


def test_rows_point_at_the_words_they_hold(articles: list[Article]) -> None:
    for article in articles:
        for name in ("mentions", "quotes", "quantities", "times", "points"):
            for row in TABLES[name].rows(article):
                assert article.text[row["start"] : row["end"]] == row["text"]


def test_a_database_has_keys_and_says_what_its_columns_hold(tmp_path: Path, articles: list[Article]) -> None:
    counts = write_duckdb(articles, tmp_path / "t.duckdb")
    with connect(tmp_path / "t.duckdb", read_only=True) as db:
        for name, number in counts.items():
            assert db.execute(f"select count(*) from {name}").fetchone() == (number,)
        kinds = db.execute("select table_name, constraint_type from duckdb_constraints()").fetchall()
        assert ("articles", "PRIMARY KEY") in kinds
        assert {t for t, kind in kinds if kind == "FOREIGN KEY"} >= TABLES.keys() - {"articles"}
        comments = db.execute(
            "select count(*) from duckdb_columns() where comment is null and not internal"
        ).fetchone()
        assert comments == (0,)
        joined = db.execute("select count(*) from posts join persons using (article_id, name)").fetchone()
        assert joined == (counts["posts"],)


def test_parquet_files_carry_the_meaning_of_their_columns(tmp_path: Path, articles: list[Article]) -> None:
    counts = write_parquet(articles, tmp_path)
    assert counts["articles"] == len(articles)
    schema = pq.read_schema(tmp_path / "quotes.parquet")
    assert schema.field("speaker").metadata[b"about"]
    assert pq.read_table(tmp_path / "articles.parquet")["title"].to_pylist() == list(HOSTILE)


def test_all_tables_as_csv_for_a_spreadsheet(run: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "jianbao.cli", "export", str(run), "-f", "csv", "--table", "all", "-o", str(tmp_path)],
        capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert {path.stem for path in tmp_path.glob("*.csv")} == set(TABLES)
    assert (tmp_path / "persons.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with open(tmp_path / "persons.csv", encoding="utf-8-sig", newline="") as file:
        assert [row["name"] for row in csv.DictReader(file)] == list(HOSTILE)
