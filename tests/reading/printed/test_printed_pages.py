"""Printed pages through PDF: marks, columns, stories side by side, headlines of every kind, captions, upright text."""

from __future__ import annotations

from pathlib import Path

import pytest
from jianbao import read
from jianbao.article import Article
from jianbao.reading import read_pages
from paper import Sheet, columns, pdf, wrap

MEETING = (
    "本报讯（记者 王小红）3月6日，云岭县召开春耕生产工作会议，县委书记马文涛出席会议并讲话，县长周启明主持会议。\n"
    "会议提出，要做到“早、快、实、细”，备足种子、化肥、农药、农膜，检修好水渠、机井、农机。\n"
    "会前，与会人员实地查看了石桥镇白沙村的育秧大棚，详细了解种子储备和农机检修的情况。\n"
    "据介绍，全县今年计划种植早稻三十二万亩，目前已备足良种三百八十万公斤，完全能够满足需要。"
)
BUSES = (
    "本报讯（记者 陈立新）3月9日起，南浦区新开三条公交线路，方便沿线六个小区的居民出行。\n"
    "新线路每天早上六点发车，晚上十点收车，高峰时段每八分钟一班，平时每十五分钟一班。\n"
    "区交通局负责人说，下一步还将增加两条夜间线路，让上夜班的人也能坐上车。”"
)
LIBRARY = (
    "本报讯（通讯员 何静）东江市图书馆新馆昨日开馆迎客，首日接待读者五千多人次，借出图书八千册。\n"
    "新馆位于滨河路，建筑面积两万平方米，设有阅览座位一千二百个，全年免费开放。\n"
    "不少市民带着孩子一早就来排队，大家都说新馆敞亮又安静，是看书的好地方。"
)


def articles(tmp_path: Path, *sheets: Sheet) -> list[Article]:
    path = tmp_path / "2021-03-07_01.pdf"
    path.write_bytes(pdf(*sheets))
    return list(read(path))


def paragraphs(article: Article) -> list[str]:
    return [article.text[b.start : b.end] for b in article.blocks_of("paragraph")]


def set_columns(
    sheet: Sheet,
    text: str,
    *,
    x: float,
    y: float,
    count: int,
    width: int = 13,
    gutter: float = 10,
    leading: float = 14,
) -> float:
    """A story in columns; returns the base line below it."""
    lines = wrap(text, width)
    parts = columns(lines, count)
    for i, part in enumerate(parts):
        sheet.column(x + i * (10 * width + gutter), y, part, leading=leading)
    return y - leading * len(parts[0])


def test_marks_of_their_own_stay_in_their_line(tmp_path: Path) -> None:
    sheet = Sheet()
    for i, line in enumerate(wrap(MEETING, 22)):
        sheet.pieces(40 + 10 * (len(line) - len(line.lstrip("　"))), 600 - 15 * i, line.lstrip("　"))
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(sheet))
    (page,) = read_pages(path)
    assert "".join(page.text.split()) == "".join(MEETING.split())


@pytest.mark.parametrize("gutter", [5, 8, 10, 20])
@pytest.mark.parametrize("count", [2, 3])
def test_columns_under_a_headline(tmp_path: Path, count: int, gutter: float) -> None:
    sheet = Sheet().line(60, 620, "云岭县召开春耕生产工作会议", 22)
    set_columns(sheet, MEETING, x=30, y=590, count=count, gutter=gutter)
    (article,) = articles(tmp_path, sheet)
    assert article.title == "云岭县召开春耕生产工作会议"
    assert paragraphs(article) == MEETING.split("\n")
    assert article.bylines[0].name == "王小红"


@pytest.mark.parametrize("gap", [12, 30])
def test_a_foot_line_and_a_turned_note_do_not_stop_columns(tmp_path: Path, gap: float) -> None:
    sheet = Sheet().line(30, 620, "云岭县召开春耕生产工作会议", 22)
    low = set_columns(sheet, MEETING, x=30, y=590, count=3)
    sheet.line(
        30, low - gap, "新闻热线：0371-12345678　投稿邮箱：news@example.com　本版编辑：赵雪梅　版式：李明", 9
    )
    sheet.line(480, low - gap - 20, "云岭日报社电子版编辑中心制作二〇二一年三月七日", 8, turn=1)
    (article,) = articles(tmp_path, sheet)
    assert paragraphs(article) == MEETING.split("\n")
    assert article.title == "云岭县召开春耕生产工作会议"


def test_two_stories_below_each_other_in_columns(tmp_path: Path) -> None:
    sheet = Sheet().line(30, 620, "云岭县召开春耕生产工作会议", 22)
    low = set_columns(sheet, MEETING, x=30, y=595, count=3)
    sheet.line(30, low - 12, "南浦区三条公交线路周末开通", 18)
    set_columns(sheet, BUSES, x=30, y=low - 34, count=3)
    first, second = articles(tmp_path, sheet)
    assert (first.title, second.title) == ("云岭县召开春耕生产工作会议", "南浦区三条公交线路周末开通")
    assert paragraphs(first) == MEETING.split("\n")
    assert paragraphs(second) == BUSES.split("\n")


