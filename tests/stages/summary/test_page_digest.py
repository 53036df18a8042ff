"""The digest of a page: one article's own summary, a line for each of several, themes in turn."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st
from jianbao.article import Article, Keyword
from jianbao.stages.sentences.stage import SentencesStage
from jianbao.stages.summary.boilerplate import clean_title
from jianbao.stages.summary.headlines import fair_shares, fitting_title
from jianbao.stages.summary.page_digest import digest_page, shared_words
from jianbao.stages.summary.stage import SummaryStage
from jianbao.stages.tokens.stage import TokensStage
from stories import ONE, SEVERAL


def ready(*articles: Article) -> list[Article]:
    return list(SummaryStage()(TokensStage()(SentencesStage()(articles))))


def keywords(terms: Iterable[str]) -> list[Keyword]:
    return [Keyword(t, 1.0, "test") for t in terms]


def test_a_single_article_speaks_for_itself() -> None:
    (article,) = ready(Article.from_text("\n".join(ONE), title="云岭县部署乡村振兴工作"))
    assert article.summary
    assert digest_page([article]).summary == article.summary.text


def test_each_of_several_articles_has_a_sentence() -> None:
    found = ready(
        Article.from_text("\n".join(ONE), title="云岭县部署乡村振兴工作"),
        Article.from_text(SEVERAL[3], title="全国少年围棋赛落幕"),
    )
    lines = [article.summary.brief for article in found if article.summary]
    assert all(0 < len(line) <= 60 for line in lines)
    assert digest_page(found).summary == "".join(lines)


def test_stories_are_found_in_one_article_and_in_many_alike() -> None:
    together = digest_page(ready(Article.from_text("\n".join(SEVERAL)))).summary
    apart = digest_page(ready(*map(Article.from_text, SEVERAL))).summary
    assert len(together) <= 90
    assert len(apart) <= 60 * len(SEVERAL)
    for word in ("铁路", "粮食", "围棋"):
        assert word in together
        assert word in apart


def test_a_page_of_nothing() -> None:
    assert digest_page([]).summary == ""
    assert digest_page([]).themes == []
    assert digest_page(ready(Article.from_text(""))).summary == ""


def test_themes_keep_the_order_of_one_article_and_take_turns_of_several() -> None:
    a, b = Article.from_text("甲"), Article.from_text("乙")
    a.keywords, b.keywords = keywords(["痛点", "堵点", "卡点"]), keywords(["围棋", "痛点"])
    assert digest_page([a]).themes == ["痛点", "堵点", "卡点"]
    assert digest_page([a, b]).themes == ["痛点", "围棋", "堵点", "卡点"]
    assert shared_words([a, b])[0] == "痛点"


def test_titles_are_cleaned_and_cut_at_blanks() -> None:
    assert clean_title("【文化周】 石桥镇\n举办戏曲节") == "石桥镇 举办戏曲节"
    assert clean_title("昨天，石桥镇举办戏曲节。") == ""
    assert clean_title("石桥镇举办戏曲节 百姓点赞-云岭新闻网 - 云岭...") == "石桥镇举办戏曲节 百姓点赞"
    assert clean_title("石桥镇举办戏曲节(组图)_百姓") == "石桥镇举办戏曲节"
    assert clean_title("石桥镇举办戏曲节 没想到他竟然......") == "石桥镇举办戏曲节"
    assert fitting_title("石桥镇“戏曲节 开幕”盛况", 10) == ""
    assert fitting_title("石桥镇举办戏曲节 百姓点赞", 14) == "石桥镇举办戏曲节 百姓点赞。"
    assert fitting_title("石桥镇举办戏曲节 百姓点赞", 10) == "石桥镇举办戏曲节。"
    assert fitting_title("石桥镇举办戏曲节", 5) == ""


@given(st.lists(st.integers(0, 60), max_size=8), st.integers(0, 200))
def test_shares_are_fair(wishes: list[int], total: int) -> None:
    shares = fair_shares(wishes, total)
    assert sum(shares) <= total
    assert all(s <= w for s, w in zip(shares, wishes, strict=True))
    assert sum(shares) == sum(wishes) or total - sum(shares) < max(1, len(wishes))
