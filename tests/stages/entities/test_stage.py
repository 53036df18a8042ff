"""The entities stage: newspaper conventions on invented texts, engines chosen, votes recorded."""

from __future__ import annotations

import pytest
from jianbao.article import Article
from jianbao.errors import ConfigError
from jianbao.stages.entities.stage import EntitiesConfig, EntitiesStage
from jianbao.stages.tokens.stage import TokensStage


def annotated(text: str, engine: str = "crf") -> Article:
    stage = EntitiesStage(EntitiesConfig(engine=engine))
    [article] = stage(TokensStage()([Article.from_text(text)]))
    return article


def found(text: str, kind: str, engine: str = "crf") -> list[str]:
    return [e.text for e in annotated(text, engine).entities or () if e.type == kind]


def test_a_compound_place_is_one() -> None:
    text = "5月7日,市长周启明到云岭县石桥镇白沙村调研。"
    assert found(text, "LOC") == ["云岭县石桥镇白沙村"]
    assert found(text, "PER") == ["周启明"]
    assert found(text, "TIME") == ["5月7日"]


def test_elliptical_bodies_are_organisations() -> None:
    text = "市委书记周启明、县委副书记马文涛和管委会主任陆建业参加。"
    assert found(text, "ORG") == ["市委", "县委", "管委会"]
    assert found(text, "PER") == ["周启明", "马文涛", "陆建业"]


def test_a_body_in_a_body_is_one() -> None:
    text = "会议由云岭市委党史学习教育领导小组办公室召开。"
    assert found(text, "ORG") == ["云岭市委党史学习教育领导小组办公室"]


def test_two_bodies_in_one_breath_are_two() -> None:
    assert found("市委市政府高度重视。", "ORG") == ["市委", "市政府"]


def test_nothing_inside_book_titles() -> None:
    assert not annotated("《云岭县2019年发展规划》《周启明文集》").entities


def test_a_surname_with_a_title_is_no_name() -> None:
    assert found("陈主任、刘副市长和孙小姐到会,周启明讲话。", "PER") == ["周启明"]


@pytest.mark.parametrize("name", ["阿依古丽·买买提", "克莱尔·努利斯"])
def test_names_with_an_interpunct_are_one(name: str) -> None:
    assert found(f"记者{name}说,会议已经结束。", "PER") == [name]


def test_who_is_named_before_and_others_is_named() -> None:
    assert found("周启明、马文涛等参加活动。周启明一行还到学校看望学生。", "PER") == [
        "周启明",
        "马文涛",
        "周启明",
    ]


def test_times_fall_on_a_calendar() -> None:
    text = "近年来,后来,去年9月、6月3日晚19时和2018-2019年度,历时两年,目前"
    assert found(text, "TIME") == ["去年9月", "6月3日晚19时", "2018-2019年度"]


def test_a_name_is_found_each_time() -> None:
    text = "县委书记马文涛到会。\n马文涛说,要办好实事。\n会后,马文涛还看望了老人。"
    assert found(text, "PER") == ["马文涛"] * 3


def test_a_mended_line_does_not_cut_a_name() -> None:
    from jianbao.article import Page
    from jianbao.reading.layout.split import split_page

    text = "云岭县举行演出\n\n本报讯 5月7日晚,市领导周启\n\n明到云岭县观看演出,县委书记马文涛陪同。\n"
    [article] = split_page(Page(id="p", text=text))
    [article] = EntitiesStage()(TokensStage()([article]))
    people = {e.text: article.raw_span(e.start, e.end) for e in article.entities or () if e.type == "PER"}
    assert text[slice(*people["周启明"])] == "周启\n\n明"


def test_full_width_text_keeps_its_form() -> None:
    [time] = [e for e in annotated("２０２１年５月７日，周启明到会。").entities or () if e.type == "TIME"]
    assert time.text == "２０２１年５月７日"


def test_one_engine_says_what_decided_and_how_sure_it_is() -> None:
    [time] = annotated("5月7日开会。").entities or []
    assert time.reason in ("model", "calendar")
    assert time.engines == []
    assert 0 < (time.score or 0) <= 1


def test_several_engines_vote_and_each_mention_says_who_found_it() -> None:
    article = annotated("5月7日,市长周启明到云岭县石桥镇白沙村调研。", "crf,crf:jieba")
    people = [e for e in article.entities or () if e.type == "PER"]
    assert [e.text for e in people] == ["周启明"]
    assert all(set(e.engines) <= {"crf", "crf:jieba"} for e in article.entities or ())
    assert "crf" in people[0].engines


def test_an_unknown_engine_among_others_is_refused_at_once() -> None:
    with pytest.raises(ConfigError, match="nosuch"):
        EntitiesStage(EntitiesConfig(engine="crf,nosuch"))


def test_the_models_in_use_are_named_with_their_digests() -> None:
    models = EntitiesStage(EntitiesConfig(engine="crf:jieba")).models
    assert [m["name"] for m in models] == ["crf/jieba", "jieba"]
    assert len(models[0]["digest"]) == 64


def test_articles_come_in_order_and_an_empty_one_has_no_entities() -> None:
    articles = [Article.from_text(t, id=str(i)) for i, t in enumerate(["", "周启明到会。", "\n"])]
    out = list(EntitiesStage()(TokensStage()(articles)))
    assert [a.id for a in out] == ["0", "1", "2"]
    assert out[0].entities == [] == out[2].entities
