"""Zones beside counties, sister districts, prefectures of old, short and former names, areas."""

from __future__ import annotations

import pytest
from jianbao.article import Article, Entity, Place
from jianbao.language.gazetteer import gazetteer
from jianbao.stages.places.chains import level_of
from jianbao.stages.places.stage import PlacesStage


def places(*names: str) -> dict[str, Place]:
    """The places of a page that names these, with 和 between them."""
    article, at = Article.from_text("和".join(names)), 0
    article.entities = []
    for name in names:
        article.entities.append(Entity(at, at + len(name), "LOC", name))
        at += len(name) + 1
    [article] = PlacesStage()([article])
    return {place.name: place for place in article.places or []}


def path(name: str, *others: str) -> str:
    return "/".join(places(*others, name)[name].path)


@pytest.mark.parametrize(
    ("zone", "named", "expected"),
    [
        ("高新区", ("合肥市蜀山区", "包河区"), "安徽省/合肥市/高新区"),  # between two districts of one city
        ("经开区", ("长春市绿园区", "长春市南关区"), "吉林省/长春市/经开区"),
        ("高新区", ("合肥市蜀山区", "长春市南关区"), ""),  # of two cities
    ],
)
def test_a_zone_beside_several_districts(zone: str, named: tuple[str, ...], expected: str) -> None:
    assert path(zone, *named) == expected


@pytest.mark.parametrize(
    ("zone", "named", "expected"),
    [
        ("西咸新区", "西安市雁塔区", "陕西省/西安市/西咸新区"),
        ("高新区", "宜阳县", "河南省/洛阳市/高新区"),
        ("综保区", "开封市龙亭区", "河南省/开封市/综保区"),
        ("石桥经济技术开发区", "宜阳县", "河南省/洛阳市/石桥经济技术开发区"),
        ("高新区", "洛阳市", "河南省/洛阳市/高新区"),
        ("临港新区", "上海市奉贤区", "上海市/临港新区"),
        ("宜阳县经开区", "宜阳县", "河南省/洛阳市/宜阳县/经开区"),
        ("石桥产业园", "宜阳县", "河南省/洛阳市/宜阳县/石桥产业园"),
        ("石桥实验场", "郑州高新技术产业开发区", "河南省/郑州市/郑州高新技术产业开发区/石桥实验场"),
        ("白沙村", "宜阳县", "河南省/洛阳市/宜阳县/白沙村"),
    ],
)
def test_zones_of_cities_lie_in_the_city(zone: str, named: str, expected: str) -> None:
    assert path(zone, named) == expected


def test_a_new_zone_is_no_part_of_the_county_that_has_its_name() -> None:
    assert path("平原新区") == ""
    assert path("平原新区", "新乡市") == "河南省/新乡市/平原新区"
    assert path("安阳新区") == "河南省/安阳市/新区"
    assert path("雄安新区容城县") == "河北省/保定市/容城县"


@pytest.mark.parametrize(
    ("district", "named", "expected"),
    [
        ("鼓楼区", "徐州市泉山区", "江苏省/徐州市/鼓楼区"),
        ("城关区", "兰州市七里河区", "甘肃省/兰州市/城关区"),
        ("和平区", "沈阳市浑南区", "辽宁省/沈阳市/和平区"),
        ("朝阳区", "宽城区", "吉林省/长春市/朝阳区"),
        ("江北区", "宁波市鄞州区", "浙江省/宁波市/江北区"),
        ("通州区", "北京市大兴区", "北京市/通州区"),
        ("鼓楼区", "泉山区", "江苏省/徐州市/鼓楼区"),
        ("鼓楼区", "宜阳县", ""),
        ("城关镇", "兰州市七里河区", ""),
        ("长沙", "长沙市岳麓区", "湖南省/长沙市"),
        ("湘潭", "湘潭市岳塘区", "湖南省/湘潭市"),
    ],
)
def test_a_district_beside_districts_of_its_city(district: str, named: str, expected: str) -> None:
    assert path(district, named) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("中山市古镇镇", "广东省/中山市/古镇镇"),
        ("东莞长安镇", "广东省/东莞市/长安镇"),
        ("嘉峪关市新城镇", "甘肃省/嘉峪关市/新城镇"),
        ("洛阳市宜阳县", "河南省/洛阳市/宜阳县"),
    ],
)
def test_no_name_stands_twice_in_a_path(name: str, expected: str) -> None:
    assert path(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("周口地区", "河南省/周口市"),
        ("河南省驻马店地区", "河南省/驻马店市"),
        ("周口地区扶沟县", "河南省/周口市/扶沟县"),
        ("徽州地区", "安徽省/黄山市"),
        ("阿克苏地区", "新疆维吾尔自治区/阿克苏地区"),
        ("宜阳地区", "河南省/洛阳市/宜阳县/地区"),
        ("西部地区", ""),
        ("伊犁州", "新疆维吾尔自治区/伊犁哈萨克自治州"),
        ("新疆克孜勒苏州", "新疆维吾尔自治区/克孜勒苏柯尔克孜自治州"),
        ("博尔塔拉", "新疆维吾尔自治区/博尔塔拉蒙古自治州"),
        ("木垒县", "新疆维吾尔自治区/昌吉回族自治州/木垒哈萨克自治县"),
        ("新疆巴州", "新疆维吾尔自治区/巴音郭楞蒙古自治州"),
        ("恩施州", "湖北省/恩施土家族苗族自治州"),
        ("内蒙古", "内蒙古自治区"),
        ("思茅市", "云南省/普洱市"),
        ("哲里木盟", "内蒙古自治区/通辽市"),
    ],
)
def test_what_divisions_were_called_and_are_called_for_short(name: str, expected: str) -> None:
    assert path(name) == expected


def test_a_path_on_the_page_of_a_region() -> None:
    assert places("新疆", "巴州")["巴州"].path[-1] == "巴音郭楞蒙古自治州"
    assert places("四川省", "巴州")["巴州"].path[-1] == "巴州区"
    assert places("宜阳县", "苏皖大湾区")["苏皖大湾区"].path == []


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("苏皖大湾区", "region"), ("淮河经济带", "region"), ("武汉都市圈", "region"), ("北部湾经济区", "region"),
        ("长三角", "region"), ("石桥商务区", "zone"), ("石桥临空经济区", "zone"), ("石桥住宅区", "residence"),
        ("石桥区", "county"), ("石桥湾区", "county"), ("西海岸新区", "zone"),
    ],
)  # fmt: skip
def test_levels_of_areas(name: str, level: str) -> None:
    assert level_of(name)[0] == level


def test_further_names_are_those_of_divisions() -> None:
    known = gazetteer()
    assert [known.names[c] for c in known.named("襄樊市")] == ["襄阳市"]
    assert all(code in known.names for form in known._codes for code in known.named(form))
