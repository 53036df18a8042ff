"""What a figure counts, and what it is only compared with."""

from __future__ import annotations

import pytest
from jianbao import Article, load


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
    ],
)
def test_the_noun_that_is_counted(text: str, surface: str, noun: str) -> None:
    (article,) = load(stages=["tokens", "quantities"])([Article.from_text(text)])
    assert {q.text: q.counted for q in article.quantities}[surface] == noun
