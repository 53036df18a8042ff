"""HTML: the main text only, in whatever encoding it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from jianbao import read
from jianbao.errors import ReadError
from jianbao.reading import read_pages

PARAGRAPHS = (
    "本报讯 6月3日，全县教育工作会议在县文化中心召开，县委书记马文涛出席会议并讲话，县长周启明主持会议。",
    "会议要求，要聚焦群众反映的突出问题，加大教育投入，改善乡村学校办学条件，让每个孩子都能上好学。",
    "会议还表彰了全县教育系统先进集体和先进个人，并对下一阶段的工作作出部署。",
)


def html(charset: str) -> bytes:
    body = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    page = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">'
        "<title>云岭县召开教育工作会议</title></head><body>"
        "<div id='nav'><a href='/'>首页</a> <a href='/n'>新闻</a></div>"
        f"<article><h1>云岭县召开教育工作会议</h1>{body}</article><div class='footer'>版权所有</div></body></html>"
    )
    return page.encode("gbk" if charset == "gb2312" else charset)


@pytest.mark.parametrize(("charset", "reported"), [("utf-8", "utf-8"), ("gb2312", "gb18030")])
def test_html_gives_the_main_text_and_the_title(tmp_path: Path, charset: str, reported: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(html(charset))
    (page,) = read_pages(path)
    assert page.title == "云岭县召开教育工作会议"
    assert page.source.encoding == reported
    assert page.source.format == "html"
    assert all(p in page.text for p in PARAGRAPHS)
    assert "首页" not in page.text
    (article,) = read(path)
    assert article.title == "云岭县召开教育工作会议"


def test_html_that_lies_about_its_encoding_is_read_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(html("utf-8").replace(b"charset=utf-8", b"charset=big5"))
    (page,) = read_pages(path)
    assert PARAGRAPHS[1] in page.text


def test_html_without_text_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"<html><head><title>x</title></head><body></body></html>")
    with pytest.raises(ReadError, match=r"page\.html: no article text"):
        list(read_pages(path))


@pytest.mark.parametrize("written", ['data-{}="会"', "data-{}='>'", "a{}", 'a{} = "x"'])
def test_a_tag_with_more_attributes_than_any_page_has_is_read(tmp_path: Path, written: str) -> None:
    told = "昨天下午，全县春耕生产现场会在石桥镇召开，各村负责人参加了会议。"
    path = tmp_path / "a.html"
    for count in (3, 30_000):
        attributes = " ".join(written.format(i) for i in range(count))
        path.write_text(f"<html><body><p {attributes}>{told}</p><p>{told}</p></body></html>", "utf-8")
        (page,) = read_pages(path)
        assert page.text.count(told) == 2
