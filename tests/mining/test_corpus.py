"""The input of mining: a run, or files that were not annotated."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from handmade import write_run
from jianbao.article import Article, Tokens
from jianbao.errors import ReadError
from jianbao.mining.corpus import articles_of, is_run, rows_of, rows_with, size_of, texts_of


@pytest.fixture
def run(tmp_path: Path) -> Path:
    article = Article.from_text(
        "云岭县召开春耕会议。", id="a", title="会议", date="2021-05", outlet="云岭日报"
    )
    at = article.text.index("云岭县")  # after the headline
    starts, ends = [0, 3, 5, 7, 9], [3, 5, 7, 9, 10]
    article.tokens = Tokens([at + i for i in starts], [at + i for i in ends], ["ns", "v", "n", "n", "x"])
    return write_run(tmp_path / "run", [article])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.jsonl"
    row = {"id": "f", "text": "云岭县召开春耕会议。", "title": "会议", "date": "2021-05"}
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", "utf-8")
    return path


def test_a_run_is_known_and_its_size(run: Path, file: Path, tmp_path: Path) -> None:
    assert (is_run(run), is_run(file), is_run(tmp_path)) == (True, False, False)
    assert size_of(file) is None


def test_texts_of_a_run_and_of_a_file(run: Path, file: Path) -> None:
    (text,) = texts_of(run)
    assert (text.id, text.date, text.title, text.outlet) == ("a", "2021-05", "会议", "云岭日报")
    (text,) = texts_of(file)
    assert (text.id, text.text) == ("f", "云岭县召开春耕会议。")
    with pytest.raises(ReadError, match="nowhere"):
        list(texts_of(file.parent / "nowhere"))


def test_rows_by_the_layers_of_a_run_and_by_the_dictionary_of_a_file(run: Path, file: Path) -> None:
    (row,) = rows_of(run)
    assert row.terms == ["云岭县", "春耕"]  # 会议 is a stop word of mining
    (row,) = rows_of(file)
    assert "春耕" in row.terms
    assert "召开" not in row.terms


def test_rows_of_given_terms_are_found_as_strings(run: Path) -> None:
    (row,) = rows_with(run, ["耕会", "没有", "会议"])
    assert row.terms == ["耕会", "会议"]


def test_articles_of_a_file_have_the_layers_that_were_asked_for(run: Path, file: Path) -> None:
    (article,) = articles_of(run, ("sentences",))
    assert article.sentences is None
    (article,) = articles_of(file, ("sentences",))
    assert article.sentences is not None
