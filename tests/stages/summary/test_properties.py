"""What holds of every summary: bounded, no fragment, no line break, every field with its spans."""

from __future__ import annotations

import pytest
from jianbao.article import Article
from jianbao.stages.sentences.stage import SentencesStage
from jianbao.stages.summary.page_digest import digest_page
from jianbao.stages.summary.stage import SummaryConfig, SummaryStage
from jianbao.stages.tokens.stage import TokensStage

FIELDS = ("who", "what", "when", "where", "to_whom", "figures", "demands")
CLOSED = "。！？!?…”’）)》"


def check(article: Article, bound: int = 90) -> None:
    found = article.summary
    assert found is not None
    assert len(found.text) <= bound
    assert "\n" not in found.text
    if any(ch.isalnum() for ch in found.text):
        assert found.text[-1] in CLOSED
    for span in found.spans:
        assert 0 <= span.start < span.end <= len(article.text)
        assert "\n" not in article.text[span.start : span.end].strip()
    for name in FIELDS:
        for field in getattr(found, name):
            assert field.text
            assert field.spans
            assert all(0 <= s.start < s.end <= len(article.text) for s in field.spans)


def test_the_page_in_corpus(seed_articles: list[Article]) -> None:
    for article in seed_articles:
        check(article)
        assert article.summary is not None
        assert article.summary.brief
        for name in ("what", "when", "where", "demands"):
            for field in getattr(article.summary, name):
                assert any(article.text[s.start : s.end] == field.text for s in field.spans)


def test_its_digest_names_every_article(seed_articles: list[Article]) -> None:
    whole = digest_page(seed_articles)
    assert 0 < len(whole.summary) <= 60 * len(seed_articles)
    assert "\n" not in whole.summary
    assert whole.summary[-1] in CLOSED


@pytest.mark.parametrize("bound", [20, 90])
def test_awkward_texts(awkward: str, bound: int) -> None:
    made = TokensStage()(SentencesStage()([Article.from_text(awkward)]))
    check(next(SummaryStage(SummaryConfig(max_chars=bound))(made)), bound)


def test_a_line_break_inside_a_sentence_leaves_no_fragment() -> None:
    text = "6月3日,云岭县召开防汛工作会议,部署汛期\n值守和巡查工作。会后,代表们实地\n察看了水库大坝。"
    (article,) = SummaryStage()(TokensStage()(SentencesStage()([Article.from_text(text)])))
    check(article)
    assert article.summary is not None
    assert not article.summary.text.rstrip("。").endswith(("部署汛期", "代表们实地"))


def test_a_lead_that_stands_where_a_headline_would_is_not_lost() -> None:
    lead = "6月3日,云岭县召开防汛工作会议,部署汛期值守工作。"
    article = Article.from_text("县领导参加会议,并实地察看水库。", title=lead)
    (article,) = SummaryStage()(TokensStage()(SentencesStage()([article])))
    assert article.summary is not None
    assert article.summary.text.startswith("6月3日,云岭县召开防汛工作会议")
