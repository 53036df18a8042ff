"""The keywords stage: what an editor would tag, by every method, with and without a title."""

from __future__ import annotations

import pytest
from jianbao.article import Article
from jianbao.errors import ConfigError
from jianbao.stages.keywords.stage import KeywordsConfig, KeywordsStage
from jianbao.stages.slogans.stage import SlogansStage
from jianbao.stages.summary.page_digest import digest_page
from jianbao.stages.tokens.stage import TokensStage

TITLE = "云岭县防汛演练检验应急能力"
BODY = (
    "6月3日,云岭县举行防汛演练。演练模拟水库出现险情,县应急管理局组织抢险队伍赶赴现场。"
    "防汛演练共出动抢险队员120人,冲锋舟6艘。县应急管理局负责人说,演练检验了各支队伍的应急能力,"
    "今后还要常态化开展防汛演练,聚焦“难点”“堵点”“痛点”,把防汛责任落到实处。"
)
METHODS = ["ranker", "tfidf", "textrank"]


def prepared(text: str = BODY, title: str = TITLE) -> Article:
    article = Article.from_text(text, title=title)
    article.entities = []
    return next(SlogansStage()(TokensStage()([article])))


def keywords(method: str = "ranker", title: str = TITLE, text: str = BODY, **more: object):
    config = KeywordsConfig(method=method, **more)  # type: ignore[arg-type]
    article = next(KeywordsStage(config)([prepared(text, title)]))
    assert article.keywords is not None
    return article, article.keywords


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("title", [TITLE, ""])
def test_the_theme_comes_first(method: str, title: str) -> None:
    article, found = keywords(method, title)
    assert any("防汛" in k.term or "演练" in k.term for k in found[:3])
    for k in found:
        assert k.method == method
        assert k.spans
        assert all(article.text[s.start : s.end] == k.term for s in k.spans)


@pytest.mark.parametrize("method", METHODS)
def test_scores_lie_between_0_and_1_and_terms_are_distinct(method: str) -> None:
    _, found = keywords(method)
    assert all(0 <= k.score <= 1 for k in found)
    assert len({k.term for k in found}) == len(found)


def test_the_limit_holds() -> None:
    assert len(keywords(limit=3)[1]) == 3


def test_likeness_to_a_better_keyword_costs_a_place() -> None:
    def alike(terms: list[str]) -> int:
        return sum(a != b and a in b for a in terms for b in terms)

    free = [k.term for k in keywords(penalty=0.0, convention="tags")[1]]
    strict = [k.term for k in keywords(penalty=1.0, convention="tags")[1]]
    assert alike(strict) < alike(free)


def test_a_quoted_slogan_family_is_a_theme_with_all_its_members() -> None:
    terms = [k.term for k in keywords()[1]]
    at = terms.index("难点")
    assert at <= 3
    assert terms[at : at + 3] == ["难点", "堵点", "痛点"]
    assert len(terms) == len(set(terms)) <= 12


def test_the_families_of_the_page_in_corpus_are_among_its_first_ten_themes(
    seed_articles: list[Article],
) -> None:
    assert {"痛点", "堵点", "卡点"} <= set(digest_page(seed_articles).themes[:10])


def test_the_same_text_gets_the_same_keywords() -> None:
    assert keywords()[1] == keywords()[1]


def test_empty_texts_have_none() -> None:
    for text in ("", "。。。", "\n"):
        assert keywords(text=text, title="")[1] == []


def test_layers_that_are_missing_are_named() -> None:
    with pytest.raises(ConfigError, match="keywords needs"):
        list(KeywordsStage()([Article.from_text("会议召开。")]))
