"""The one-line brief: whole clauses with their subject, whole names, or the title."""

from __future__ import annotations

import pytest
from jianbao.article import Article
from jianbao.stages.entities.stage import EntitiesConfig, EntitiesStage
from jianbao.stages.sentences.stage import SentencesStage
from jianbao.stages.summary.clause_summary import BRIEF_MOST
from jianbao.stages.summary.stage import SummaryStage
from jianbao.stages.tokens.stage import TokensStage


def brief(text: str, title: str = "") -> str:
    article = Article.from_text(text, title=title)
    for stage in (
        SentencesStage(),
        TokensStage(),
        EntitiesStage(EntitiesConfig(engine="jieba")),
        SummaryStage(),
    ):
        article = next(iter(stage([article])))
    assert article.summary
    return article.summary.brief


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("全县规模以上食品企业产值同比增长9.3%，利润增长4%。", "全县规模以上食品企业产值"),
        ("全镇65周岁以上老人可免费体检，名单月底公布。", "65周岁以上老人"),
        ("限高3米以下车辆可从辅道通行，大车请绕行。", "限高3米以下车辆"),
    ],
)
def test_nothing_is_cut_off_the_head_of_a_clause(text: str, holds: str) -> None:
    line = brief(text)
    assert holds in line
    assert not line.startswith(("以上", "以下"))


CLAUSE = "清渠县组织各乡镇抢修水毁道路"


@pytest.mark.parametrize(
    "text", [f"{CLAUSE}，{'调集机械和人员' * 12}，月底完工。", f"{CLAUSE}；{'沿线' * 60}。"]
)
def test_a_line_ends_with_a_clause(text: str) -> None:
    assert brief(text) in (f"{CLAUSE}。", f"{CLAUSE}，月底完工。")
    assert len(brief(text)) <= BRIEF_MOST


@pytest.mark.parametrize(
    "text", ["春天的田野。陆青禾在田里忙碌。", "“我放心了。”陆青禾说。", "随着气温升高，田里的活多了起来。"]
)
def test_a_line_that_says_nothing_gives_way_to_the_title(text: str) -> None:
    line = brief(text, "清渠县早稻插秧过半")
    assert line.startswith("清渠县早稻插秧过半。")
    assert "田野" not in line
    assert "放心" not in line
    assert "随着" not in line


def test_no_line_without_text() -> None:
    assert brief("") == ""


@pytest.mark.parametrize("text", ["长" * 200, "清渠县" * 60 + "。", "田" * 30 + "，" + "水" * 80])
def test_a_line_is_never_longer_than_it_may_be(text: str) -> None:
    assert len(brief(text)) <= BRIEF_MOST
