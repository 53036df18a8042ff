"""Bylines and datelines wherever they stand: at the head, glued, in brackets, after the story, under pictures."""

from __future__ import annotations

import pytest
from jianbao.article import Article, Block
from jianbao.reading.bylines.bylines import find_bylines
from jianbao.reading.bylines.credits import is_credit_line, parse
from jianbao.reading.bylines.datelines import find_head
from jianbao.reading.bylines.person_names import split_run

LEAD = "6月3日，全县教育工作会议召开。"


def signed(*paragraphs: str) -> list[tuple[str, str, str | None]]:
    """The bylines of a story made of these paragraphs."""
    article = Article.from_text("\n".join(paragraphs))
    found, _ = find_bylines(article.text, article.blocks)
    assert [article.text[b.start : b.end] for b in found] == [b.name for b in found]
    return [(b.name, b.role, b.outlet) for b in found]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("本报讯（记者 林晓峰）", [("林晓峰", "记者", None)]),
        ("本报讯 （记者林晓峰 通讯员何静）", [("林晓峰", "记者", None), ("何静", "通讯员", None)]),
        ("云岭新闻网讯（记者 林晓峰）", [("林晓峰", "记者", "云岭新闻网")]),
        ("云岭日报6月3日讯（何静）", [("何静", "", "云岭日报")]),
        ("新华社北京6月3日电（记者林晓峰、何静）", [("林晓峰", "记者", "新华社"), ("何静", "记者", "新华社")]),
        ("中新网昆明6月3日电 (林晓峰 何静)", [("林晓峰", "", "中新网"), ("何静", "", "中新网")]),
        ("本报讯 林晓峰 记者何静报道：", [("林晓峰", "", None), ("何静", "记者", None)]),
        ("本报讯 记者林晓峰报道：", [("林晓峰", "记者", None)]),
        ("云岭日报记者 林晓峰 何静 ", [("林晓峰", "记者", "云岭日报"), ("何静", "记者", "云岭日报")]),
        ("本报讯【全媒体记者林晓峰】", [("林晓峰", "全媒体记者", None)]),
        ("中新网昆明6月3日电(记者林晓峰通讯员达峰)", [("林晓峰", "记者", "中新网"), ("达峰", "通讯员", None)]),
        ("云岭网南浦站(通讯员何静)", [("何静", "通讯员", "云岭网南浦站")]),
        ("本报讯 ", []),
    ],
)  # fmt: skip
def test_at_the_head_of_the_story(head: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert signed(head + LEAD, "会议要求，要抓好落实。") == expected


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        ("记者 林晓峰 云岭时报 何静 文/图", [("林晓峰", "记者", None), ("何静", "文/图", "云岭时报")]),
        ("（记者 林晓峰 通讯员 何静）", [("林晓峰", "记者", None), ("何静", "通讯员", None)]),
        ("本报记者 林晓峰", [("林晓峰", "记者", None)]),
        ("林晓峰", [("林晓峰", "", None)]),
        ("（林晓峰）", [("林晓峰", "", None)]),
        ("（县教育局办公室）", [("县教育局办公室", "", None)]),
        ("（图文/县委办）", [("县委办", "图文", None)]),
        ("记者 林晓峰 摄", [("林晓峰", "摄", None)]),
        ("责任编辑：何静", []),
        ("来源：云岭日报　编辑：何静", []),
        ("通讯员 林晓峰 何静返回搜狐，查看更多 责任编辑：", [("林晓峰", "通讯员", None), ("何静", "通讯员", None)]),
        (" ? ? ??记者：林晓峰", [("林晓峰", "记者", None)]),
        ("(完)", []),
    ],
)  # fmt: skip
def test_glued_to_the_end_of_the_last_paragraph(
    tail: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert signed(LEAD, "会议要求，要抓好落实。" + tail) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("记者 林晓峰 通讯员 何静", [("林晓峰", "记者", None), ("何静", "通讯员", None)]),
        ("记者：林晓峰 王红　实习生：何静", [("林晓峰", "记者", None), ("王红", "记者", None),
                                            ("何静", "实习生", None)]),
        ("⊙云岭时报记者 杨 柳", [("杨 柳", "记者", "云岭时报")]),
        ("■文/云岭青年报记者林晓峰通讯员何静", [("林晓峰", "记者", "云岭青年报"), ("何静", "通讯员", None)]),
        ("县教育局办公室", []),
    ],
)  # fmt: skip
def test_on_a_line_of_its_own(line: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert signed(line, LEAD, "会议要求，要抓好落实。") == expected
    assert signed(LEAD, "会议要求，要抓好落实。", line)[: len(expected)] == expected


def test_in_the_middle_of_the_story() -> None:
    lead = "6月3日，市长周启明上了一堂党课。记者 林晓峰 云岭时报 何静 文/图"
    assert signed(lead, "据介绍，全村共有326户。", "会议要求，要抓好落实。") == [
        ("林晓峰", "记者", None), ("何静", "文/图", "云岭时报"),
    ]  # fmt: skip


def test_a_reporter_behind_a_lead_that_is_glued_before() -> None:
    text = "机场跑道将达3200米。本报记者林晓峰 通讯员何静报道 4月28日，工程开工。"
    assert signed(text, "会议要求，要抓好落实。") == [
        ("林晓峰", "记者", None), ("何静", "通讯员", None),
    ]  # fmt: skip


def test_pictures_are_credited_each_person_once() -> None:
    text = "图为盈江县一房屋。何静 摄", "图为屋顶。何静 摄", "中新网昆明6月3日电 (林晓峰)" + LEAD
    assert signed(*text) == [("何静", "摄", None), ("林晓峰", "", "中新网")]


@pytest.mark.parametrize(
    "sentence",
    [
        "记者从县教育局获悉，会议要求抓好落实。", "记者节那天，记者采访了何静。",
        "县委书记马文涛（右二）在白沙村调研。",
        "据新华社记者了解，工程进展顺利。", "摄影展在文化馆开幕，作者何静出席。", "招聘小编2名。联系电话：029-81203269",
        "店门前十几个人正在排队。", "会议由县长周启明主持（详见二版）。",
    ],
)  # fmt: skip
def test_running_text_is_no_byline(sentence: str) -> None:
    assert signed(LEAD, sentence, "会议要求，要抓好落实。") == []


def test_an_outlet_is_not_made_of_running_text() -> None:
    assert signed("十几个人正在排队记者林晓峰摄", LEAD)[0][2] is None


def test_headlines_and_furniture_are_passed_over() -> None:
    text = "记者 林晓峰\n记者 何静"
    blocks = [Block("headline", 0, 6), Block("paragraph", 7, 12)]
    assert [b.name for b in find_bylines(text, blocks)[0]] == ["何静"]


@pytest.mark.parametrize(
    ("text", "outlet", "place", "date"),
    [
        ("本报讯 6月3日", None, None, None),
        ("本报北京6月3日电", None, "北京", "6月3日"),
        ("新华社北京6月3日电", "新华社", "北京", "6月3日"),
        ("齐鲁网6月3日讯", "齐鲁网", None, "6月3日"),
        ("新华社伊斯兰堡６月３日电", "新华社", "伊斯兰堡", "6月3日"),
    ],
)
def test_datelines(text: str, outlet: str | None, place: str | None, date: str | None) -> None:
    from jianbao.language.width import fold

    head = find_head(fold(text))
    assert head is not None
    assert (head.outlet, head.place, head.date) == (outlet, place, date)


@pytest.mark.parametrize("text", ["会议要求", "6月3日，会议召开", "电话铃响了", "通讯录", "据介绍", ""])
def test_no_datelines(text: str) -> None:
    assert find_head(text) is None


def test_an_article_has_its_dateline() -> None:
    article = Article.from_text("新华社北京6月3日电（记者林晓峰）" + LEAD)
    _, dateline = find_bylines(article.text, article.blocks)
    assert dateline is not None
    assert article.text[dateline.start : dateline.end] == "新华社北京6月3日电"
    assert (dateline.outlet, dateline.place) == ("新华社", "北京")


def test_glued_names_are_taken_apart() -> None:
    assert split_run("林晓峰何静") == ["林晓峰", "何静"]
    assert split_run("欧阳修远王小红") == ["欧阳修远", "王小红"]
    assert split_run("abc") is None


def test_a_credit_is_all_or_nothing() -> None:
    assert parse("记者 林晓峰 今天下午两点从县里赶来的时候") is None
    assert is_credit_line("(通讯员 林晓峰)")
    assert not is_credit_line("林晓峰来到白沙村")
    assert parse("记者 " + "林晓峰 " * 60) is None
