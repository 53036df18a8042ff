"""Organisations that posts inherit from the ones before in their run."""

from __future__ import annotations

import pytest
from jianbao.article import Post
from jianbao.stages.people.inherit import inherit_organisations


@pytest.mark.parametrize(
    ("orgs", "full"),
    [
        (["高新区党工委", "管委会"], [None, "高新区管委会"]),  # a sister body
        (["云岭县委", "宣传部"], [None, "云岭县委宣传部"]),  # an arm of the committee
        (["云岭县政府", "宣传部"], [None, "云岭县宣传部"]),
        (["云岭县教育局", "办公室"], [None, "云岭县教育局办公室"]),  # a division
        (["云岭县教育局", None], [None, "云岭县教育局"]),
        (["云岭县委", "统战部", "办公室"], [None, "云岭县委统战部", "云岭县委统战部办公室"]),
        (["云岭县委", "公安分局"], [None, "云岭县公安分局"]),
        (["云岭县教育局", "石桥镇政府"], [None, None]),  # a full name inherits nothing
        (["云岭公司", "管委会"], [None, None]),  # no place to take
        ([None, "管委会"], [None, None]),
        ([], []),
    ],
)
def test_what_is_inherited(orgs: list[str | None], full: list[str | None]) -> None:
    posts = inherit_organisations([Post("主任", org) for org in orgs])
    assert [p.org_full for p in posts] == full
    assert [p.org for p in posts] == orgs
