"""Places: chains, levels, what a place lies in by the page and by the gazetteer; nothing guessed."""

from __future__ import annotations

import pytest
from jianbao.article import Article, Dateline, Entity, Place
from jianbao.errors import ConfigError
from jianbao.language.gazetteer import Gazetteer, gazetteer
from jianbao.stages.places.chains import chain, level_of
from jianbao.stages.places.stage import PlacesStage


def marked(text: str, **fields: object) -> Article:
    """The article of a marked text: {石桥村} is a place, [市委] an organisation."""
    plain, entities, start = "", [], 0
    for char in text:
        if char in "{[":
            start = len(plain)
        elif char in "}]":
            kind = "LOC" if char == "}" else "ORG"
            entities.append(Entity(start, len(plain), kind, plain[start:]))  # type: ignore[arg-type]
        else:
            plain += char
    article = Article.from_text(plain)
    article.entities = entities
    for name, value in fields.items():
        setattr(article, name, value)
    return article


def places(text: str, **fields: object) -> dict[str, Place]:
    """The places of a marked text by name."""
    article = next(PlacesStage()([marked(text, **fields)]))
    for place in article.places or []:
        assert all("".join(article.text[m.start : m.end].split()) == place.name for m in place.mentions)
        assert all("".join(article.text[p.start : p.end].split()) == p.name for p in place.parts)
    return {p.name: p for p in article.places or []}


@pytest.mark.parametrize(
    ("name", "links"),
    [
        ("枫杨办事处大里村", [("枫杨办事处", "town"), ("大里村", "village")]),
        ("中牟县官渡镇", [("中牟县", "county"), ("官渡镇", "town")]),
        ("西藏日喀则", [("西藏", "province"), ("日喀则", "city")]),
        ("云岭县石桥镇白沙村", [("云岭县", "county"), ("石桥镇", "town"), ("白沙村", "village")]),
        ("郑州大剧院音乐厅", [("郑州", "city"), ("大剧院音乐厅", "venue")]),
        ("高新区智慧城市实验场", [("高新区", "zone"), ("智慧城市实验场", "zone")]),
        ("云岭经济技术开发区", [("云岭经济技术开发区", "zone")]),
        ("云岭大学城", [("云岭大学城", "zone")]),
        ("南京路", [("南京路", "road")]),
        ("黄河大桥", [("黄河大桥", "bridge")]),
        ("人民路18号", [("人民路18号", "road")]),
        ("郑州至西安高速公路", [("郑州至西安高速公路", "road")]),
        ("白沙水库", [("白沙水库", "water")]),
        ("印度孟买", [("印度", "country"), ("孟买", "")]),
        ("延边州", [("延边州", "city")]),
        ("石桥农贸市场", [("石桥农贸市场", "")]),
    ],
)
def test_chain_from_large_to_small(name: str, links: list[tuple[str, str]]) -> None:
    found = chain(name)
    assert [(name[link.start : link.end], link.level) for link in found] == links
    assert (found[0].start, found[-1].end) == (0, len(name))


def test_longer_mention_says_where_a_village_lies() -> None:
    found = places("{枫杨办事处大里村}举行活动。{大里村}村民说。")
    assert found["大里村"].parent == found["枫杨办事处大里村"].parent == "枫杨办事处"
    assert found["大里村"].level == "village"
    assert found["大里村"].path[-2:] == ["枫杨街道", "大里村"]
    assert found["大里村"].resolved == "page"


def test_place_right_before_it_holds_it() -> None:
    found = places("走进{中牟县}的{白沙沟村}")
    assert found["白沙沟村"].path == ["河南省", "郑州市", "中牟县", "白沙沟村"]
    assert places("走进{中牟县}和{白沙沟村},{新郑市}也来")["白沙沟村"].parent is None


