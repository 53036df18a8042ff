"""Organisations and places: short names merged with what their paper names in full."""

from __future__ import annotations

from typing import Literal

from jianbao.article import Article, Entity
from jianbao.mining.organisations import Organisation, merge_organisations


def article(id: str, *names: str, outlet: str | None = None, kind: Literal["ORG", "LOC"] = "ORG") -> Article:
    made = Article.from_text("、".join(names), id=id, outlet=outlet)
    made.entities, at = [], 0
    for name in names:
        at = made.text.index(name, at)
        made.entities.append(Entity(start=at, end=at + len(name), type=kind, text=name))
        at += len(name)
    return made


def named(bodies: list[Organisation], form: str) -> list[Organisation]:
    return [body for body in bodies if form in [f.text for f in body.forms]]


def test_a_zone_is_the_one_the_paper_names_in_full() -> None:
    (body,) = merge_organisations([article("a", "洛阳高新区", "高新区", kind="LOC")])
    assert (body.name, body.count, body.kind) == ("洛阳高新区", 2, "LOC")
    assert [f.reason for f in body.forms] == ["", "the paper names 洛阳高新区 and no other 高新区"]


def test_an_office_is_that_of_the_city_that_the_paper_names() -> None:
    bodies = merge_organisations(
        [article("a", "洛阳市委", outlet="洛阳日报"), article("b", "市委", "市委宣传部", outlet="洛阳日报")]
    )
    assert named(bodies, "市委")[0].name == "洛阳市委"
    (part,) = named(bodies, "市委宣传部")
    assert part.name == "洛阳市委宣传部"
    assert "洛阳市委" in part.forms[0].reason


def test_an_office_is_found_inside_a_longer_name_too() -> None:
    (body,) = named(merge_organisations([article("a", "洛阳市委组织部", "市委")]), "市委")
    assert body.name == "洛阳市委"


def test_two_full_names_leave_it_open_and_say_so() -> None:
    (body,) = named(merge_organisations([article("a", "洛阳市委", "开封市委", "市委")]), "市委")
    assert body.name == "市委"
    assert body.unsure == ["开封市委", "洛阳市委"]


def test_short_names_of_two_papers_stay_apart() -> None:
    bodies = named(
        merge_organisations([article("a", "市委", outlet="甲报"), article("b", "市委", outlet="乙报")]),
        "市委",
    )
    assert [b.id for b in bodies] == ["市委#1", "市委#2"]


def test_full_names_of_two_papers_are_one() -> None:
    bodies = merge_organisations(
        [article("a", "洛阳市委", "市委", outlet="甲报"), article("b", "洛阳市委", outlet="乙报")]
    )
    (body,) = bodies
    assert body.articles == ["a", "b"]
    assert body.forms[0].papers == ["甲报", "乙报"]


def test_what_the_country_has_once_is_one_on_every_paper() -> None:
    for kind, name in (("LOC", "法国"), ("ORG", "外交部"), ("ORG", "新华社"), ("ORG", "国务院办公厅")):
        found = merge_organisations([article(k, name, outlet=f"{k}报", kind=kind) for k in "甲乙"])  # type: ignore[arg-type]
        assert [body.id for body in found] == [name]


def test_roads_of_two_papers_are_two() -> None:
    bodies = merge_organisations(
        [article("a", "人民路", outlet="甲报", kind="LOC"), article("b", "人民路", outlet="乙报", kind="LOC")]
    )
    assert len(bodies) == 2


def test_a_merge_can_be_undone() -> None:
    articles = [article("a", "洛阳高新区", "高新区", kind="LOC")]
    assert len(merge_organisations(articles)) == 1
    assert len(merge_organisations(articles, apart=[frozenset(("高新区", "洛阳高新区"))])) == 2


def test_a_name_whose_beginning_is_no_place_is_another() -> None:
    assert len(merge_organisations([article("a", "先锋高新区", "高新区", kind="LOC")])) == 2


def test_what_belongs_to_a_short_name_belongs_to_the_full_one() -> None:
    bodies = merge_organisations(
        [article("a", "高新区", "洛阳高新区", kind="LOC"), article("a", "高新区税务局")]
    )
    (office,) = named(bodies, "高新区税务局")
    assert office.name == "洛阳高新区税务局"
    assert office.forms[0].reason == "the paper names 洛阳高新区 and no other 高新区"
