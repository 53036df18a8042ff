"""User dictionaries: what is read from a file, what is refused, and where the terms stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from jianbao.dictionary import read_dictionary, typed
from jianbao.errors import ConfigError


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "terms.txt"
    path.write_bytes(text.encode(encoding))
    return path


def test_columns_by_tabs_or_blanks_in_either_order(tmp_path: Path) -> None:
    text = "柳河新区\tLOC\t20\t柳河区|新区\n云岭农商行 ORG\n周启明 50 nr\n乡村振兴\t\t9\n党建引领\n"
    entries = read_dictionary(written(tmp_path, text)).entries
    assert [(e.term, e.type, e.frequency, e.aliases, e.line) for e in entries] == [
        ("柳河新区", "LOC", 20, ("柳河区", "新区"), 1), ("云岭农商行", "ORG", None, (), 2),
        ("周启明", "PER", 50, (), 3), ("乡村振兴", None, 9, (), 4), ("党建引领", None, None, (), 5),
    ]  # fmt: skip


def test_marks_line_ends_blanks_and_comments_are_passed_over(tmp_path: Path) -> None:
    text = "\ufeff# 词典\r\n\r\n  柳河新区  LOC \t # 2021 年设立\r\n　\r\n云岭 农商行\tORG\r\n"
    assert [e.term for e in read_dictionary(written(tmp_path, text)).entries] == ["柳河新区", "云岭 农商行"]


def test_terms_are_found_in_either_width_and_where_they_overlap(tmp_path: Path) -> None:
    terms = read_dictionary(written(tmp_path, "Ａ股 -\n柳河新区 LOC\n新区管委会 ORG\n柳河新区管委会 ORG\n"))
    text = "A股,柳河新区管委会"
    found = terms.find(text)
    assert [text[m.start : m.end] for m in found] == ["A股", "柳河新区管委会", "柳河新区", "新区管委会"]
    assert [text[m.start : m.end] for m in typed(found)] == ["柳河新区管委会"]


@pytest.mark.parametrize(
    ("line", "trouble"),
    [
        ("柳河新区 FOO", r"terms\.txt:2: type 'FOO' is not known; write PER, LOC, ORG, TIME"),
        ("柳河新区 LOC -3", r"terms\.txt:2: frequency '-3' is not a whole number from 1"),
        ("柳河新区 LOC 1.5", r"terms\.txt:2: frequency '1\.5'"),
        ("河 LOC", r"terms\.txt:2: '河' is too short"),
        ("云岭县 ORG", r"terms\.txt:2: '云岭县' is ORG here and LOC in line 1"),
    ],
)
def test_a_wrong_line_is_named_with_the_remedy(tmp_path: Path, line: str, trouble: str) -> None:
    with pytest.raises(ConfigError, match=trouble):
        read_dictionary(written(tmp_path, f"云岭县 LOC\n{line}\n"))


@pytest.mark.parametrize(("encoding", "name"), [("gbk", "GB18030"), ("utf-16", "UTF-16")])
def test_another_encoding_is_named_with_how_to_convert(tmp_path: Path, encoding: str, name: str) -> None:
    path = written(tmp_path, "云岭县 LOC\n柳河新区 LOC\n", encoding)
    with pytest.raises(
        ConfigError, match=rf"terms\.txt:1: .* looks like {name}\); convert it: iconv -f {name}"
    ):
        read_dictionary(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.txt: cannot read the dictionary"):
        read_dictionary(tmp_path / "none.txt")
