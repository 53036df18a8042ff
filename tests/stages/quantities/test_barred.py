"""Where no figure opens."""

from __future__ import annotations

import pytest
from jianbao.article import Article, Entity
from jianbao.stages.quantities.barred import barred_characters


@pytest.mark.parametrize(
    ("text", "barred"),
    [
        ("学习《三十而立》", "《三十而立》"),
        ("开展“六个破除”活动", "“六个破除”"),
        ("他说:“今年有3人来,真好。”", ""),
        ("共3人", ""),
        ("每天早上七点,走3公里", "早上七点"),
    ],
)
def test_titles_and_slogans(text: str, barred: str) -> None:
    marks = barred_characters(Article.from_text(text), text)
    assert "".join(c for c, bar in zip(text, marks, strict=True) if bar) == barred


@pytest.mark.parametrize(
    ("time", "is_barred"),
    [
        ("5月7日", True),
        ("2019年", True),
        ("5月", True),
        ("1小时", False),
        ("两个月", False),
        ("10年至11年", False),
    ],
)
def test_dates_but_not_lengths_of_time(time: str, is_barred: bool) -> None:
    article = Article.from_text(time)
    article.entities = [Entity(0, len(time), "TIME", time)]
    assert any(barred_characters(article, time)) is is_barred
