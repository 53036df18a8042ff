"""Event triggers: the words that report an event (``data/event_triggers.tsv``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from jianbao.resources import rows


class Trigger(NamedTuple):
    """A trigger found: the type of event, and its span."""

    type: str
    start: int
    end: int


# 会议 in 会议室, 考察组, 检查站, 比赛用: a place, a group or a thing, not what happened.
_NOT_BEFORE = re.compile(
    r"(?:[组室队员站场部处科局法类奖型]|办公室|中心|机构|制度|机制|办法|条例|方案|通知|意识|能力|标准|委员会)"
)
_NOT_AFTER = re.compile(r"(?:防|防范|预防|防止|避免|安全|应对|防治|以|将|拟|计划|准备|筹备|过去|曾)$")


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    groups, names = [], {}
    for i, (kind, triggers) in enumerate(rows("event_triggers.tsv")):
        names[f"t{i}"] = kind
        groups.append(f"(?P<t{i}>{'|'.join(triggers.split())})")
    return re.compile("|".join(groups)), names


def triggers(text: str, start: int, end: int) -> Iterator[Trigger]:
    """The triggers in ``text[start:end]`` (folded), in order; where several fit, the first of the table.

    >>> [t.type for t in triggers("昨日县里召开工作会议,随后到乡村调研。", 0, 19)]
    ['会议', '调研']
    """
    pattern, names = _pattern()
    for found in pattern.finditer(text, start, end):
        group = found.lastgroup
        if group is None or _NOT_BEFORE.match(text, found.end(), end):
            continue
        if _NOT_AFTER.search(text, max(start, found.start() - 3), found.start()):
            continue
        yield Trigger(names[group], found.start(), found.end())
