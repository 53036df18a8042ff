"""Tables of pages: JSON Lines, JSON, CSV, TSV and Parquet; what is wrong with one record does not stop the others."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from jianbao import read
from jianbao.errors import ReadError
from jianbao.reading import read_pages

ROWS = [
    {"id": "a1", "text": "本报讯 6月3日，会议召开。", "title": "云岭县召开会议", "publish_date": "2021-06-04",
      "outlet": "云岭日报"},
    {"id": "a2", "text": "市长周启明到白沙村调研。\n本报讯 全文。", "title": None,
     "publish_date": "2021-06", "outlet": None},
]  # fmt: skip


def problems(path: Path) -> tuple[list[str], list[str]]:
    """The texts of the good records, and what is said of the bad ones, less the path."""
    errors: list[ReadError] = []
    pages = [page.text for page in read_pages(path, on_error=errors.append)]
    assert all(str(error).startswith(str(path)) for error in errors)
    return pages, [str(error).removeprefix(str(path)) for error in errors]


def write(path: Path) -> Path:
    if path.suffix == ".jsonl":
        path.write_text("\n\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS), "utf-8")
    elif path.suffix == ".json":
        path.write_text(json.dumps(ROWS), "utf-8")
    elif path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(ROWS), path)
    else:
        mark = {".csv": ",", ".tsv": "\t"}[path.suffix]
        lines = [mark.join(ROWS[0])]
        lines += [mark.join(f'"{value or ""}"' for value in row.values()) for row in ROWS]
        path.write_text("\r\n".join(lines), "utf-8-sig")
    return path


@pytest.mark.parametrize("suffix", [".jsonl", ".json", ".csv", ".tsv", ".parquet"])
def test_every_kind_of_table_gives_the_same_pages(tmp_path: Path, suffix: str) -> None:
    first, second = read_pages(write(tmp_path / f"pages{suffix}"))
    assert (first.id, first.title, first.date, first.outlet) == (
        "a1",
        "云岭县召开会议",
        "2021-06-04",
        "云岭日报",
    )
    assert (second.id, second.title, second.date, second.outlet) == ("a2", None, "2021-06", None)
    assert [first.text, second.text] == [row["text"] for row in ROWS]
    assert [first.source.record, second.source.record] == [1, 2] or suffix == ".jsonl"


def test_a_record_with_its_own_title_is_one_article(tmp_path: Path) -> None:
    story = "第一个标题\n本报讯 6月3日，会议召开。\n\n第二个标题\n本报讯 6月4日，会议闭幕。"
    path = tmp_path / "p.jsonl"
    path.write_text(
        json.dumps({"text": story, "title": "第一个标题"}) + "\n" + json.dumps({"text": story}), "utf-8"
    )
    articles = list(read(path))
    assert [a.title for a in articles] == ["第一个标题", "第一个标题", "第二个标题"]
    assert articles[0].text[articles[0].body.start : articles[0].body.end].startswith("本报讯 6月3日")


def test_an_id_that_is_a_number_and_a_record_without_one(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text('{"id": 7, "text": "甲"}\n\n{"text": "乙"}\n', "utf-8")
    assert [page.id for page in read_pages(path)] == ["7", "p-3"]


def test_a_table_in_gbk(tmp_path: Path) -> None:
    lines = "id,text\na1,云岭县召开教育工作会议，县委书记马文涛出席并讲话。\n" + "a2,市长到村里调研。\n" * 3
    (tmp_path / "p.csv").write_bytes(lines.encode("gbk"))
    pages = list(read_pages(tmp_path / "p.csv"))
    assert pages[0].text == "云岭县召开教育工作会议，县委书记马文涛出席并讲话。"
    assert {page.source.encoding for page in pages} == {"gb18030"}


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('{"text": "a"', "the line is not valid JSON"),
        ("本报讯", "the line is not valid JSON"),
        ("[1, 2]", "the record is a list"),
        ('{"id": "x"}', "the record has no field 'text'"),
        ('{"text": null}', "the record has no field 'text'"),
        ('{"text": 5}', "the field 'text' is a int"),
        ('{"text": "  "}', "the text is empty"),
        ('{"text": "a\\u0000b"}', "NUL character at 1"),
        ('{"text": "a\\ud800"}', "lone surrogate"),
        ('{"text": ' + "[" * 100_000, "the line is not valid JSON"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path, line: str, what: str) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text(f'{{"text": "甲"}}\n{line}\n{{"text": "乙"}}\n', "utf-8")
    pages, errors = problems(path)
    assert pages == ["甲", "乙"]
    assert len(errors) == 1
    assert errors[0].startswith(":2: ")
    assert what in errors[0]


@pytest.mark.parametrize("date", ["2021-13-01", "soon", "03/07/2021", "21-03-07", "0000-00-00"])
def test_a_bad_date_costs_the_date_and_not_the_record(tmp_path: Path, date: str) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text(json.dumps({"text": "会议召开。", "date": date}), "utf-8")
    notes: list[str] = []
    (page,) = read_pages(path, on_note=notes.append)
    assert page.date is None
    assert "is not a date" in notes[0]
    assert notes[0].startswith(f"{path}:1: ")


@pytest.mark.parametrize("date", ["NaN", "nan", "None", "", None, float("nan")])
def test_a_date_that_is_missing_is_none(tmp_path: Path, date: object) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text(json.dumps({"text": "会议召开。", "date": date}), "utf-8")
    (page,) = read_pages(path)
    assert page.date is None


def test_bytes_that_cannot_be_decoded_are_one_bad_line(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    path.write_bytes(
        '{"text": "甲"}\n'.encode() + b'{"text": "\xff\xfe\xff\x81"}\n' + '{"text": "乙"}\n'.encode()
    )
    pages, errors = problems(path)
    assert pages == ["甲", "乙"]
    assert len(errors) == 1
    assert ":2: the line cannot be decoded" in errors[0]


def test_a_lone_surrogate_in_a_field_is_one_bad_line(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text('{"id": "a\\ud800", "text": "甲", "outlet": "\\ud800", "title": "\\udfff"}\n', "utf-8")
    pages, errors = problems(path)
    assert (pages, errors) == (
        [],
        [":1: the field 'title' holds half a character (a lone surrogate); repair its source"],
    )


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("p.csv", "id,figures\n1,x\n", ":1: the header names no column 'text'"),
        ("p.parquet", "no parquet", ": not a readable Parquet file"),
        ("p.json", '{"text": ', ":1: not valid JSON"),
        ("p.txt", "", ": the file is empty"),
        ("p.txt", " \n\u3000\n", ": the "),
        ("p.jsonl", "", ": the file is empty"),
        ("p.csv", "", ": the file is empty"),
    ],
)
def test_a_bad_file_is_named(tmp_path: Path, name: str, content: str, what: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    pages, errors = problems(tmp_path / name)
    assert not pages
    assert len(errors) == 1
    assert errors[0].startswith(what)


def test_a_parquet_file_without_texts_says_what_it_has(tmp_path: Path) -> None:
    pq.write_table(pa.table({"figures": ["x"]}), tmp_path / "p.parquet")
    what = ": no column 'text' (it has ['figures']); name it so, or say --columns text=NAME"
    assert problems(tmp_path / "p.parquet") == ([], [what])


def test_a_line_that_is_too_long_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text('{"text": "甲"}\n' + json.dumps({"text": "a" * 5000}) + '\n{"text": "乙"}\n', "utf-8")
    errors: list[ReadError] = []
    pages = list(read_pages(path, on_error=errors.append, max_bytes=4000))
    assert [page.text for page in pages] == ["甲", "乙"]
    assert [error.line for error in errors] == [2]


def test_a_file_that_is_too_large_for_a_page_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.txt"
    path.write_text("会议" * 3000, "utf-8")
    with pytest.raises(ReadError, match="larger than 4,000 bytes"):
        list(read_pages(path, max_bytes=4000))
