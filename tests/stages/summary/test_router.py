"""Stories: several in one text are told apart; one story stays one."""

from __future__ import annotations

from jianbao.article import Article, Span
from jianbao.language.width import fold
from jianbao.stages.summary.body import Body
from jianbao.stages.summary.router import story_starts
from stories import ONE, SEVERAL


def stories(article: Article) -> list[list[Span]]:
    return Body(article).stories


def test_news_in_brief_is_several_stories() -> None:
    article = Article.from_text("\n".join(SEVERAL))
    assert [article.text[s[0].start : s[-1].end] for s in stories(article)] == SEVERAL


def test_a_report_is_one_story() -> None:
    article = Article.from_text("\n".join(ONE))
    assert len(stories(article)) == 1
    assert len(stories(article)[0]) == 4


def test_a_paragraph_that_goes_on_stays_with_its_story() -> None:
    texts = [fold(t) for t in (SEVERAL[1], "该铁路沿线设6座车站，是云岭铁路网的重要组成部分。", *SEVERAL[2:])]
    assert 1 not in story_starts(texts)


def test_what_stands_under_a_headline_is_one_story_rather() -> None:
    body = "\n".join(SEVERAL[:2])
    assert len(stories(Article.from_text(body, title="粮食收购与铁路建设"))) <= len(
        stories(Article.from_text(body))
    )


def test_no_text_no_story() -> None:
    assert stories(Article.from_text("")) == []
    assert story_starts([]) == []
    assert story_starts(["会议召开。"]) == [0]


def test_very_many_paragraphs_are_one_story() -> None:
    assert story_starts(SEVERAL * 100) == [0]
