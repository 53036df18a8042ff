"""Of any text: summaries and briefs of whole words, marks in pairs, never a clause that waits for another."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jianbao.article import Article, Block
from jianbao.language.width import fold
from jianbao.stages.sentences.stage import SentencesStage
from jianbao.stages.summary.marks import balanced
from jianbao.stages.summary.stage import SummaryConfig, SummaryStage
from jianbao.stages.tokens.stage import TokensStage

PARTS = [
    "石桥镇", "召开", "“夏收”动员会", "，", "。", "“", "”", "（", "）", "《", "》", "县长", "周启明说", "：",
    "要", "抓紧",    "近日", "为了", "他们", "据悉", "；", "！", "修水渠", "三百米", "后", "被", "查获", "……", '"',
]  # fmt: skip


def made(text: str, headline: str, bound: int) -> Article:
    article = Article.from_text(f"{headline}\n{text}", title=headline)
    end = len(headline)
    article.blocks = [Block("headline", 0, end), Block("paragraph", end + 1, len(article.text))]
    ready = TokensStage()(SentencesStage()([article]))
    return next(SummaryStage(SummaryConfig(max_chars=bound))(ready))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join), st.sampled_from(["石桥镇修水渠", "“石桥"]))
def test_marks_are_in_pairs_and_words_whole(text: str, headline: str) -> None:
    article = made(text, headline, 90)
    assert article.summary
    assert article.tokens
    for line in (article.summary.text, article.summary.brief):
        assert balanced(fold(line))
    assert len(article.summary.text) <= 90
    assert len(article.summary.brief) <= 60
    inside = {
        at
        for start, end in zip(article.tokens.starts, article.tokens.ends, strict=True)
        for at in range(start + 1, end)
    }
    for span in article.summary.spans:
        assert span.start not in inside
        assert span.end not in inside


def test_the_news_is_said_and_not_the_mood() -> None:
    text = (
        "春回大地，万象更新，初心如磐谱写新篇章。为深入推动节水工作，5月7日，石桥镇党委书记周启明"
        "在节水培训班开班仪式上为三十个村的干部上了一堂节水课。据介绍，这次培训为期两天。"
    )
    article = made(text, "石桥镇村干部节水培训班开班", 90)
    assert article.summary
    assert "万象更新" not in article.summary.text
    assert "推动节水工作" not in article.summary.text
    assert "培训班" in article.summary.text


@pytest.mark.parametrize("bound", [12, 30, 60])
def test_a_bound_too_small_for_any_clause_still_gives_whole_marks(bound: int) -> None:
    text = "“" + "石桥镇干部群众" * 12 + "”齐心修渠。"
    article = made(text, "齐心", bound)
    assert article.summary
    assert len(article.summary.text) <= bound
    assert balanced(fold(article.summary.text))


def test_the_fields_agree_with_the_sentence() -> None:
    text = "随着天气转热，用水多了起来。6月3日，石桥镇水厂通水，投资326万元，两万人受益。"
    article = made(text, "石桥镇水厂通水", 90)
    assert article.summary
    said = article.summary.text
    assert article.summary.what
    assert all(field.text in said for field in article.summary.what)
