"""CSV: all columns, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

from jianbao.article import Article, Entity
from jianbao.writing.csv import guard_formula, write_csv
from jianbao.writing.tables import TABLES


def test_rows_with_their_columns_and_guarded_cells() -> None:
    article = Article.from_text("=云岭县", id="a")
    article.entities = [Entity(0, 4, "LOC", "=云岭县")]
    file = io.StringIO()
    write_csv([article], file, TABLES["mentions"])
    (row,) = csv.DictReader(io.StringIO(file.getvalue()))
    assert list(row) == [column.name for column in TABLES["mentions"].columns]
    assert (row["article_id"], row["text"], row["end"]) == ("a", "'=云岭县", "4")


def test_only_texts_that_look_like_formulas_are_guarded() -> None:
    assert [guard_formula(v) for v in ("=1", "+1", "-1", "@a")] == ["'=1", "'+1", "'-1", "'@a"]
    hidden = ("\t=1+1", "\r=1+1", "＝1+1", "＋1", "－1", "＠a")
    assert [guard_formula(v) for v in hidden] == ["'" + v for v in hidden]
    assert [guard_formula(v) for v in ("1=", "", -1, None)] == ["1=", "", -1, None]
