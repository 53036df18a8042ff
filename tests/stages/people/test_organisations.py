"""Organisations before titles: where one ends and the other begins."""

from __future__ import annotations

import pytest
from jianbao.stages.people.organisations import OrganisationIndex, is_unit, own_end
from jianbao.stages.people.post_parts import PostSplitter
from jianbao.stages.people.titles import title_before
from marked import parse_marked


def split(marked: str, **options: bool) -> tuple[str, str, str] | None:
    """Organisation, title and status of the post that the text is; 〇 for no organisation."""
    text, entities = parse_marked(marked)
    title = title_before(text, len(text))
    assert title is not None
    parts = PostSplitter(OrganisationIndex(text, entities)).split(title, 0, **options)
    if parts is None:
        return None
    return text[slice(*parts.org)] if parts.org else "〇", text[slice(*parts.title)], parts.status


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[市政协委]员", ("〇", "政协委员", "")),  # cut in the middle of a word
        ("[市政协]委员", ("市政协", "委员", "")),
        ("[党组]成员", ("〇", "党组成员", "")),  # a bare party body
        ("[云岭县公安局]局长", ("云岭县公安局", "局长", "")),
        ("[云岭县公安]局长", ("云岭县公安", "局长", "")),
        ("[云岭大学]党委书记", ("云岭大学", "党委书记", "")),
        ("[云岭大学]的教授", ("云岭大学", "教授", "")),
        ("[云岭大学]原校长", ("云岭大学", "校长", "原")),
        ("[云岭县教育局原党委]书记", ("云岭县教育局", "党委书记", "原")),
        ("[云岭公司轮值]总裁", ("云岭公司", "轮值总裁", "")),
        ("[云岭法院]立案庭庭长", ("云岭法院立案庭", "庭长", "")),  # a unit of it
        ("[世行]{中国}首席经济学家", ("世行", "中国首席经济学家", "")),
        ("{云岭县}县长", ("云岭县", "县长", "")),
        ("市委书记", ("市委", "书记", "")),  # no entity, but a body of the list
        ("统战部部长", ("统战部", "部长", "")),  # a unit by its form
        ("宣传部长", ("〇", "宣传部长", "")),  # a field
        ("该镇党委书记", ("〇", "党委书记", "")),
        ("前市长", ("〇", "市长", "前")),
        ("[云岭县],市长", ("〇", "市长", "")),  # a comma is between them
        ("我们的代表", ("〇", "代表", "")),
        ("新代表", None),  # a weak title in a longer word
    ],
)
def test_posts_taken_apart(marked: str, expected: tuple[str, str, str] | None) -> None:
    assert split(marked) == expected


def test_after_and_a_bare_unit_is_an_organisation() -> None:
    assert split("办公室主任") == ("〇", "办公室主任", "")
    assert split("办公室主任", after_and=True) == ("办公室", "主任", "")


def test_units_and_modifiers() -> None:
    assert [is_unit(t) for t in ("党群工作部", "党委", "县委组织部", "群众")] == [True, False, True, False]
    assert [own_end(t) for t in ("云岭公司独立", "独立", "云岭公司")] == [4, 0, 0]


def test_look_ups() -> None:
    text, entities = parse_marked("由[云岭县教育局]和{石桥镇}主办")
    index = OrganisationIndex(text, entities)
    assert index.ending_at(7, 0) is entities[0]
    assert index.ending_at(7, 2) is None  # it starts before
    assert index.starting_at(1) is entities[0]
    assert index.starting_at(8) is None  # a place
    assert index.stretch(len(text), 0) == 11  # not into the place
    assert index.stretch(1, 0) == 1  # 由 is in no name
    assert index.skip_status(len(text), 0) == (len(text), "")