@pytest.mark.parametrize("foot", [False, True])
@pytest.mark.parametrize("drop", [0, 6])  # how much lower the second headline stands
def test_two_stories_side_by_side(tmp_path: Path, foot: bool, drop: float) -> None:
    sheet = Sheet(width=640).line(30, 620, "南浦区三条公交线路周末开通", 17)
    sheet.line(330, 620 - drop, "东江市图书馆新馆开馆迎客", 17)
    low = set_columns(sheet, BUSES, x=30, y=570, count=2)
    set_columns(sheet, LIBRARY, x=330, y=570, count=2)
    if foot:
        sheet.line(30, low - 40, "新闻热线：0371-12345678", 9)
    found = articles(tmp_path, sheet)
    assert [a.title for a in found] == ["南浦区三条公交线路周末开通", "东江市图书馆新馆开馆迎客"]
    assert [paragraphs(a) for a in found] == [BUSES.split("\n"), LIBRARY.split("\n")]


def test_a_column_beside_the_headline_of_another_story(tmp_path: Path) -> None:
    sheet = Sheet(width=520).column(30, 650, [" " * 0 + "南浦区公交线路开通"], size=16)
    sheet.column(30, 620, wrap(BUSES, 13))
    sheet.line(190, 640, "云岭县召开春耕生产工作会议", 22)
    set_columns(sheet, MEETING, x=190, y=605, count=2)
    found = articles(tmp_path, sheet)
    assert [a.title for a in found] == ["南浦区公交线路开通", "云岭县召开春耕生产工作会议"]
    assert [paragraphs(a) for a in found] == [BUSES.split("\n"), MEETING.split("\n")]


@pytest.mark.parametrize("step", [28, 30, 32, 40])
def test_a_spaced_headline_is_one_headline(tmp_path: Path, step: float) -> None:
    sheet = Sheet().line(40, 620, "云岭县召开春耕会", 24, step=step)
    set_columns(sheet, MEETING, x=30, y=590, count=3)
    (article,) = articles(tmp_path, sheet)
    assert article.title == "云岭县召开春耕会"
    assert paragraphs(article) == MEETING.split("\n")


def test_kicker_headline_and_subtitle(tmp_path: Path) -> None:
    sheet = Sheet().line(90, 650, "县委书记马文涛出席并讲话", 13)
    sheet.line(60, 620, "云岭县召开春耕生产会议", 24)
    sheet.line(120, 600, "——要求不误农时不误季节", 13)
    set_columns(sheet, MEETING, x=30, y=575, count=3)
    (article,) = articles(tmp_path, sheet)
    assert article.title == "云岭县召开春耕生产会议"
    assert (article.kicker, article.subtitle) == ("县委书记马文涛出席并讲话", "——要求不误农时不误季节")


def test_a_caption_between_columns_is_kept_apart(tmp_path: Path) -> None:
    sheet = Sheet().line(30, 620, "云岭县召开春耕生产工作会议", 22)
    lines = wrap(MEETING, 13)
    sheet.column(30, 590, lines[:7])
    sheet.column(
        30, 590 - 14 * 7 - 90, ["图为与会人员在大棚查看", "秧苗。记者 林晓峰 摄"], size=9, leading=12
    )
    sheet.column(170, 590, lines[7:])
    (article,) = articles(tmp_path, sheet)
    assert paragraphs(article) == MEETING.split("\n")
    (caption,) = article.blocks_of("caption")
    assert article.text[caption.start : caption.end] == "图为与会人员在大棚查看秧苗。记者 林晓峰 摄"


def test_text_from_top_to_bottom_is_read_from_right_to_left(tmp_path: Path) -> None:
    sheet = Sheet()
    text = "　　" + "　　".join(MEETING.split("\n"))
    for i, line in enumerate(wrap(MEETING, 20)):
        sheet.upright(440 - 16 * i, 600 - 10.5 * (len(line) - len(line.lstrip("　"))), line.lstrip("　"))
    (article,) = articles(tmp_path, sheet)
    assert "".join(article.text.split()) == text.replace("　", "").replace(" ", "")
    assert paragraphs(article) == MEETING.split("\n")


def test_upright_text_under_a_headline_that_runs_from_right_to_left(tmp_path: Path) -> None:
    sheet = Sheet()
    for i, char in enumerate("云岭县召开春耕生产会议"):
        sheet.line(440 - 30 * i, 650, char, 24)
    for i, line in enumerate(wrap(MEETING, 20)):
        sheet.upright(440 - 16 * i, 600 - 10.5 * (len(line) - len(line.lstrip("　"))), line.lstrip("　"))
    (article,) = articles(tmp_path, sheet)
    assert article.title == "云岭县召开春耕生产会议"
    assert paragraphs(article) == MEETING.split("\n")


