"""Parts of places: endings and levels, what a page names, what a place lies in."""

from __future__ import annotations

from itertools import pairwise

import pytest
from jianbao.article import Article, Entity, EntityType
from jianbao.language.gazetteer import gazetteer
from jianbao.stages.places.chains import chain, ending, is_bare_zone, level_of
from jianbao.stages.places.evidence import Evidence, only_division
from jianbao.stages.places.hosts import find_hosts
from jianbao.stages.places.resolution import resolve_place


def article(*names: tuple[EntityType, str], outlet: str | None = None) -> Article:
    made = Article.from_text("和".join(name for _, name in names), outlet=outlet)
    made.entities, at = [], 0
    for kind, name in names:
        made.entities.append(Entity(at, at + len(name), kind, name))
        at += len(name) + 1
    return made


@pytest.mark.parametrize(
    ("name", "end", "level"),
    [
        ("白沙村", "村", "village"), ("石桥街道办事处", "街道办事处", "town"), ("云岭经开区", "经开区", "zone"),
        ("人民路18号", "路", "road"), ("云岭特大桥", "特大桥", "bridge"), ("云岭高铁站", "高铁站", "station"),
        ("白沙水库", "水库", "water"), ("云岭体育馆", "体育馆", "venue"), ("石桥家园", "家园", "residence"),
        ("智慧城市", "城市", ""), ("陶寺", "寺", ""), ("马文涛", "", ""),
    ],
)  # fmt: skip
def test_endings(name: str, end: str, level: str) -> None:
    assert (ending(name), level_of(name)[0]) == (end, level)


def test_zones_without_a_name() -> None:
    assert is_bare_zone("高新区")
    assert not is_bare_zone("云岭高新区")
    assert not is_bare_zone("村")


@pytest.mark.parametrize("name", ["马文涛村民委员会", "南京长江大桥", "村", "石", "云岭县石桥镇白沙村3号楼"])
def test_chains_cover_the_name_and_get_smaller(name: str) -> None:
    links = chain(name)
    assert "".join(name[link.start : link.end] for link in links) == name
    assert all(a.rank < b.rank or b.rank == 7 for a, b in pairwise(links))


def test_the_one_division_of_a_name() -> None:
    known = gazetteer()
    assert known.names[only_division(known.named("西安"))] == "西安市"
    assert known.names[only_division(known.named("吉林"))] == "吉林省"
    assert only_division(known.named("鼓楼区")) == ""
    assert only_division(()) == ""


def test_what_a_page_is_about() -> None:
    assert Evidence(article(("LOC", "郑州市"), ("ORG", "中牟县委"))).focus == "410122"
    assert Evidence(article(("LOC", "郑州市"), ("LOC", "西安市"))).focus == ""
    assert Evidence(article(("LOC", "郑州市"), ("LOC", "法国"))).focus == ""
    assert Evidence(article(("PER", "马文涛"), outlet="郑州日报")).focus == "4101"


def test_the_nearest_named_division_decides() -> None:
    codes = gazetteer().named("鼓楼区")
    evidence = Evidence(article(("LOC", "南京市"), ("LOC", "鼓楼区"), ("LOC", "开封市")))
    assert gazetteer().path(evidence.decide(codes, 4)) == ("江苏省", "南京市", "鼓楼区")
    assert Evidence(article(("LOC", "鼓楼区"))).decide(codes, 0) == ""


@pytest.mark.parametrize(
    ("gap", "hosts"), [("", {"白沙村": "石桥镇"}), ("的", {"白沙村": "石桥镇"}), ("和", {}), ("、", {})]
)
def test_the_place_before(gap: str, hosts: dict[str, str]) -> None:
    text = f"石桥镇{gap}白沙村"
    at = 3 + len(gap)
    names = [Entity(0, 3, "LOC", "石桥镇"), Entity(at, at + 3, "LOC", "白沙村")]
    assert find_hosts(text, [], names) == hosts


def test_a_small_place_holds_no_larger_one() -> None:
    names = [Entity(0, 3, "LOC", "白沙村"), Entity(3, 6, "LOC", "石桥镇")]
    assert find_hosts("白沙村石桥镇", [], names) == {}


def test_longer_names_say_what_lies_in_what() -> None:
    assert find_hosts("", ["云岭县石桥镇白沙村"], []) == {"石桥镇白沙村": "云岭县", "白沙村": "云岭县石桥镇"}


@pytest.mark.parametrize(
    ("name", "host", "path", "decision"),
    [
        ("中牟县", "", ("河南省", "郑州市", "中牟县"), "gazetteer"),
        ("法国", "", ("法国",), "gazetteer"),
        ("白沙村", "石桥镇", ("石桥镇", "白沙村"), "page"),
        ("鼓楼区", "南京市", ("江苏省", "南京市", "鼓楼区"), "page"),
        ("白沙村", "", (), "unresolved"),
    ],
)
def test_where_a_place_lies(name: str, host: str, path: tuple[str, ...], decision: str) -> None:
    found = resolve_place(name, 0, Evidence(Article.from_text("")), host)
    assert (found.path, found.decision) == (path, decision)
