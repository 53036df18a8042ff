"""下转 and 上接: the halves of a story on two pages of an issue are one article."""

from __future__ import annotations

from pathlib import Path

import pytest
from jianbao import read
from jianbao.article import Article
from jianbao.reading import read_pages
from paper import Sheet, columns, pdf, wrap

FIRST = (
    "本报讯（记者 王小红）3月6日，云岭县召开春耕生产工作会议，县委书记马文涛出席会议并讲话，县长周启明主持会议。\n"
    "会议提出，要备足种子、化肥、农药、农膜，检修好水渠、机井、农机，把各项准备工作做在前面，"
)
SECOND = (
    "确保不误农时、不误季节。\n"
    "据介绍，全县今年计划种植早稻三十二万亩，目前已备足良种三百八十万公斤，完全能够满足需要。"
)
OTHER = (
    "本报讯（记者 陈立新）3月9日起，南浦区新开三条公交线路，方便沿线六个小区的居民出行。\n"
    "新线路每天早上六点发车，晚上十点收车，高峰时段每八分钟一班，平时每十五分钟一班。"
)


def body(article: Article) -> str:
    return "\n".join(article.text[b.start : b.end] for b in article.blocks_of("paragraph"))


def check(found: list[Article]) -> None:
    meeting = next(a for a in found if a.title == "云岭县召开春耕生产工作会议")
    assert body(meeting) == FIRST + SECOND
    buses = next(a for a in found if a.title == "南浦区三条公交线路周末开通")
    assert body(buses) == OTHER
    assert len(found) == 2
    assert "上接" in "".join(a.text for a in found)  # nothing is lost


@pytest.mark.parametrize(
    ("ahead", "back"),
    [
        ("（下转第二版）", "（上接第一版）"),
        ("（下转2版）", "（上接1版）"),
        ("下转第02版", "上接第01版"),
        ("(紧接第二版)", "(上接第一版)"),
    ],
)
@pytest.mark.parametrize("repeated", [False, True])
def test_pages_of_one_pdf(tmp_path: Path, ahead: str, back: str, repeated: bool) -> None:
    one = (
        Sheet()
        .line(30, 680, "第01版　要闻　2021年3月7日", 10)
        .line(40, 640, "云岭县召开春耕生产工作会议", 22)
    )
    for i, part in enumerate(columns(wrap(FIRST + ahead, 15), 2)):
        one.column(40 + 170 * i, 610, part)
    two = (
        Sheet()
        .line(30, 680, "第02版　综合　2021年3月7日", 10)
        .line(40, 640, "南浦区三条公交线路周末开通", 22)
    )
    for i, part in enumerate(columns(wrap(OTHER, 15), 2)):
        two.column(40 + 170 * i, 610, part)
    if repeated:
        two.line(40, 420, "云岭县召开春耕会", 16)
    rest, last = SECOND.split("\n")
    two.column(40, 390, [*wrap(back + rest, 15, indent=0), *wrap(last, 15)])
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf(one, two))
    found = list(read(path))
    check(found)
    pages = {line.page for line in found[0].printed if line.kind == "body"}
    assert pages == {1, 2}
    for page, article in [(p, a) for p in read_pages(path) for a in found if a.page_id == p.id]:
        start, end = article.raw_span(0, 5)
        assert page.text[start:end] == article.text[:5]


def test_text_files_of_one_folder(tmp_path: Path) -> None:
    indented = [part.replace("\n", "\n　　") for part in (FIRST, SECOND, OTHER)]
    (tmp_path / "2021-03-07_01.txt").write_text(
        f"云岭县召开春耕生产工作会议\n　　{indented[0]}（下转第二版）\n", "utf-8"
    )
    (tmp_path / "2021-03-07_02.txt").write_text(
        f"南浦区三条公交线路周末开通\n　　{indented[2]}\n\n（上接第一版）{indented[1]}\n", "utf-8"
    )
    check(list(read(tmp_path)))


def test_a_half_whose_other_half_is_not_there_stays(tmp_path: Path) -> None:
    text = f"云岭县召开春耕生产工作会议\n　　{FIRST}（下转第二版）\n"
    (tmp_path / "2021-03-07_01.txt").write_text(text, "utf-8")
    (tmp_path / "2021-03-08_02.txt").write_text(f"（上接第一版）{SECOND}\n", "utf-8")
    assert [page.text for page in read_pages(tmp_path)] == [text, f"（上接第一版）{SECOND}\n"]


def test_a_page_whose_file_marks_its_lines_is_whole(tmp_path: Path) -> None:
    (tmp_path / "2021-03-07_01.md").write_text(
        f"# 云岭县召开春耕生产工作会议\n\n{FIRST}（下转第二版）\n", "utf-8"
    )
    (tmp_path / "2021-03-07_02.md").write_text(
        f"# 南浦区三条公交线路周末开通\n\n{OTHER}\n\n（上接第一版）{SECOND}\n", "utf-8"
    )
    first, second = read(tmp_path)
    assert (first.title, second.title) == ("云岭县召开春耕生产工作会议", "南浦区三条公交线路周末开通")
    assert SECOND.split("\n")[0] in second.text
