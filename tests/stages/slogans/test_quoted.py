"""Quoted strings: where they are, and what they are."""

from __future__ import annotations

import pytest
from jianbao.article import Article
from jianbao.stages.slogans.quoted import quoted_spans
from jianbao.stages.slogans.stage import SlogansStage
from jianbao.stages.tokens.stage import TokensStage


def kinds(text: str) -> dict[str, str]:
    (article,) = SlogansStage()(TokensStage()([Article.from_text(text)]))
    assert all(text[q.start : q.end] == q.text for q in article.quoted or ())
    return {q.text: q.kind for q in article.quoted or ()}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("周启明说:“路修好了,乡亲们出门就方便了。”", "speech"),
        ("他认真研读《云岭县志》。", "title"),
        ("他在村里人称“老黄牛”。", "nickname"),
        ("打造“一站式”平台。", "term"),
        ("弘扬“真抓实干、马上就办”的作风。", "slogan"),
        ("聚焦“难点”“痛点”“堵点”。", "slogan"),
    ],
)
def test_the_kind_of_a_quoted_string(text: str, kind: str) -> None:
    assert next(iter(kinds(text).values())) == kind


def test_marks_inside_marks_and_marks_never_closed() -> None:
    assert quoted_spans("「外『内』外」") == [(1, 6), (3, 4)]
    assert quoted_spans("“开头没有结尾\n另起一行”") == []
    assert quoted_spans("””《") == []
