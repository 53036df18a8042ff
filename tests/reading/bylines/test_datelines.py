"""Datelines: who, when and where a report was sent, at the head of its first paragraph."""

from __future__ import annotations

import pytest
from jianbao.article import Article
from jianbao.reading.bylines.bylines import find_bylines
from jianbao.reading.bylines.datelines import Head, find_head, opens_story, outlet_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本报讯", Head(0, 3, None, None, None)),
        ("■本报讯 6月3日", Head(1, 4, None, None, None)),
        ("新华社北京6月3日电", Head(0, 10, "新华社", "北京", "6月3日")),
        ("云岭网6月3日石桥讯", Head(0, 10, "云岭网", "石桥", "6月3日")),
        ("县报社6月3日讯 会议", Head(0, 8, "县报社", None, "6月3日")),
        ("云岭融媒6月3日讯", Head(0, 9, "云岭融媒", None, "6月3日")),
        ("厂房起火本报讯 6月3日", Head(0, 7, None, None, None)),
        ("据新华社北京6月3日电", Head(0, 11, "新华社", "北京", "6月3日")),
        ("云岭日报消息(记者 何静)", Head(0, 6, "云岭日报", None, None)),
        ("云岭日报报道称", None),
        ("云岭日报记者何静报道:", None),
        ("6月3日电", None),
        ("电话铃响了", None),
    ],
)
def test_heads(text: str, expected: Head | None) -> None:
    assert find_head(text) == expected


@pytest.mark.parametrize("text", ["据5月7日电", "据5月7日电,", "摄5月7日讯", "据5月7日北京电 会议召开。"])
def test_a_date_with_no_outlet_before_it_is_no_dateline(text: str) -> None:
    assert find_head(text) is None
    assert find_bylines(text, Article.from_text(text).blocks) == ([], None)


def test_a_head_further_on() -> None:
    text = "■ 会议 本报讯 6月3日"
    assert find_head(text) is None
    assert find_head(text, 5) == Head(5, 8, None, None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新华社北京", "新华社"), ("云岭日报社记者", "云岭日报社"),
        ("央视", "央视"), ("周启明", None), ("报", None), ("", None),
        ("台湾", None), ("云岭台", "云岭台"),
    ],
)  # fmt: skip
def test_outlets(text: str, expected: str | None) -> None:
    assert outlet_in(text) == expected


def test_stories_open_with_a_dateline() -> None:
    assert opens_story("本报讯 6月3日,会议召开。")
    assert not opens_story("6月3日,会议召开。")
