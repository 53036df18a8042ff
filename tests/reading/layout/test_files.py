"""Many articles in one text file: rules, labelled fields, dates, imprints, exports, bullets."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_files import BODY, OTHER, OTHER_BODY, TEXT, TITLE
from reading_of import found

SECOND = "\n".join([OTHER, *(f"　　{line}" for line in OTHER_BODY)]) + "\n"


@pytest.mark.parametrize(
    "rule",
    ["=" * 40, "-----", "＊＊＊", "* * *", "～～～～", "————————", "=====END=====", "■■■■■■", "▁▁▁▁▁▁▁▁"],
)
def test_a_rule_ends_an_article(tmp_path: Path, rule: str) -> None:
    result = found(tmp_path, "a.txt", f"{TEXT}{rule}\n{SECOND}{rule}\n{TEXT}")
    assert result.titles == [TITLE, OTHER, TITLE]
    assert result.body(1) == list(OTHER_BODY)


def test_a_rule_under_a_headline_and_at_the_end_ends_nothing(tmp_path: Path) -> None:
    body = "".join(f"　　{line}\n" for line in BODY)
    result = found(tmp_path, "a.txt", f"{TITLE}\n========\n{body}--------\n（责任编辑：李明）\n")
    assert result.titles == [TITLE]


@pytest.mark.parametrize("first", [True, False])
def test_each_article_has_its_own_date(tmp_path: Path, first: bool) -> None:
    def story(title: str, date: str, body: tuple[str, ...]) -> str:
        heads = [date, title] if first else [title, date]
        return "\n".join([*heads, *body]) + "\n\n"

    text = story(TITLE, "2022年04月13日", BODY) + story(OTHER, "2023年09月04日", OTHER_BODY)
    result = found(tmp_path, "a.txt", text)
    assert [(a.title, a.date) for a in result.articles] == [(TITLE, "2022-04-13"), (OTHER, "2023-09-04")]


@pytest.mark.parametrize("shape", ["{}（{}）", "{} [{}]", "{}【{}】"])
def test_a_date_in_brackets_behind_each_headline(tmp_path: Path, shape: str) -> None:
    def story(title: str, date: str, body: tuple[str, ...]) -> str:
        return "\n".join([shape.format(title, date), *body]) + "\n\n"

    text = story(TITLE, "2022年4月13日", BODY) + story(OTHER, "2023-09-04", OTHER_BODY)
    result = found(tmp_path, "a.txt", text)
    assert [(a.title, a.date) for a in result.articles] == [(TITLE, "2022-04-13"), (OTHER, "2023-09-04")]
    assert result.body(0) == list(BODY)


def test_a_row_of_dots_in_a_story_is_no_rule(tmp_path: Path) -> None:
    text = f"{TITLE}\n{BODY[0]}\n…………………\n{BODY[1]}\n"
    assert found(tmp_path, "a.txt", text).titles == [TITLE]


@pytest.mark.parametrize(
    "shape", ["{}：{}", "【{}】{}", "{}: {}", "[{}] {}", "{} ： {}", "<{}>{}", "{{{}}}: {}"]
)
def test_labelled_fields(tmp_path: Path, shape: str) -> None:
    def story(title: str, date: str, body: tuple[str, ...]) -> str:
        fields = [("标题", title), ("日期", date), ("来源", "云岭日报"), ("版次", "A02"), ("正文", body[0])]
        return "\n".join([*(shape.format(*field) for field in fields), *body[1:]]) + "\n\n"

    text = story(TITLE, "2022-04-13", BODY) + story(OTHER, "2023/9/4", OTHER_BODY)
    result = found(tmp_path, "a.txt", text)
    assert [(a.title, a.date, a.outlet, a.page_label) for a in result.articles] == [
        (TITLE, "2022-04-13", "云岭日报", "A02"),
        (OTHER, "2023-09-04", "云岭日报", "A02"),
    ]
    assert "".join(result.body(0)) == "".join(BODY)


def test_the_labels_of_a_notice_are_no_fields(tmp_path: Path) -> None:
    text = f"{TITLE}\n　　{BODY[0]}\n　　时间：4月20日上午9时\n　　地点：镇政府三楼会议室\n　　{BODY[1]}\n"
    assert found(tmp_path, "a.txt", text).titles == [TITLE]


def test_the_imprint_behind_an_article(tmp_path: Path) -> None:
    def story(title: str, body: tuple[str, ...], imprint: str) -> str:
        return "\n".join([title, *(f"　　{line}" for line in body), imprint]) + "\n"

    text = story(TITLE, BODY[1:], "　　本报记者　林晓峰　何　静《云岭日报》（2022年04月13日 第 01 版）")
    text += story(OTHER, OTHER_BODY, "《云岭日报》（2023年09月04日 第 12 版）")
    result = found(tmp_path, "a.txt", text)
    assert [(a.title, a.date, a.outlet, a.page_label) for a in result.articles] == [
        (TITLE, "2022-04-13", "云岭日报", "01"),
        (OTHER, "2023-09-04", "云岭日报", "12"),
    ]
    assert result.names(0) == ["林晓峰", "何静"]


def test_the_export_of_a_database(tmp_path: Path) -> None:
    def story(title: str, head: str, body: tuple[str, ...]) -> str:
        return "\n".join([title, head, "文字快照", "字数：109", *body, "© 2022 云岭日报社版权所有"]) + "\n\n"

    text = story(TITLE, "云岭日报 | 2022-04-13 | A02 | 要闻", BODY) + story(
        OTHER, "南浦晚报|2023-09-04|B01|民生", OTHER_BODY
    )
    result = found(tmp_path, "a.txt", text)
    assert [(a.title, a.date, a.outlet, a.page_label) for a in result.articles] == [
        (TITLE, "2022-04-13", "云岭日报", "A02"),
        (OTHER, "2023-09-04", "南浦晚报", "B01"),
    ]
    assert "快照" not in "".join(result.body(0) + result.body(1))
    assert "版权" not in "".join(result.body(0) + result.body(1))


OLD = (
    "本埠新聞\n●水電公司昨開股東會\n水電公司於昨日下午二時在公司樓上開股東常會到者七十餘人由董事長報告帳略\n"
    "●東門外失火\n昨夜十一時東門外某米店失愼延燒三家至今晨一時始熄損失約二千元\n"
    "●輪船改期\n順安輪原定今晨開往下游因機件修理改於後日啟椗搭客須知\n"
)


def test_bullets_before_the_items_of_old_papers(tmp_path: Path) -> None:
    result = found(tmp_path, "a.txt", OLD)
    assert result.titles == ["水電公司昨開股東會", "東門外失火", "輪船改期"]


def test_bullets_before_bylines_begin_no_articles(tmp_path: Path) -> None:
    stories = [("云岭县水利局公布汛情", "周启明"), ("石桥镇中学新楼落成", "马文涛")]
    text = "".join(
        f"{title}\n　　⊙本报记者 {name}\n　　本报讯 {title}，全县各界昨日前往参观，局长到场讲话，晚上散会。\n"
        for title, name in stories
    )
    result = found(tmp_path, "a.txt", text)
    assert result.titles == [title for title, _ in stories]
    assert [article.bylines[0].name for article in result.articles] == [name for _, name in stories]


def test_bullets_of_a_list_begin_no_articles(tmp_path: Path) -> None:
    text = f"{TITLE}\n　　{BODY[0]}\n●坚持建管并重，确保长效。\n●坚持节水优先，计量收费。\n　　{BODY[2]}\n"
    assert found(tmp_path, "a.txt", text).titles == [TITLE]


@pytest.mark.parametrize("shape", ["《{}》", "【{}】"])
def test_marks_around_a_title_are_none_of_it(tmp_path: Path, shape: str) -> None:
    text = TEXT.replace(TITLE, shape.format(TITLE))
    assert found(tmp_path, "a.txt", text).titles == [TITLE]


@pytest.mark.parametrize("numbers", [("1.", "2."), ("（一）", "（二）"), ("九、", "十、")])
def test_numbers_before_titles(tmp_path: Path, numbers: tuple[str, str]) -> None:
    first, second = numbers
    assert found(tmp_path, "a.txt", f"{first}{TEXT}\n{second}{SECOND}").titles == [TITLE, OTHER]


@pytest.mark.parametrize(
    "line", ["{}　云岭日报　A02版", "（{} 云岭日报）", "发布时间：{} 08:30 来源：云岭日报"]
)
def test_a_line_that_dates_an_article_and_names_its_paper(tmp_path: Path, line: str) -> None:
    def story(title: str, date: str, body: tuple[str, ...]) -> str:
        return "\n".join([title, line.format(date), *body]) + "\n\n"

    text = story(TITLE, "2022-04-13", BODY) + story(OTHER, "2023年9月4日", OTHER_BODY)
    result = found(tmp_path, "a.txt", text)
    assert [(a.title, a.date, a.outlet) for a in result.articles] == [
        (TITLE, "2022-04-13", "云岭日报"),
        (OTHER, "2023-09-04", "云岭日报"),
    ]


def test_a_long_line_of_signs_is_read_in_no_time(tmp_path: Path) -> None:
    assert found(tmp_path, "a.txt", TEXT + "- " * 40_000 + "\n").titles == [TITLE]