def test_upright_text_in_registers(tmp_path: Path) -> None:
    sheet = Sheet()
    lines = wrap(MEETING, 12)
    sheet.upright(460, 640, "云岭县召开春耕会", 20, 22)
    for i, line in enumerate(lines):
        column, high = (i, 640) if i < 8 else (i - 8, 640 - 10.5 * 13.5)
        bare = line.lstrip("　")
        sheet.upright(430 - 16 * column, high - 10.5 * (len(line) - len(bare)), bare)
    (article,) = articles(tmp_path, sheet)
    assert article.title == "云岭县召开春耕会"
    assert paragraphs(article) == MEETING.split("\n")


def test_an_even_grid_is_read_as_its_words_run(tmp_path: Path) -> None:
    sheet = Sheet()
    text = MEETING.replace("\n", "")
    for i in range(0, 80, 10):
        sheet.upright(440 - 13 * (i // 10), 600, text[i : i + 10], 10, 13)
    (article,) = articles(tmp_path, sheet)
    assert "".join(article.text.split()) == text[:80].replace(" ", "")


def test_head_and_foot_of_the_page_are_furniture(tmp_path: Path) -> None:
    sheet = (
        Sheet()
        .line(30, 680, "A02 要闻", 11)
        .line(200, 680, "2021年3月7日　星期日", 9)
        .line(400, 680, "责任编辑：赵雪梅", 9)
    )
    sheet.line(30, 640, "云岭县召开春耕生产工作会议", 22)
    low = set_columns(sheet, MEETING, x=30, y=610, count=3)
    sheet.line(240, low - 30, "- 2 -", 9)
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf(sheet))
    (article,) = read(path)
    assert article.title == "云岭县召开春耕生产工作会议"
    assert article.date == "2021-03-07"
    assert paragraphs(article) == MEETING.split("\n")
    assert "- 2 -" in [article.text[b.start : b.end] for b in article.blocks_of("furniture")]


@pytest.mark.parametrize("foot", ["社址：东江市人民路8号　邮编：657000", "云岭日报社出版　每份零售价1.50元"])
def test_what_a_paper_says_of_itself_at_the_foot(tmp_path: Path, foot: str) -> None:
    sheet = Sheet().line(30, 640, "云岭县召开春耕生产工作会议", 22)
    low = set_columns(sheet, MEETING, x=30, y=610, count=3)
    (article,) = articles(tmp_path, sheet.line(40, low - 30, foot, 8))
    assert paragraphs(article) == MEETING.split("\n")


def test_a_column_that_ends_as_captions_do_is_none(tmp_path: Path) -> None:
    """Its last word is 拍摄, and goes on in the next column."""
    text = "云岭日报讯　3月6日，云岭县开办摄影班，学员带着相机到石桥镇拍摄油菜花，三天里留下两百多幅，在县文化馆展出。"
    sheet = Sheet().line(30, 640, "云岭县摄影班开课", 22)
    lines = wrap(text, 17)
    assert lines[1].endswith("摄")
    sheet.column(30, 610, lines[:2]).column(230, 610, lines[2:])
    (article,) = articles(tmp_path, sheet)
    assert not list(article.blocks_of("caption"))
    assert article.text.replace("\n", "").endswith("在县文化馆展出。")


def test_every_line_knows_its_place_on_the_page(tmp_path: Path) -> None:
    sheet = Sheet().line(60, 620, "云岭县召开春耕生产工作会议", 22)
    set_columns(sheet, MEETING, x=30, y=590, count=2)
    (article,) = articles(tmp_path, sheet)
    head = article.printed[0]
    assert article.text[head.start : head.end] == article.title
    assert head.box == pytest.approx((60, 700 - 620 - 19, 60 + 22 * 13, 700 - 620 + 3.1), abs=0.2)
    assert all(0 < line.box[0] < 500 and line.page == 1 and line.score is None for line in article.printed)
    assert (article.source.width, article.source.height) == (500, 700)


def test_a_page_turned_by_a_quarter(tmp_path: Path) -> None:
    sheet = Sheet(width=700, height=500, rotate=0)
    sheet.line(100, 60, "云岭县召开春耕会", 22, turn=1)
    for i, line in enumerate(wrap(MEETING, 30)):
        bare = line.lstrip("　")
        sheet.line(140 + 15 * i, 60 + 10 * (len(line) - len(bare)), bare, turn=1)
    (article,) = articles(tmp_path, sheet)
    assert article.title == "云岭县召开春耕会"
    assert paragraphs(article) == MEETING.split("\n")
