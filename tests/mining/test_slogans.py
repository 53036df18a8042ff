"""Slogan families over a corpus: one history for what shares a member, with dates and papers."""

from __future__ import annotations

from jianbao.article import Article
from jianbao.mining.slogans import family_histories
from jianbao.stages.slogans.stage import SlogansStage
from jianbao.stages.tokens.stage import TokensStage

TEXTS = [
    ("a", "2021-06-02", "云岭日报", "全县聚焦“难点”“痛点”“堵点”,逐一销号。"),
    ("b", "2021-05-07", "石桥时报", "破解群众反映的“痛点”“卡点”。"),
    ("c", "2022-01", "云岭日报", "开展“六个一”活动。"),
    ("d", None, None, "会议召开,水费、电费照旧。"),
]


def articles() -> list[Article]:
    made = [Article.from_text(text, id=id, date=date, outlet=outlet) for id, date, outlet, text in TEXTS]
    return list(SlogansStage()(TokensStage()(made)))


def test_families_that_share_a_member_have_one_history() -> None:
    first, second = family_histories(articles())
    assert {m.term: m.articles for m in first.members} == {"痛点": 2, "难点": 1, "堵点": 1, "卡点": 1}
    assert first.members[0].term == "痛点"
    assert (first.first, first.last, first.articles) == ("2021-05-07", "2021-06-02", 2)
    assert first.outlets == {"石桥时报": 1, "云岭日报": 1}
    assert first.months == {"2021-05": 1, "2021-06": 1}
    assert first.examples == ["b", "a"]
    assert second.family == "六个一"


def test_progress_is_told_and_articles_without_the_layer_have_none() -> None:
    told: list[int] = []
    assert family_histories([Article.from_text("会议召开。")] * 200, progress=told.append) == []
    assert told == [100, 200]
