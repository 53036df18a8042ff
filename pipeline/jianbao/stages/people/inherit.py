"""The full name of an organisation that a run of posts only hints at: 高新区党工委副书记、管委会主任."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from jianbao.article import Post

# The organ that a place name stands before; the sign of the place itself (市, 县, 区) stays.
_ORGAN = re.compile(
    r"(?:党工委|管委会|工委|纪委|(?<=[省市县区州旗镇乡])委|人民政府|政府|人大常委会|人大工委|人大|政协|委员会|党委|党组)$"
)
_DIVISION = re.compile(r"(?:办公室|[处科股组室]|秘书处|综合科|办)$")  # part of the body named before
_PARTY_ARM = ("宣传部", "组织部", "统战部", "政法委", "党校", "社会工作部", "政研室", "党群工作部", "编办")
_BARE = re.compile(r"管委会|人大(?:常委会|工委)?|政协|政府|纪委|纪工委|监委|党工委|工会|公安(?:分)?局")


def inherit(posts: Sequence[Post]) -> list[Post]:
    """The posts of one run with ``org_full``: what they inherit from the ones before.

    A post with no organisation has the one before it; a division belongs to the body before it; a sister
    body has its place name.

    >>> run = [Post("副书记", "高新区党工委"), Post("主任", "管委会")]
    >>> [post.org_full for post in inherit(run)]
    [None, '高新区管委会']
    """
    full: list[Post] = []
    before: str | None = None
    for post in posts:
        whole = _full(post.org, before) if before else None
        full.append(replace(post, org_full=whole) if whole and whole != post.org else post)
        before = whole or post.org or before
    return full


def _full(org: str | None, before: str) -> str | None:
    if org is None:
        return before
    if len(org) <= 6 and _DIVISION.search(org):
        return before + org
    place = _ORGAN.sub("", before)
    if org in _PARTY_ARM:
        return before + org if before.endswith("委") else f"{place}{org}"
    if len(org) <= 6 and _BARE.fullmatch(org) and place != before:
        return place + org
    return None
