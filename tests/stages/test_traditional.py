"""A page in traditional characters is read as its simplified twin is, and shown as it was printed."""

from __future__ import annotations

import pytest
from jianbao.article import Article
from jianbao.flow import load

PAIRS = [
    (
        "市教育局副局長趙錦華昨晚9點表示,新增學位2萬3千個,投入12億元。",
        "市教育局副局长赵锦华昨晚9点表示,新增学位2万3千个,投入12亿元。",
    ),
    (
        "處長羅國棟5月6日呼籲市民節約用水,8月起逾六十五歲者免費。",
        "处长罗国栋5月6日呼吁市民节约用水,8月起逾六十五岁者免费。",
    ),
]


@pytest.mark.parametrize(("text", "twin"), PAIRS)
def test_every_layer_is_that_of_the_simplified_twin(text: str, twin: str) -> None:
    made = [Article.from_text(t, date="2021-05-08") for t in (text, twin)]
    one, two = load(settings=["entities.engine='fast'"])(made)
    assert one.text == text
    for layer in ("entities", "quantities", "times", "quotes"):
        spans = [[(x.start, x.end) for x in getattr(article, layer) or ()] for article in (one, two)]
        assert spans[0] == spans[1]
        assert spans[0] or layer == "quotes"
    assert [e.text for e in one.entities or ()] == [text[e.start : e.end] for e in two.entities or ()]
    assert [len(p.posts) for p in one.persons or ()] == [len(p.posts) for p in two.persons or ()] == [1]
