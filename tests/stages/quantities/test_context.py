"""What a figure counts, and what it is only compared with."""

from __future__ import annotations

import pytest
from jianbao import Article, load
from jianbao.stages.quantities.context import change_before


@pytest.mark.parametrize(
    ("text", "surface", "noun"),
    [
        ("此次共选出委员573名。", "573名", "委员"),
        ("全市有573名村民参加。", "573名", "村民"),
        ("督导组提出四点要求:抓好落实。", "四点", "要求"),
        ("督导组提出四点。", "四点", ""),
        ("干部平均年龄38.8岁,比上届下降6.9岁。", "6.9岁", ""),
        ("干部平均年龄38.8岁。", "38.8岁", "干部平均年龄"),
        ("发放慰问金326万元。", "326万元", "慰问金"),
        ("经营成本同比减少8万元。", "8万元", "经营成本"),
        ("参会人员共100余人。", "100余人", "人员"),
        ("已抽检样品共计383批。", "383批", "样品"),
        ("报销药费1200元整。", "1200元", "药费"),
        ("主力得到31分的选手是他。", "31分", "主力"),
    ],
)
def test_the_noun_that_is_counted(text: str, surface: str, noun: str) -> None:
    (article,) = load(stages=["tokens", "quantities"])([Article.from_text(text)])
    assert {q.text: q.counted for q in article.quantities}[surface] == noun


@pytest.mark.parametrize(
    ("before", "change"),
    [
        ("同比增长", "同比增长"),
        ("环比下降了约", "环比下降"),
        ("比上年提高", "比上年提高"),
        ("较去年减少", "较去年减少"),
        ("比上年升", "比上年升"),
        ("降幅达", "降幅"),
        ("提升到", "提升"),
        ("投资", ""),
        ("比去年同期的6亿元增长", "比去年同期增长"),
        ("比2019年增长", "比2019年增长"),
        ("比上月收窄", "比上月收窄"),
        ("股价跌了", "跌"),
        ("连跌", ""),
        ("比上年", ""),
        ("增长快,投资", ""),
        ("", ""),
    ],
)
def test_the_change_that_is_measured(before: str, change: str) -> None:
    assert change_before(f"{before}8.5%", len(before)) == change
