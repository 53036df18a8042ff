"""Other ways to call a person, and what is printed beside a name."""

from __future__ import annotations

import pytest
from jianbao.article import Person, Post, Span
from jianbao.stages.people.aliases import Alias, add_alias, find_aliases
from jianbao.stages.people.traits import read_traits


def person(name: str, *titles: str, at: int = -1) -> Person:
    mentions = [Span(at, at + len(name))] if at >= 0 else []
    return Person(name, posts=[Post(t) for t in titles], mentions=mentions)


def called(text: str, *people: Person) -> list[tuple[str, str]]:
    return [(a.person.name, text[a.start : a.end]) for a in find_aliases(text, people)]


@pytest.mark.parametrize(
    ("text", "alias"),
    [
        ("周副县长说", "周副县长"),
        ("周县长说", "周县长"),  # 副县长 is called 县长 too
        ("启明同志说", "启明同志"),
        ("启明副县长说", "启明副县长"),
        ("周局长说", ""),  # he is none
        ("周同志说", ""),  # anybody
        ("启明说", ""),  # no title
        ("周围", ""),
    ],
)
def test_one_person(text: str, alias: str) -> None:
    assert called(text, person("周启明", "副县长")) == ([("周启明", alias)] if alias else [])


def test_a_head_is_not_called_a_deputy() -> None:
    assert called("周副县长说", person("周启明", "县长")) == []


def test_what_fits_two_people_is_left_alone() -> None:
    both = person("周启明", "副县长"), person("周文", "副县长")
    assert called("周副县长说,启明同志补充", *both) == [("周启明", "启明同志")]
    assert called("周副县长说", both[0], person("周文", "局长")) == [("周启明", "周副县长")]


def test_names_in_full_are_no_aliases() -> None:
    text = "副县长周启明县长说"
    assert called(text, person("周启明", "副县长", at=3)) == []


def test_foreign_and_long_names_have_none() -> None:
    assert called("让同志说", person("让·达朗", "总统")) == []
    assert called("", person("周启明", "县长")) == []
    assert called("周县长") == []


def test_a_name_of_the_same_two_characters_is_called_by_its_title() -> None:
    assert called("丁县长说", person("丁丁", "县长")) == [("丁丁", "丁县长")]


def test_an_alias_is_noted_once_and_every_mention_in_order() -> None:
    zhou = person("周启明", "县长", at=10)
    text = "周县长说,周县长来到周启明家"
    for alias in [Alias(zhou, 5, 8), Alias(zhou, 0, 3)]:
        add_alias(zhou, text, alias)
    assert zhou.aliases == ["周县长"]
    assert zhou.mentions == [Span(0, 3), Span(5, 8), Span(10, 13)]


@pytest.mark.parametrize(
    ("after", "traits"),
    [
        ("(女,回族,1970年生)", ("女", "回族")),
        (",男,汉族,现任县长", ("男", "汉族")),
        (",回族,女,42岁", ("女", "回族")),
        ("(回族)", ("", "回族")),
        ("(女)", ("女", "")),
        (",男子组冠军", ("", "")),  # 男 belongs to another word
        ("(家族,1970年生)", ("", "")),  # no people of that name
        ("说,女,回族", ("", "")),  # not right after the name
        ("", ("", "")),
    ],
)
def test_traits(after: str, traits: tuple[str, str]) -> None:
    assert read_traits(f"周启明{after}", 3) == traits
