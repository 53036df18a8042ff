"""Damage: bytes that are no text, encodings mixed or mistaken, entities, tags and blanks in the text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from made_files import BODY, OTHER, OTHER_BODY, TEXT, TITLE, columns_of
from paper import Sheet, pdf
from reading_of import found


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "big5"])
def test_one_bad_byte_is_replaced_and_told(tmp_path: Path, encoding: str) -> None:
    text = "臺北縣興建蓄水池\n　　本報訊 四月十二日，石橋鎮三座蓄水池全部建成，六個村的民眾都有水用。\n"
    whole = (text + "　　鎮長說，還要繼續努力。\n" if encoding == "big5" else TEXT).encode(encoding)
    lines = whole.split(b"\n")
    broken = b"\n".join([lines[0], lines[1] + b"\xff", *lines[2:]])
    result = found(tmp_path, "a.txt", broken)
    assert len(result.articles) == 1
    assert "1 byte that is no text is replaced" in result.notes[0]
    assert "(line 2)" in result.notes[0]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_file_that_is_cut_in_its_last_character(tmp_path: Path, encoding: str) -> None:
    result = found(tmp_path, "a.txt", TEXT.strip().encode(encoding)[:-1])
    assert result.titles == [TITLE]
    assert result.notes


def test_nul_bytes_at_the_end(tmp_path: Path) -> None:
    result = found(tmp_path, "a.txt", TEXT.encode("gbk") + b"\0\0")
    assert (result.titles, result.body()) == ([TITLE], list(BODY))
    assert "2 NUL bytes at its end are left out" in result.notes[0]


def test_two_encodings_in_one_file(tmp_path: Path) -> None:
    other = "\n\n" + "\n".join([OTHER, *(f"　　{line}" for line in OTHER_BODY)])
    result = found(tmp_path, "a.txt", TEXT.encode("gbk") + other.encode())
    assert result.titles == [TITLE, OTHER]
    assert "of its lines are in" in result.notes[0]


@pytest.mark.parametrize(
    ("wrong", "right"), [("latin-1", "utf-8"), ("latin-1", "gbk"), ("gb18030", "utf-8"), ("cp1252", "utf-8")]
)
def test_a_text_in_a_mistaken_encoding_is_put_right_or_told(tmp_path: Path, wrong: str, right: str) -> None:
    result = found(tmp_path, "a.txt", TEXT.encode(right).decode(wrong, "replace"))
    assert result.notes
    if "put right" in result.notes[0]:
        assert (result.titles, result.body()) == ([TITLE], list(BODY))


def test_old_poems_and_rare_names_are_no_mistake(tmp_path: Path) -> None:
    text = "葳蕤蘅芷\n　　薜荔蘼芜，菡萏芙蕖，蒹葭苍苍，白露为霜。所谓伊人，在水一方。溯洄从之，道阻且长。\n"
    assert found(tmp_path, "a.txt", text).notes == []


def test_blanks_between_characters(tmp_path: Path) -> None:
    text = "\n".join(" ".join(line) for line in (TITLE, *BODY))
    result = found(tmp_path, "a.txt", text)
    assert result.titles == [TITLE]
    assert result.names() == ["林晓峰"]
    assert "blanks between the characters" in result.notes[0]


def test_printed_lines_keep_their_place_where_the_text_is_mended(tmp_path: Path) -> None:
    lines = columns_of("　　" + BODY[0])
    lines[1] = "&ldquo;" + lines[1] + "&rdquo;"
    result = found(tmp_path, "a.pdf", pdf(Sheet().line(60, 650, TITLE, 16).column(60, 600, lines)))
    assert result.titles == [TITLE]
    assert "entities" in result.notes[0]
    shown = [result.article.text[line.start : line.end] for line in result.article.printed]
    assert shown == [TITLE, lines[0].strip(), f"“{columns_of('　　' + BODY[0])[1]}”", *lines[2:]]


def test_entities_in_text(tmp_path: Path) -> None:
    text = (
        TEXT.replace("　　", "&nbsp;&nbsp;")
        .replace("，", "&#65292;")
        .replace("“", "&ldquo;")
        .replace("”", "&rdquo;")
    )
    result = found(tmp_path, "a.txt", text)
    assert (result.titles, result.body()) == ([TITLE], list(BODY))


def test_the_private_blank_of_old_sites(tmp_path: Path) -> None:
    data = TEXT.encode("gbk").replace(b"\xa1\xa1", b"\xa3\xa0")
    assert found(tmp_path, "a.txt", data).body() == list(BODY)


def test_tags_in_a_record(tmp_path: Path) -> None:
    text = "".join(f"<p style='x'>&nbsp;{line}</p>" for line in BODY)
    result = found(
        tmp_path, "a.jsonl", json.dumps({"title": f"<b>{TITLE}</b><br>", "text": text}, ensure_ascii=False)
    )
    assert (result.titles, result.body()) == ([TITLE], list(BODY))


def test_a_sum_with_signs_is_no_markup(tmp_path: Path) -> None:
    text = "甲<乙，丙>丁。A&B公司与C&D公司签约。"
    assert found(tmp_path, "a.jsonl", json.dumps({"text": text}, ensure_ascii=False)).articles[0].text == text
