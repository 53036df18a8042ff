"""Personal names in bylines: told from other words, and taken apart where they are glued together."""

from __future__ import annotations

import itertools
import re
from functools import cache

from jianbao.language.patterns import HAN_ANY
from jianbao.language.surnames import Rank, surnames

_HAN_RUN = re.compile(rf"{HAN_ANY}+\Z")
_FOREIGN = re.compile(rf"{HAN_ANY}{{1,8}}(?:[·•]{HAN_ANY}{{1,8}}){{1,3}}\Z")
_RANK_COSTS: dict[Rank, float] = {"1": 0.0, "2": 0.5, "3": 1.5, "c": 0.8}
_UNKNOWN = 6.0  # what a name that begins with no known surname costs
_LENGTH = {2: 1.2, 3: 0.3, 4: 5.0}


@cache
def surname_costs() -> dict[str, float]:
    """What each surname costs in a name: 0 for the hundred commonest, more for rarer ones.

    >>> surname_costs()["王"], surname_costs()["欧阳"]
    (0.0, 0.8)
    """
    return {name: cost for rank, cost in _RANK_COSTS.items() for name in surnames(rank)}


def name_cost(name: str) -> float:
    """How unlike a personal name ``name`` is: below 2 a usual one, 6 and more no known surname.

    >>> name_cost("张红军") < 2 < 6 <= name_cost("会议室")
    True
    """
    if _FOREIGN.match(name):
        return 1.0
    if not 2 <= len(name) <= 4 or not _HAN_RUN.match(name):
        return 99.0
    table = surname_costs()
    if name[:2] in table and len(name) > 2:
        return table[name[:2]] + (0.2 if len(name) == 4 else 1.0)
    return table.get(name[0], _UNKNOWN) + _LENGTH[len(name)]


def is_name(text: str, limit: float = 4.5) -> bool:
    """Whether ``text`` (blanks apart) is like one personal name: it costs less than ``limit``.

    >>> is_name("周 启明"), is_name("会议室")
    (True, False)
    """
    return name_cost(re.sub(r"\s", "", text)) < limit


def split_run(run: str) -> list[str] | None:
    """The names of a run of Han characters with nothing between them, at the lowest cost in all; None if it has none.

    Found by dynamic programming over where a name ends. A run of up to four characters may come as one name.

    >>> split_run("刘正毅冯雪英")
    ['刘正毅', '冯雪英']
    """
    if not _HAN_RUN.match(run) or len(run) > 60:
        return None
    best: list[tuple[float, int]] = [(0.0, 0)] + [(1e9, 0)] * len(run)  # cost, where the last name begins
    for end in range(2, len(run) + 1):
        for length in (2, 3, 4):
            if (
                length <= end
                and (cost := best[end - length][0] + name_cost(run[end - length : end])) < best[end][0]
            ):
                best[end] = (cost, end - length)
    if best[-1][0] >= 1e9:
        return None
    cuts = [len(run)]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][1])
    cuts.reverse()
    return [run[a:b] for a, b in itertools.pairwise(cuts)]
