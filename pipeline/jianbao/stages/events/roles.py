"""Roles in an event, by the verb that follows a name or a run of names (``data/event_roles.tsv``)."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple, cast

from jianbao.categories import ParticipantRole
from jianbao.resources import rows

_REACH = 120  # characters after a name in which a role is looked for
_RUN = 110  # characters that a run of names may take
_BEYOND_NAMES = re.compile(r"[,](?![^,]{0,20}[、])")  # a comma after which no names are listed


class _RoleVerbs(NamedTuple):
    near: tuple[tuple[ParticipantRole, re.Pattern[str]], ...]  # up to the verb, from the end of a name
    after_run: re.Pattern[str]  # up to the verb, over a long run of names
    of_run: dict[str, ParticipantRole]  # such a verb to its role


@cache
def _verbs() -> _RoleVerbs:
    near: list[tuple[ParticipantRole, re.Pattern[str]]] = []
    of_run: dict[str, ParticipantRole] = {}
    for row in rows("event_roles.tsv"):
        name, reach, stops, verbs, *run = row
        role = cast(ParticipantRole, name)
        pattern = rf"[^。;{stops}]{{0,{reach}}}?(?:{'|'.join(verbs.split())})"
        near.append((role, re.compile(pattern)))
        of_run |= {verb: role for verbs_of_run in run for verb in verbs_of_run.split()}
    return _RoleVerbs(tuple(near), re.compile(rf"[^。;]{{0,{_RUN}}}?({'|'.join(of_run)})"), of_run)


def role_after(text: str, at: int, end: int) -> ParticipantRole:
    """The role of a name that ends at ``at``, by the first verb of taking part up to ``end``; "" if there is none.

    >>> role_after("县长周启明出席并讲话", 5, 10), role_after("周启明、马文涛等参加活动", 3, 12)
    ('出席', '出席')
    """
    verbs = _verbs()
    found = [
        (m.end(), role) for role, verb in verbs.near if (m := verb.match(text, at, min(end, at + _REACH)))
    ]
    if found:
        return min(found, key=lambda pair: pair[0])[1]
    run = verbs.after_run.match(text, at, end)
    if run is None or _BEYOND_NAMES.search(text[at : run.start(1)]):
        return ""
    return verbs.of_run[run[1]]
