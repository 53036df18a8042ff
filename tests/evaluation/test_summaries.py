"""Measures of summaries: nearness to an editor's, and wholeness."""

from __future__ import annotations

import pytest
from jianbao.article import Article, Entity, Span, Summary, Tokens
from jianbao.evaluation.summaries import is_whole, summary_faults, summary_rouge


def test_marks_and_blanks_do_not_count() -> None:
    assert summary_rouge("石桥水厂，通水。", "石桥 水厂“通水”") == 1.0
    assert summary_rouge("石桥水厂", "") == 0.0
    assert 0 < summary_rouge("石桥水厂通水", "石桥镇水厂完工") < 1


@pytest.mark.parametrize(
    ("line", "whole"),
    [("水厂通水。", True), ("水厂（通水。", False), ("水厂通水", False), ("“通水。”", True), ("", True)],
)
def test_a_line_is_whole_or_not(line: str, whole: bool) -> None:
    assert is_whole(line) is whole


def summarised(span: Span, brief: str = "水厂通水。") -> Article:
    article = Article.from_text("昨日石桥镇水厂通水")
    article.tokens = Tokens([0, 2, 5, 7], [2, 5, 7, 9], ["t", "ns", "n", "v"])
    article.entities = [Entity(2, 7, "ORG", "石桥镇水厂")]
    article.summary = Summary(
        text=article.text[span.start : span.end] + "。", method="lead", spans=[span], brief=brief
    )
    return article


def test_what_is_cut_is_found() -> None:
    assert list(summary_faults(summarised(Span(0, 9)))) == []
    assert list(summary_faults(summarised(Span(0, 8)))) == ["word"]
    assert list(summary_faults(summarised(Span(5, 9)))) == ["name"]
    assert list(summary_faults(summarised(Span(0, 9), brief="水" * 60 + "。"))) == ["long"]
    assert list(summary_faults(summarised(Span(0, 9), brief="水厂“通水。"))) == ["marks"]
    assert list(summary_faults(Article.from_text("水厂通水。"))) == []
