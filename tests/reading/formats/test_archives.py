"""Archives and containers: what is inside is read as if it lay there, and what cannot be is named."""

from __future__ import annotations

from pathlib import Path

from made_files import BODY, OTHER, OTHER_BODY, TEXT, TITLE, mhtml, story, tarred, warc, web_page, zipped
from reading_of import found

ADDRESS = "http://www.example.cn/html/2022-04/13/content_1.htm"


def test_a_zip_of_several_formats(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "2022-04-13/01.txt": TEXT,
        "b.html": web_page(story(OTHER, OTHER_BODY), OTHER),
        "c.zip": zipped({"inner.txt": TEXT}),
        "d.jp2": b"\0\0\0\x0cjP  " + bytes(40),
        "README.md": "read me",
        "__MACOSX/x": b"\0",
        "style.css": "body {}",
    }
    result = found(tmp_path, "a.zip", zipped(files))
    assert result.titles == [TITLE, OTHER, TITLE]
    assert result.articles[0].date == "2022-04-13"
    assert [a.page_id for a in result.articles] == ["a/2022-04-13/01", "a/b", "a/c/inner"]
    assert result.articles[2].source.path == f"{tmp_path / 'a.zip'}!c.zip!inner.txt"
    assert len(result.errors) == 1
    assert "a.zip!d.jp2: it is a picture (JPEG 2000)" in result.errors[0]
    assert "2 files in it that are no pages are passed over (README.md, style.css)" in result.notes[0]


def test_tar_packed_or_not(tmp_path: Path) -> None:
    for name, mode in (("a.tar", "w"), ("a.tar.gz", "w:gz"), ("a.tgz", "w:gz"), ("a.tar.xz", "w:xz")):
        result = found(tmp_path, name, tarred({"x/01.txt": TEXT.encode()}, mode))
        assert (name, result.titles) == (name, [TITLE])


def test_a_saved_page_in_one_file(tmp_path: Path) -> None:
    result = found(tmp_path, "a.mhtml", mhtml(web_page(story()), ADDRESS))
    assert (result.titles, result.body()) == ([TITLE], list(BODY))
    assert result.article.date == "2022-04-13"


def test_a_crawl(tmp_path: Path) -> None:
    pages = [(ADDRESS, web_page(story()).encode()), ("http://x.cn/", web_page("<a href=1>首页</a>").encode())]
    for name, packed in (("a.warc", False), ("b.warc.gz", True)):
        result = found(tmp_path, name, warc(pages, packed=packed))
        assert result.titles == [TITLE]
        assert result.article.date == "2022-04-13"
        assert "http://x.cn/" in result.errors[0]


def test_a_crawl_that_is_cut_keeps_what_stands_before(tmp_path: Path) -> None:
    data = warc([(ADDRESS, web_page(story()).encode())] * 2)
    result = found(tmp_path, "a.warc", data[:-100])
    assert result.titles == [TITLE]
    assert "ends in the middle of a record" in result.errors[0]


def test_archives_without_pages_or_end_say_so(tmp_path: Path) -> None:
    assert "holds no page files" in found(tmp_path, "a.zip", zipped({})).errors[0]
    assert "not a readable zip archive" in found(tmp_path, "b.zip", zipped({"a.txt": TEXT})[:-30]).errors[0]
    deep = zipped({"a.txt": TEXT})
    for _ in range(6):
        deep = zipped({"a.zip": deep})
    assert "deep" in found(tmp_path, "c.zip", deep).errors[0]


def test_a_member_that_is_too_large_is_named(tmp_path: Path) -> None:
    from jianbao.reading import read_pages

    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a.txt": "会议" * 5000, "b.txt": TEXT}))
    errors: list[str] = []
    pages = list(read_pages(path, on_error=lambda e: errors.append(str(e)), max_bytes=4000))
    assert [page.text for page in pages] == [TEXT]
    assert "a.zip!a.txt: it unpacks to 30,000 bytes, more than 4,000" in errors[0]
