"""Titles of posts: the one place where ``titles.tsv``, ``title_words.tsv`` and ``title_sets.tsv`` are read."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Literal, NamedTuple, cast, get_args

from jianbao.categories import PostStatus
from jianbao.resources import rows, word_lists

TitleKind = Literal[
    "office",  # a seat in an organisation: 局长
    "rank",  # a professional grade: 教授
    "job",  # what someone is: 民警
    "member",  # one of many: 委员
    "courtesy",  # no post: 同志
    "reporter",  # who writes: 记者
    "none",  # what someone happens to be: 村民
]
TitleWordKind = Literal[
    "modifier",  # of any title: 副, 常务
    "field",  # what the office is for: 公安 in 公安局长
    "party",  # a party body: 党委 in 党委书记
    "present",  # says nothing: 现任
    "body",  # an elliptical name of one body, which taggers may miss: 市委
    "pointing",  # points at a body without naming it: 我市
]
TitleSet = Literal[  # explained in title_sets.tsv
    "called", "courtesy_called", "single", "staff", "whole", "called_after", "deputy", "misplaced", "courtesy",
    "couple", "holding", "party", "house_head", "membership", "own_body", "society_post", "ending",
]  # fmt: skip


class TitleWord(NamedTuple):
    """What a word for a post is; ``weak`` ones are verbs or common nouns too (代表, 领导)."""

    kind: TitleKind
    weak: bool


@cache
def titles() -> dict[str, TitleWord]:
    """The last words of posts, in the order of the file.

    >>> titles()["局长"], titles()["代表"]
    (TitleWord(kind='office', weak=False), TitleWord(kind='member', weak=True))
    """
    found = {}
    for word, listed in rows("titles.tsv"):
        kind, _, weak = listed.partition(",")
        if kind not in get_args(TitleKind):
            raise ValueError(f"titles.tsv: {kind!r} is not a kind of title ({word})")
        found[word] = TitleWord(cast(TitleKind, kind), bool(weak))
    return found


@cache
def title_words(kind: TitleWordKind) -> frozenset[str]:
    """The words of one kind that stand before the last word of a title.

    >>> "常务" in title_words("modifier"), "现任" in title_words("present")
    (True, True)
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for word, of in rows("title_words.tsv"):
        found[of].add(word)
    return frozenset(found[kind])


@cache
def status_words() -> dict[str, PostStatus]:
    """The words beside a post that say whether it is held, longer ones first; "" for those that say nothing.

    >>> status_words()["历任"], status_words()["现任"]
    ('曾任', '')
    """
    found = dict.fromkeys(title_words("present"), "")
    for word, status in rows("post_status.tsv"):
        if status not in get_args(PostStatus):
            raise ValueError(f"post_status.tsv: {status!r} is not a status ({word})")
        found[word] = status
    return cast(dict[str, PostStatus], dict(sorted(found.items(), key=lambda item: (-len(item[0]), item[0]))))


def title_set(name: TitleSet) -> tuple[str, ...]:
    """One of the small sets of titles, in the order of the file.

    >>> "老师" in title_set("called_after")
    True
    """
    return word_lists("title_sets.tsv")[name]
