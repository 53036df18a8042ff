"""Personal names in bylines: told from other words, and taken apart where they are glued together."""

from __future__ import annotations

import itertools
import re
from functools import cache

from jianbao.resources import rows

HAN = r"[㐀-鿿〇々\U00020000-\U0003134F]"
_HAN_RUN = re.compile(rf"{HAN}+\Z")
_FOREIGN = re.compile(rf"{HAN}{{1,8}}(?:[·•]{HAN}{{1,8}}){{1,3}}\Z")
_UNKNOWN = 6.0  # what a name that begins with no known surname costs
_LENGTH = {2: 1.2, 3: 0.3, 4: 5.0}


@cache
def surnames() -> dict[str, float]:
    """Surnames with what they cost: 0 for the commonest hundred, more for rarer ones."""
    cost: dict[str, float] = {}
    for kind, listed in rows("surnames.tsv"):
        if kind == "c":
            cost |= {listed[i : i + 2]: 0.8 for i in range(0, len(listed), 2)}
        else:
            cost |= {ch: {"1": 0.0, "2": 0.5, "3": 1.5}[kind] for ch in listed}
    return cost


def name_cost(name: str) -> float:
    """How unlike a personal name ``name`` is: below 2 a usual one, 6 and more no known surname.

    >>> name_cost("张红军") < 2 < 6 <= name_cost("会议室")
    True
    """
    if _FOREIGN.match(name):
        return 1.0
    if not 2 <= len(name) <= 4 or not _HAN_RUN.match(name):
        return 99.0
    table = surnames()
    if name[:2] in table and len(name) > 2:
        return table[name[:2]] + (0.2 if len(name) == 4 else 1.0)
    return table.get(name[0], _UNKNOWN) + _LENGTH[len(name)]


def is_name(text: str, limit: float = 4.5) -> bool:
    """Whether ``text`` (blanks apart) is like one personal name, by its surname and length."""
    return name_cost(re.sub(r"\s", "", text)) < limit


def split_run(run: str) -> list[str] | None:
    """The names of a run of Han characters with nothing between them, at the lowest cost; None if it is no names.

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
