"""The full name of an organisation that a run of posts only hints at: 高新区党工委副书记、管委会主任."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from jianbao.article import Post
from jianbao.language.patterns import alternatives
from jianbao.resources import word_lists

_LONGEST_HINT = 6  # a longer name is a full one


@cache
def _organ() -> re.Pattern[str]:
    """The organ that a place name stands before; the sign of the place itself (市, 县, 区) stays."""
    return re.compile(rf"(?:{_words('organ')}|(?<=[省市县区州旗镇乡])委)$")


@cache
def _division() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words('division')})$")


def _words(kind: str) -> str:
    return alternatives(word_lists("organisation_words.tsv")[kind])


def inherit_organisations(posts: Sequence[Post]) -> list[Post]:
    """The posts of one run with ``org_full``: what they inherit from the ones before.

    A post with no organisation has the one before it; a division belongs to the body before it; a sister
    body has its place name.

    >>> run = [Post("副书记", "高新区党工委"), Post("主任", "管委会")]
    >>> [post.org_full for post in inherit_organisations(run)]
    [None, '高新区管委会']
    """
    full: list[Post] = []
    before: str | None = None
    for post in posts:
        name = _full_name(post.org, before) if before else None
        full.append(replace(post, org_full=name) if name and name != post.org else post)
        before = name or post.org or before
    return full


def _full_name(org: str | None, before: str) -> str | None:
    """The full name of ``org`` after a post in ``before``; None where it inherits nothing."""
    if org is None:
        return before
    if len(org) <= _LONGEST_HINT and _division().search(org):
        return before + org
    place = _organ().sub("", before)
    if org in word_lists("organisation_words.tsv")["arm"]:
        return before + org if before.endswith("委") else f"{place}{org}"
    if (
        len(org) <= _LONGEST_HINT
        and org in word_lists("organisation_words.tsv")["sister"]
        and place != before
    ):
        return place + org
    return None
