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
        (
            ["云岭县委", "统战部", "办公室"],
            [None, "云岭县委统战部", None],
        ),  # whose office it is cannot be told
        (
            ["云岭县委", "宣传部", "统战部"],
            [None, "云岭县委宣传部", "云岭县委统战部"],
        ),  # both of the committee
        (["云岭州委宣传部", "统战部"], [None, "云岭州委统战部"]),  # an arm beside another
        (["枫杨街道党工委", "办事处"], [None, "枫杨街道办事处"]),
        (["高新区党工委", "办事处"], [None, None]),  # whose office it is cannot be told
        (["云岭县教育局", "人事科", "办公室"], [None, "云岭县教育局人事科", None]),
        (["县政府办公室", "县信访办"], [None, None]),  # it names its own level
        (["市水务局", "综合办公室"], [None, "市水务局综合办公室"]),
        (["市水务局", "指挥部办公室"], [None, None]),  # of another body
        (["云岭市委", "管委会"], [None, None]),  # a city has none
        (["石桥集团党委", "政府"], [None, None]),
        (["石桥集团党委", "工会"], [None, "石桥集团工会"]),
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


def full(run: str) -> list[str | None]:
    """``org_full`` of a run in which 〇 stands between organisation and title."""
    posts = []
    for one in run.split("、"):
        org, _, title = one.rpartition("〇")
        posts.append(Post(title, org or None))
    return [post.org_full for post in inherit_organisations(posts)]


@pytest.mark.parametrize(
    ("run", "last"),
    [
        ("市委〇副书记、市长", None),  # no post of the party committee, and 市 is no body
        ("镇党委〇书记、镇长", None),
        ("区委〇常委、常务副区长", None),
        ("局党组〇书记、局长", None),
        ("云岭市委〇副书记、市长", "云岭市"),
        ("石桥镇党委〇书记、镇长", "石桥镇"),
        ("云岭县县委〇副书记、县长", "云岭县"),
        ("云岭省委〇常委、市长", None),  # of a city that is not named
        ("县林业局党组〇成员、副局长", "县林业局"),
        ("松江集团党委〇书记、总裁", "松江集团"),
        ("松江大学党委〇副书记、校长", "松江大学"),
        ("市政府党组〇成员、副市长", "市政府"),
        ("云岭县委〇常委、董事长", None),
        ("市委〇常委、秘书长", "市委"),  # of the committee
        ("市委〇常委、组织部长", "市委"),
        ("石桥镇党委〇副书记、纪委书记", "石桥镇"),
        ("县公安局〇局长、副县长", None),
        ("云岭县〇副县长、局长", None),
        ("云岭县〇副县长、公安局长", "云岭县"),
        ("县政协〇委员、总经理", None),  # belongs to the one, works elsewhere
        ("省书法家协会〇副主席、院长", None),
        ("县政协〇主席、党组书记", "县政协"),
        ("松江集团〇董事长、总经理", "松江集团"),
        ("县教育局〇局长、督学", "县教育局"),
        ("松江国代表团〇团长、卫生部长", None),  # leads the one, works elsewhere
        ("云岭县巡察工作领导小组〇组长、宣传部〇部长", None),
        ("松江商会〇副会长、秘书长", "松江商会"),
        ("中共云岭县委〇常委、副县长", "云岭县"),
        ("中宣部〇副部长、中央文明办〇主任", None),
        ("中共中央〇总书记、国家主席", None),
    ],
)
def test_a_title_inherits_only_the_body_that_it_fits(run: str, last: str | None) -> None:
    assert full(run)[-1] == last
