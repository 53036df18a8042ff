"""Stories: several in one text are told apart; one story stays one."""

from __future__ import annotations

from jianbao.article import Article
from jianbao.language.width import fold
from jianbao.stages.summary.router import stories, story_starts

SEVERAL = [
    "国家统计局今天发布数据，前三季度全国粮食收购量达1.2亿吨，同比增长3.4%，收购进展总体顺利。",
    "今天，云岭至石桥高速铁路全线铺轨完成。这条铁路全长126公里，设计时速250公里，预计明年上半年开通运营。",
    "文化和旅游部日前印发通知，要求各地做好假期旅游安全工作，加强景区流量管理。",
    "昨天，第八届全国少年围棋赛在海州落幕，来自32支代表队的210名小棋手参加了比赛。",
]
ONE = [
    "6月3日，云岭县召开乡村振兴工作推进会。县委书记马文涛出席会议并讲话。",
    "马文涛指出，乡村振兴是全县工作的重中之重，各乡镇要认真落实会议部署。",
    "会议要求，各部门要加强配合，形成工作合力，确保乡村振兴各项任务落到实处。",
    "会上，石桥镇、白沙乡负责人作了交流发言。",
]


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
