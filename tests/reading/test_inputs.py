"""What may be named: files, folders, globs, standard input; and where a page's date and outlet come from."""

from __future__ import annotations

import gzip
import io
import sys
from pathlib import Path

import pytest
from jianbao.errors import ConfigError, ReadError
from jianbao.reading import read_pages
from jianbao.reading.formats.dates import date_in_name, parse_date

TEXT = "云岭县召开教育工作会议\n本报讯 6月3日，全县教育工作会议召开。\n"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("b/2021-05-08_02.txt", "a/2021-05-07_01.txt", "c.md", ".hidden.txt", "b/.git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, "utf-8")
    return tmp_path


def test_a_folder_gives_all_its_files_sorted_and_no_hidden_ones(tree: Path) -> None:
    assert [page.id for page in read_pages(tree)] == ["c", "a/2021-05-07_01", "b/2021-05-08_02"]


def test_a_glob_gives_what_it_matches(tree: Path) -> None:
    assert [p.id for p in read_pages(str(tree / "**" / "2021*.txt"))] == [
        "a/2021-05-07_01",
        "b/2021-05-08_02",
    ]


def test_a_file_with_magic_characters_in_its_name_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "要闻[1].txt"
    path.write_text(TEXT, "utf-8")
    assert [page.id for page in read_pages(path)] == ["要闻[1]"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode("gbk"))))
    (page,) = read_pages("-")
    assert (page.id, page.text, page.source.encoding) == ("stdin", TEXT, "gb18030")


def test_standard_input_may_be_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b'{"id": "x", "text": "\xe4\xbc\x9a\xe8\xae\xae"}\n{"text": "y"}\n'
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert [(page.id, page.text) for page in read_pages("-")] == [("x", "会议"), ("stdin-2", "y")]


def test_compressed_files(tmp_path: Path) -> None:
    path = tmp_path / "2021-05-08_01.txt.gz"
    path.write_bytes(gzip.compress(TEXT.encode()))
    (page,) = read_pages(path)
    assert (page.id, page.date, page.text) == ("2021-05-08_01", "2021-05-08", TEXT)


def test_the_same_name_twice_gets_two_ids(tree: Path) -> None:
    file = tree / "c.md"
    assert [page.id for page in read_pages([file, file])] == ["c", "c~2"]


@pytest.mark.parametrize("missing", ["none.txt", "none/*.txt"])
def test_what_names_nothing_is_an_error_that_names_it(tmp_path: Path, missing: str) -> None:
    with pytest.raises(ReadError, match="none"):
        list(read_pages(str(tmp_path / missing)))


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="holds no files"):
        list(read_pages(tmp_path))


def test_a_missing_file_does_not_stop_the_others(tree: Path) -> None:
    errors: list[ReadError] = []
    pages = list(read_pages([tree / "none.txt", tree / "c.md"], on_error=errors.append))
    assert [page.id for page in pages] == ["c"]
    assert [Path(error.path).name for error in errors] == ["none.txt"]


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("2021-05-08_01.txt", "2021-05-08"), ("2021-05_01.txt", "2021-05"), ("20210508_A01.txt", "2021-05-08"),
        ("2021年5月8日.txt", "2021-05-08"), ("2021/05/08/A01.txt", "2021-05-08"), ("A01.txt", None),
        ("12345678.txt", None),
    ],
)  # fmt: skip
def test_a_date_in_the_file_name(tmp_path: Path, name: str, date: str | None) -> None:
    path = tmp_path / "papers" / name
    path.parent.mkdir(parents=True)
    path.write_text(TEXT, "utf-8")
    (page,) = read_pages(tmp_path / "papers")
    assert page.date == date


def test_an_option_comes_before_the_column_and_the_column_before_the_name(tmp_path: Path) -> None:
    path = tmp_path / "2021-05-08.jsonl"
    path.write_text('{"text": "a", "date": "2020-01-02", "outlet": "云岭日报"}\n{"text": "b"}\n', "utf-8")
    assert [page.date for page in read_pages(path)] == ["2020-01-02", "2021-05-08"]
    assert [page.date for page in read_pages(path, date="1999")] == ["1999", "1999"]
    assert [page.outlet for page in read_pages(path, outlet="晚报")] == ["云岭日报", "晚报"]


def test_a_date_that_is_none_is_a_mistake_of_the_call() -> None:
    with pytest.raises(ConfigError, match="2021-13-40"):
        list(read_pages("-", date="2021-13-40"))


@pytest.mark.parametrize("value", ["2021-02-30", "yesterday", "0000-00-00", 3.5, True, "2021-5-8-1"])
def test_what_is_no_date_is_not_guessed(value: object) -> None:
    with pytest.raises(ValueError, match=r"is not a date"):
        parse_date(value)


def test_dates_may_be_partial() -> None:
    assert [parse_date(v) for v in ("2021", "2021-05", "2021年5月", "2021/5/8", 202105)] == [
        "2021", "2021-05", "2021-05", "2021-05-08", "2021-05",
    ]  # fmt: skip
    assert date_in_name("page_2021-13-01") is None


def test_a_folder_takes_page_files_only_and_tells_what_it_passed_over(tmp_path: Path) -> None:
    for name in (
        "a.txt",
        "README.md",
        "x.js",
        "s.css",
        "desktop.ini",
        "b.html",
        "b_files/frame.html",
        "n/Thumbs.db",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT if name == "a.txt" else "<p>x</p>", "utf-8")
    for name in ("manifest.json", "pages.jsonl", "articles.jsonl"):
        (tmp_path / "outputs").mkdir(exist_ok=True)
        (tmp_path / "outputs" / name).write_text("{}", "utf-8")
    notes: list[str] = []
    errors: list[ReadError] = []
    pages = list(read_pages(tmp_path, on_error=errors.append, on_note=notes.append))
    assert [page.id for page in pages] == ["a"]
    assert [Path(error.path).name for error in errors] == ["b.html"]
    assert len(notes) == 1
    assert all(name in notes[0] for name in ("README.md", "b_files/", "passed over"))


def test_a_folder_of_a_run_is_no_input(tmp_path: Path) -> None:
    for name in ("manifest.json", "pages.jsonl", "articles.jsonl"):
        (tmp_path / name).write_text("{}", "utf-8")
    with pytest.raises(ReadError, match="holds no page files"):
        list(read_pages(tmp_path, on_note=lambda _: None))


def test_a_file_that_is_named_is_read_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text(TEXT, "utf-8")
    assert [page.id for page in read_pages(path)] == ["README"]
