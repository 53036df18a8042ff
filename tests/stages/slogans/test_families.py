"""Slogan families: what is one, what is a plain list, and how members are found and ordered."""

from __future__ import annotations

import pytest
from jianbao.article import Article
from jianbao.stages.slogans.families import find_families
from jianbao.stages.slogans.words import words_of
from jianbao.stages.tokens.stage import TokensStage


def families(text: str) -> list[str]:
    (article,) = TokensStage()([Article.from_text(text)])
    return [f.family for f in find_families(words_of(article))]


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("全镇聚焦“难点”“痛点”“堵点”,逐一销号。", "难点/痛点/堵点"),
        ("群众的获得感、幸福感、安全感不断增强。", "获得感/幸福感/安全感"),
        ("不断增强群众的获得感幸福感安全感。", "获得感/幸福感/安全感"),
        ("要敢想、敢干、敢闯,不等不靠。", "敢想/敢干/敢闯"),
        ("全力解决烦心事、揪心事、操心事。", "烦心事/揪心事/操心事"),
        ("学习抓得很细、做得很实,效果好。", "抓得很细/做得很实"),
        ("开展“六个一”活动。", "六个一"),
        ("推进“两学一做”学习教育。", "两学一做"),
        ("窗口服务“零投诉”、受理“零推诿”、质量“零差错”。", "零投诉/零推诿/零差错"),
    ],
)
def test_families_are_found(text: str, family: str) -> None:
    assert family in families(text)


@pytest.mark.parametrize(
    "text",
    [
        "缴纳水费、电费、气费都很方便。",  # a plain list of things
        "自觉抵制超员、超速、超载。",  # words of the dictionary
        "张红梅、李红梅、王红梅参加了会议。",  # names
        "无论“无意”或“故意”,都要处理。",  # an alternative, not one breath
        "该公司生产“六个养生核桃”饮料。",  # a brand
        "6月3日、6月4日、6月5日连续三天下雨。",
        "要巩固环境治理效果,实现环境治理工作的规范化。",  # a clause that was cut in the middle
        "会议召开。",
        "",
    ],
)
def test_plain_lists_are_no_families(text: str) -> None:
    assert families(text) == []


def test_quoted_terms_far_apart_that_differ_in_one_character_are_a_family() -> None:
    text = "当好“领头羊”,带动一方。村里的事情千头万绪,但只要肯干就有办法。支部书记是“领头雁”。"
    assert "领头羊/领头雁" in families(text)


def test_members_have_their_spans_in_order_and_share_the_frame() -> None:
    text = "聚焦“难点”“痛点”“堵点”。"
    (article,) = TokensStage()([Article.from_text(text)])
    (family,) = find_families(words_of(article))
    assert (family.shared, family.frame) == ("点", "×点")
    assert [text[m.start : m.end] for m in family.members] == ["难点", "痛点", "堵点"]
    assert family.members == sorted(family.members, key=lambda m: m.start)


def test_families_that_share_a_member_are_one() -> None:
    assert families("破解“难点”“痛点”。全镇上下齐心。再破“痛点”“堵点”。") == ["难点/痛点/堵点"]