@pytest.mark.parametrize(
    ("text", "name", "path"),
    [
        ("{郑州}召开会议", "郑州", ["河南省", "郑州市"]),
        ("{中牟}召开会议", "中牟", ["河南省", "郑州市", "中牟县"]),
        ("{北京}召开会议", "北京", ["北京市"]),
        ("{吉林}召开会议", "吉林", ["吉林省"]),
        ("{西安}召开会议", "西安", ["陕西省", "西安市"]),
        ("{余江县}召开会议", "余江县", ["江西省", "鹰潭市", "余江区"]),
    ],
)
def test_gazetteer_decides_where_one_place_is_meant(text: str, name: str, path: list[str]) -> None:
    place = places(text)[name]
    assert (place.path, place.resolved) == (path, "gazetteer")
    assert gazetteer().path(place.code) == tuple(path)


@pytest.mark.parametrize(
    "text",
    ["{鼓楼区}举行活动", "{城关镇}举行活动", "{东海}风浪大", "{白沙村}举行活动", "{岐山}和{新乡市}来人"],
)
def test_ambiguous_and_unknown_names_stay_unresolved(text: str) -> None:
    place = next(iter(places(text).values()))
    assert (place.resolved, place.code, place.path, place.parent) == ("unresolved", "", [], None)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("{南京市}消息,{鼓楼区}举行活动", {}),
        ("{鼓楼区}举行活动,{南京}各界参加", {}),
        ("[南京市委]部署,{鼓楼区}举行活动", {}),
        ("{鼓楼区}举行活动", {"outlet": "南京日报"}),
        ("{鼓楼区}举行活动", {"dateline": Dateline(0, 0, place="南京")}),
        ("{开封}和{南京}一同出席,{鼓楼区}举行活动", {}),
    ],
)
def test_the_page_decides_between_several(text: str, fields: dict[str, object]) -> None:
    place = places(text, **fields)["鼓楼区"]
    assert (place.path, place.resolved) == (["江苏省", "南京市", "鼓楼区"], "page")


def test_what_has_no_host_lies_in_the_county_the_page_is_about() -> None:
    found = places("{中牟县}整治{人民路},{白沙沟村}受益,{黄河}水清")
    assert found["人民路"].path == ["河南省", "郑州市", "中牟县", "人民路"]
    assert found["白沙沟村"].parent == "中牟县"
    assert found["黄河"].resolved == "unresolved"
    assert places("{中牟县}和{法国}友人走过{人民路}")["人民路"].resolved == "unresolved"


def test_a_bare_zone_is_the_one_of_the_city() -> None:
    assert places("{郑州}消息,{高新区}办实事")["高新区"].path == ["河南省", "郑州市", "高新区"]
    assert places("{高新区}办实事")["高新区"].resolved == "unresolved"


def test_names_broken_by_blanks_and_wide_forms() -> None:
    place = places("{石桥镇 白沙村}与{Ａ座大厦}")["石桥镇白沙村"]
    assert [p.name for p in place.parts] == ["石桥镇", "白沙村"]


def test_mentions_are_gathered_and_countries_named() -> None:
    found = places("{中国}与{法国}。{法国}")
    assert len(found["法国"].mentions) == 2
    assert (found["法国"].level, found["法国"].path) == ("country", ["法国"])


def test_levels_by_their_endings() -> None:
    assert level_of("体育馆")[0] == "venue"
    assert level_of("某某")[0] == ""


def test_gazetteer_of_ones_own() -> None:
    known = Gazetteer(
        [("99", "云岭省"), ("9901", "石桥市"), ("990101", "白沙县"), ("990101100", "白沙县柳河镇")]
    )
    assert known.path(known.named("柳河镇")[0]) == ("云岭省", "石桥市", "白沙县", "柳河镇")
    assert known.within("990101100", "99")
    assert not known.within("99", "9901")


def test_many_places_and_names_around_each_other_come_to_an_end() -> None:
    text = "".join(f"{{第{i}村}}和{{鼓楼区}}" for i in range(3000)) + "{石桥镇白沙村}{白沙村石桥镇}"
    assert len(places(text)) == 3003


def test_needs_entities() -> None:
    with pytest.raises(ConfigError, match="places needs entities"):
        next(PlacesStage()([Article.from_text("大里村")]))
