"""The full name of an organisation that a run of posts only hints at: 高新区党工委副书记、管委会主任.

Only what the page says is put together: a post that fits no body printed before it inherits nothing. In
市委副书记、市长 the second is no post of the party committee, and 市 alone is no body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from jianbao.article import Post
from jianbao.language.patterns import alternatives
from jianbao.language.titles import title_set, title_words
from jianbao.resources import word_lists

_LONGEST_HINT = 6  # a longer name is a full one
_BARE = re.compile(r"^(?:(?:正|副|常务副|第一副|代理?|党组|第一|常务|执行|名誉|总)(?=.))*")
_OFFICE_OF = re.compile(r"^([局厅署司省市县区州旗镇乡村])长$")  # 局长: the head of what ends so
_DOUBLED = re.compile(r"(?<=.)([省市县区州旗镇乡])\1$")  # 云岭县县委
_LEVEL_OF_PLACE = "省市县区州旗镇乡村"


def inherit_organisations(posts: Sequence[Post]) -> list[Post]:
    """The posts of one run with ``org_full``: what they inherit from the ones before.

    A post with no organisation has the one before it where its title fits; a division belongs to the body before
    it; a sister body has its place name.

    >>> run = [Post("副书记", "高新区党工委"), Post("主任", "管委会"), Post("副区长")]
    >>> [post.org_full for post in inherit_organisations(run)]
    [None, '高新区管委会', None]
    """
    full: list[Post] = []
    body: str | None = None  # the last organisation that is no part of another
    before: Post | None = None  # the post whose body is next to inherit
    for post in posts:
        name = _full_name(post, before, body) if before and before.org else None
        full.append(replace(post, org_full=name) if name and name != post.org else post)
        if post.org is None:
            continue
        if not (name and body and _is_part(post.org)):
            body = name or post.org
        before = replace(post, org=name or post.org)
    return full


def _full_name(post: Post, before: Post, body: str | None) -> str | None:
    """The full name of the organisation of ``post``; None where it inherits nothing."""
    host = before.org or ""
    if post.org is None:
        return _host_of_title(post.title, before)
    if len(post.org) > _LONGEST_HINT or body is None:
        return None
    lists = word_lists("organisation_words.tsv")
    if post.org in lists["arm"]:
        body = _without_arm(body)
        if _is_society(body) and _place(body) == body:
            return None  # a working group has no departments
        return body + post.org if body.endswith("委") else f"{_place(body)}{post.org}"
    if post.org in lists["street_body"]:
        place = _place(body)
        return place + post.org if place != body and place.endswith("街道") else None
    if _is_division(post.org):
        derived = host != body  # 统战部部长、办公室主任: whose office cannot be told
        return None if derived else host + post.org
    return _sister(post.org, body) if post.org in lists["sister"] else None


def _host_of_title(title: str, before: Post) -> str | None:
    """The body of a title that names none, after a post of ``before.org``."""
    host = before.org or ""
    if before.title in title_set("membership") and (_is_society(host) or before.title == "代表"):
        return None  # 政协委员、局长: not of the 政协
    house = _house(host)
    own_party = any(title.startswith(word) for word in title_words("party"))
    if title in title_set("own_body"):
        return None
    if house == host:
        return host if _fits(title, host) else None
    if not own_party and title.endswith(title_set("party")):
        return host
    if own_party and not _is_bare(house):
        return house
    return house if not _is_bare(house) and _fits(title, house) else None


def _fits(title: str, house: str) -> bool:
    """Whether a title can be of a body: 局长 of a 局, 县长 of a 县 or its government, 校长 of no place or society."""
    bare = _BARE.sub("", title)
    if office := _OFFICE_OF.match(bare):
        place = office[1] in _LEVEL_OF_PLACE
        return house.endswith(office[1]) or (place and house.endswith("政府"))
    if _is_society(house):
        return title.endswith(title_set("society_post"))
    if bare in title_set("house_head"):
        return not _is_place(house)
    return not _is_place(house) or title.endswith(title_set("party")) or len(bare) > 2


def _house(body: str) -> str:
    """A party body's place or house: 青云集团 of 青云集团党委, 县 of 县委; any other body itself."""
    house = _DOUBLED.sub(r"\1", _party_end().sub("", body))
    return house if house == body else house.removeprefix("中共")


def _place(body: str) -> str:
    place = _DOUBLED.sub(r"\1", _organ().sub("", body))
    return place if place == body else place.removeprefix("中共")


def _without_arm(body: str) -> str:
    """The committee that an arm belongs to: 云岭县委 of 云岭县委宣传部."""
    arm = next((a for a in word_lists("organisation_words.tsv")["arm"] if body.endswith(a)), "")
    rest = body.removesuffix(arm)
    return rest if rest.endswith("委") else body


def _sister(org: str, body: str) -> str | None:
    """A bare body beside ``body``, with its place; only zones have a 管委会, only places a government."""
    place = _place(body)
    lists = word_lists("organisation_words.tsv")
    if place == body:
        return None
    if org in lists["zone_body"] and (_is_bare(place) or place[-1] in "省市县州旗镇乡村"):
        return None
    if org in lists["state_body"] and not (_is_place(place) or _is_bare(place)):
        return None
    return place + org


def _is_place(name: str) -> bool:
    """Whether ``name`` is that of a division: 云岭县, but not 云岭县教育局."""
    return name[-1:] in _LEVEL_OF_PLACE


def _is_bare(name: str) -> bool:
    """Whether nothing but a level is left of a name: 县, 自治区, or nothing."""
    return len(name) < 2 or name in ("自治区", "自治州", "开发区", "新区")


def _is_society(name: str) -> bool:
    return name.endswith(word_lists("organisation_words.tsv")["society"])


def _is_division(org: str) -> bool:
    """Whether ``org`` is a division that names no body of its own: 办公室, but not 县接待办 or 指挥部办公室."""
    if len(org) > _LONGEST_HINT or not (found := _division().search(org)):
        return False
    rest = org[: found.start()]
    lists = word_lists("organisation_words.tsv")
    return not (
        rest.startswith(lists["own_level"]) or rest.endswith((*lists["unit"], *lists["society"], "小组"))
    )


def _is_part(org: str) -> bool:
    return _is_division(org) or org in word_lists("organisation_words.tsv")["arm"]


@cache
def _organ() -> re.Pattern[str]:
    """The organ that a place name stands before; the sign of the place itself (市, 县, 区) stays."""
    return re.compile(rf"(?:{_words('organ')}|(?<=[省市县区州旗镇乡])委)$")


@cache
def _party_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words('party_end')}|(?<=[省市县区州旗镇乡])委|(?<=[区园港])工委)$")


@cache
def _division() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words('division')})$")


def _words(kind: str) -> str:
    return alternatives(word_lists("organisation_words.tsv")[kind])
