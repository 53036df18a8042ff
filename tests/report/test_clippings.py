"""The pictures of articles that were read off printed pages, beside their text."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

import pytest
from handmade import report_block, write_run
from jianbao.article import Article
from jianbao.reading import read
from jianbao.report.report import write_report
from paper import Sheet, pdf, wrap

Image = pytest.importorskip("PIL.Image")
BODY = (
    "本报讯　3月6日，云岭县召开春耕生产工作会议，马文涛出席会议并讲话。\n会议提出，要备足种子、化肥、农药。"
)


def two_stories(folder: Path) -> list[Article]:
    """A PDF page of two stories below each other, and what is read off it."""
    path = folder / "2021-03-07_02.pdf"
    sheet = Sheet().line(40, 640, "云岭县召开春耕会议", 24).column(40, 600, wrap(BODY, 36))
    sheet.line(40, 340, "石桥镇新建大棚", 24).column(40, 300, wrap(BODY, 36))
    path.write_bytes(pdf(sheet))
    return list(read(path))


def report_of(folder: Path, articles: list[Article], **options: Any) -> Any:
    return write_report(write_run(folder / "run", articles), folder / "report.html", **options)


def test_each_article_has_the_part_of_the_page_where_it_stands(tmp_path: Path) -> None:
    articles = two_stories(tmp_path)
    assert [a.title for a in articles] == ["云岭县召开春耕会议", "石桥镇新建大棚"]
    made = report_of(tmp_path, articles)
    assert (made.printed, made.clipped) == (2, 2)
    page = made.path.read_text("utf-8")
    boxes = []
    for n, article in enumerate(articles):
        (clipping,) = report_block(page, f"clippings-{n}")
        left, top, right, bottom = clipping["box"]
        own = [line.box for line in article.printed if line.kind != "furniture"]
        assert all(left <= b[0] and top <= b[1] and b[2] <= right and b[3] <= bottom for b in own)
        picture = Image.open(io.BytesIO(base64.b64decode(clipping["jpeg"])))
        assert picture.format == "JPEG"
        assert picture.width / picture.height == pytest.approx((right - left) / (bottom - top), rel=0.05)
        assert picture.getextrema()[0] < 100  # something is printed there
        boxes.append(clipping["box"])
    assert boxes[0][3] < boxes[1][1]  # one above the other, and apart


def test_a_report_without_pictures(tmp_path: Path) -> None:
    articles = two_stories(tmp_path)
    made = report_of(tmp_path, articles, clippings=False)
    assert (made.printed, made.clipped) == (2, 0)
    assert 'id="data-clippings-' not in made.path.read_text("utf-8")


def test_a_file_that_has_gone_or_changed_costs_only_its_pictures(tmp_path: Path) -> None:
    articles = two_stories(tmp_path)
    (tmp_path / "2021-03-07_02.pdf").write_bytes(b"%PDF-1.4 not any more")
    assert report_of(tmp_path, articles).clipped == 0
    (tmp_path / "2021-03-07_02.pdf").unlink()
    made = report_of(tmp_path, articles)
    assert (made.articles, made.clipped) == (2, 0)


def test_articles_of_other_files_have_no_pictures(tmp_path: Path) -> None:
    made = report_of(tmp_path, [Article.from_text("云岭县昨日开会。", id="a", title="开会")])
    assert (made.printed, made.clipped) == (0, 0)


def test_the_picture_stands_beside_the_text_and_shows_what_is_chosen(browser: Any, tmp_path: Path) -> None:
    articles = two_stories(tmp_path)
    article = articles[0]
    (line, *_) = [line for line in article.printed if line.kind == "body"]
    browser.open(report_of(tmp_path, articles).path, f"/page/0/{line.start}-{line.start + 4}")
    assert browser.run("return document.querySelector('.clipping img').naturalWidth") > 100
    assert browser.run("return document.querySelectorAll('.clipping .place').length") == 1
    browser.run("document.querySelector('#clipping').click()")
    assert browser.run("return document.querySelectorAll('.clipping').length") == 0
    assert browser.errors() == []
    browser.run("document.querySelector('#clipping').click()")
    browser.go("/page/1")
    assert browser.run("return document.querySelectorAll('.clipping').length") == 1


def test_doubtful_lines_are_marked(browser: Any, tmp_path: Path) -> None:
    articles = two_stories(tmp_path)
    first = next(i for i, line in enumerate(articles[0].printed) if line.kind == "body")
    for i, line in enumerate(articles[0].printed):
        articles[0].printed[i] = type(line)(*line.__reduce__()[1][:5], 0.55 if i == first else 0.99)
    line = articles[0].printed[first]
    browser.open(report_of(tmp_path, articles).path, "/page/0")
    assert (
        browser.run("return [...document.querySelectorAll('mark.unsure')].map((m) => m.textContent).join('')")
        == (articles[0].text[line.start : line.end])
    )
