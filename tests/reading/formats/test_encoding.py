"""Encodings are told by the bytes, and reported."""

from __future__ import annotations

from pathlib import Path

import pytest
from jianbao import read
from jianbao.errors import ReadError
from jianbao.reading import read_pages
from jianbao.reading.formats.encoding import UnknownEncoding, decode

SIMPLIFIED = "云岭县召开教育工作会议\n本报讯 6月3日，全县教育工作会议召开，县委书记马文涛出席会议并讲话。\n"
TRADITIONAL = "臺北縣舉行教育會議\n本報訊 6月3日，縣長於會議中說明教育經費的使用情形，並與學校代表討論。\n"


@pytest.mark.parametrize(
    ("text", "codec", "reported"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED + "䶮㛃𠮷", "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (SIMPLIFIED, "utf-16", "utf-16"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (SIMPLIFIED, "utf-32", "utf-32"),
    ],
)
def test_a_text_is_decoded_and_its_encoding_reported(
    tmp_path: Path, text: str, codec: str, reported: str
) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(text.encode(codec))
    (page,) = read_pages(path)
    assert page.text == text
    assert page.source.encoding == reported


def test_a_long_gbk_page_is_no_big5(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes((SIMPLIFIED * 50).encode("gbk"))
    assert next(read(path)).title == "云岭县召开教育工作会议"


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n" + b"\0\xff" * 300])
def test_binary_data_is_no_text(data: bytes) -> None:
    with pytest.raises(UnknownEncoding):
        decode(data)


def test_a_broken_utf8_file_says_where_it_breaks(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes("第一行\n第二行\n".encode() + b"\xff\xff\xff\xff\x80\x81" * 3)
    with pytest.raises(ReadError, match=r"page\.txt.*line 3"):
        list(read_pages(path))


def test_a_utf16_file_that_is_cut_says_so(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(SIMPLIFIED.encode("utf-16")[:-1])
    with pytest.raises(ReadError, match=r"page\.txt: begins as utf-16"):
        list(read_pages(path))
