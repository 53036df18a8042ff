"""Brackets and quotation marks in names: pairs stay together, whatever a model thinks."""

from __future__ import annotations

import re

import pytest
from jianbao.stages.entities.marks import close_marks
from jianbao.stages.entities.rules import objection, settle_mentions
from jianbao.tagging.labels import Mention


def read(marked: str) -> tuple[str, list[Mention]]:
    """The plain text of a marked one, and its mentions: <云岭县|LOC>."""
    plain, found = "", []
    for before, form, kind in re.findall(r"([^<]*)(?:<([^|]+)\|([A-Z]+)>)?", marked):
        plain += before + form
        if kind:
            found.append((len(plain) - len(form), len(plain), kind))
    return plain, found


def shown(text: str, found: list[Mention]) -> list[str]:
    return [f"{text[a:b]}|{kind}" for a, b, kind in found]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("找<明衡|PER>律师(<江南)事务所|ORG>咨询", ["明衡律师(江南)事务所|ORG"]),
        ("由<明衡会计师|ORG>(<江南)事务所|ORG>承办", ["明衡会计师(江南)事务所|ORG"]),
        ("由<明衡|ORG>会计师(<江南|LOC>)事务所承办", ["明衡会计师(江南)事务所|ORG"]),
        ("<石桥集团|ORG>(<江南|LOC>)分公司开业", ["石桥集团(江南)分公司|ORG"]),
        ("来到<好又多(石桥店|ORG>)理货", ["好又多(石桥店)|ORG"]),
        ("来到<好又多|LOC><(石桥店)|LOC>理货", ["好又多(石桥店)|LOC"]),
        ("<石桥大学|ORG>(<东校区)图书馆|LOC>开放", ["石桥大学(东校区)图书馆|LOC"]),
    ],
)
def test_a_name_goes_on_over_its_brackets(marked: str, expected: list[str]) -> None:
    text, found = read(marked)
    assert shown(text, close_marks(text, found)) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("邀请“<红石榴”宣讲团|ORG>", ["“红石榴”宣讲团|ORG"]),
        ("“清廉<石桥”建设领导小组|ORG>成立", ["“清廉石桥”建设领导小组|ORG"]),
        ("由市“双拥”<工作领导小组|ORG>牵头", ["市“双拥”工作领导小组|ORG"]),
        ("<石桥县|LOC>“放管服”<工作专班|ORG>", ["石桥县“放管服”工作专班|ORG"]),
        ("「<看石桥」客户端|ORG>发布", ["「看石桥」客户端|ORG"]),
        ("“三链”<国际合作论坛秘书处|ORG>", ["“三链”国际合作论坛秘书处|ORG"]),
        ("参加“<红石榴|ORG>”活动", ["红石榴|ORG"]),
    ],
)
def test_a_name_goes_on_over_its_quotation_marks(marked: str, expected: list[str]) -> None:
    text, found = read(marked)
    assert shown(text, close_marks(text, found)) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "<石桥信息技术(江南)有限公司|ORG>盈利",
        "<“红石榴”宣讲团|ORG>到会",
        "“春天来了。”<县教育局|ORG>说",
        "“培养强富美高”<石桥市|LOC>",
        "<马文涛|PER>(<石桥县|LOC>)到会",
        "(记者<马文涛|PER>)<石桥县公安局|ORG>",
        "<马文涛|PER>说(<石桥县|LOC>)",
        "<石桥县|LOC>(<云岭乡|LOC>)学校多",
    ],
)
def test_balanced_names_stay(marked: str) -> None:
    text, found = read(marked)
    assert close_marks(text, found) == found


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("见<石桥县教育局)的|ORG>通知", ["石桥县教育局|ORG"]),
        ("各市(区、<县)局|ORG>负责", []),
        ("29日(<本周二)下午|TIME>到会", ["本周二|TIME"]),
        ("<“石桥县教育局|ORG>\n说", ["石桥县教育局|ORG"]),
    ],
)
def test_what_cannot_be_widened_is_cut(marked: str, expected: list[str]) -> None:
    text, found = read(marked)
    assert shown(text, close_marks(text, found)) == expected


def test_no_name_crosses_the_end_of_a_sentence() -> None:
    assert objection("到会。石桥县", (1, 6, "LOC")) == "a sentence ends inside"
    assert not objection("“加油!少年”社", (0, 8, "ORG"))


def test_what_was_widened_is_a_convention() -> None:
    text, found = read("找<明衡|PER>律师(<江南)事务所|ORG>咨询")
    [(mention, reason)] = settle_mentions(text, found, found, found)
    assert (shown(text, [mention]), reason) == (["明衡律师(江南)事务所|ORG"], "convention")
