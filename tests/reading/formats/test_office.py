"""Word, OpenDocument, Excel and EPUB."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_files import BODY, OTHER, OTHER_BODY, TITLE, docx, epub, story, web_page, xlsx, zipped
from reading_of import found


def test_word_with_headings(tmp_path: Path) -> None:
    data = docx(
        [("1", TITLE), ("", BODY[0]), ("2", "管得住"), ("", BODY[1]), ("1", OTHER), ("", OTHER_BODY[0])]
    )
    result = found(tmp_path, "a.docx", data)
    assert result.titles == [TITLE, OTHER]
    assert result.articles[0].subheads == ["管得住"]
    assert result.body(1) == [OTHER_BODY[0]]


def test_word_without_headings_is_split_as_text_is(tmp_path: Path) -> None:
    result = found(tmp_path, "a.docx", docx([("", TITLE), *(("", line) for line in BODY)]))
    assert result.titles == [TITLE]
    assert result.body() == list(BODY)


def test_a_table_in_word(tmp_path: Path) -> None:
    data = docx([("1", TITLE), ("", BODY[0])], [["村", "库容"], ["白沙村", "8000"]])
    article = found(tmp_path, "a.docx", data).article
    assert [article.text[b.start : b.end] for b in article.blocks_of("table")] == ["村\t库容", "白沙村\t8000"]


def test_open_document(tmp_path: Path) -> None:
    space = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    lines = f'<text:h text:outline-level="1">{TITLE}</text:h>' + "".join(
        f"<text:p>{x}</text:p>" for x in BODY
    )
    data = zipped(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": f"<a {space}>{lines}</a>"}
    )
    result = found(tmp_path, "a.odt", data)
    assert (result.titles, result.body()) == ([TITLE], list(BODY))


def test_excel_with_chinese_columns_and_dates(tmp_path: Path) -> None:
    data = xlsx(
        [
            ["标题", "日期", "正文", "版次"],
            [TITLE, 44664, "\n".join(BODY), "A02"],
            [OTHER, 44665, OTHER_BODY[0], ""],
        ]
    )
    result = found(tmp_path, "a.xlsx", data)
    assert [(a.title, a.date, a.page_label) for a in result.articles] == [
        (TITLE, "2022-04-13", "A02"),
        (OTHER, "2022-04-14", ""),
    ]
    assert result.body() == list(BODY)
    assert "columns are taken as --columns title=标题,date=日期,text=正文" in result.notes[0]


def test_excel_without_a_text_names_its_columns(tmp_path: Path) -> None:
    result = found(tmp_path, "a.xlsx", xlsx([["甲", "乙"], ["1", "2"]]))
    assert "no sheet has a column 'text' (报纸: ['甲', '乙'])" in result.errors[0]
    assert "--columns text=NAME" in result.errors[0]


def test_the_chapters_of_a_book(tmp_path: Path) -> None:
    chapters = [web_page(story()), web_page(story(OTHER, OTHER_BODY)), web_page('<img src="x.jpg"/>')]
    result = found(tmp_path, "a.epub", epub(chapters))
    assert result.titles == [TITLE, OTHER]
    assert [a.page_id for a in result.articles] == ["a/OPS/c0-1", "a/OPS/c1-2"]


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "odt", "epub"])
def test_a_damaged_file_is_named(tmp_path: Path, suffix: str) -> None:
    whole = docx([("", TITLE)])
    for data in (whole[:-40], zipped({"x": "y"}), b"no zip file at all, only text"):
        result = found(tmp_path, f"a.{suffix}", data)
        assert result.articles == [] or data == whole[:-40]
        assert result.errors or result.articles


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "save it as .docx"),
        ("a.ppt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "PowerPoint"),
        ("a", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Word document of the old kind"),
        ("a.jp2", b"\0\0\0\x0cjP  " + bytes(50), "save it as PNG, JPEG or TIFF"),
        ("a.txt", b"AT&TFORM" + bytes(50), "a scanned document (DjVu)"),
        ("a.rar", b"Rar!\x1a\x07" + bytes(50), "a RAR archive"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(50), "a 7-Zip archive"),
        ("a.pkl", b"\x80\x04\x95" + bytes(50), "never read"),
        ("a.db", b"SQLite format 3\0" + bytes(50), "an SQLite database"),
        ("a.caj", b"CAJ\0" + bytes(50), "a CAJ document"),
        ("a.sql", b"CREATE TABLE a (b text);\nINSERT INTO a VALUES ('x');", "a dump of a database"),
        ("a.js", b"var a = 1;", "a script"),
        ("a.dat", bytes(range(256)) * 4, "binary"),
    ],
)
def test_what_cannot_be_read_is_named_with_a_remedy(
    tmp_path: Path, name: str, data: bytes, what: str
) -> None:
    result = found(tmp_path, name, data)
    assert result.articles == []
    assert result.errors[0].startswith(f"{tmp_path / name}: ")
    assert what in result.errors[0]
