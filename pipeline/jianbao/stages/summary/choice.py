"""The choice of units for a summary: what can stand together, and what each choice is like."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import combinations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from jianbao.stages.summary.salience import TYPICAL, UNIT_NAMES, Floats, Setting
from jianbao.stages.summary.units import Unit

_BEST = 7  # units that are tried together
_TOGETHER = 3  # of them, beside what they need
_OPENINGS = 6  # clauses of which openings are made
_AT = {name: i for i, name in enumerate(UNIT_NAMES)}
_SUMS = (
    "title", "people", "places", "organisations", "times", "figures", "verbs", "announces", "results", "acts",
    "meets", "quoted",
)  # fmt: skip
_OF_FIRST = ("begins_named", "tag")
CHOICE_NAMES = (
    "units", "letters", *(f"sum_{name}" for name in _SUMS), *(f"first_{name}" for name in _OF_FIRST),
    "precision", "worth", "worth_most", "worth_least", "worth_first", "worth_last", "worth_short_of_best",
    "hits", "hits_share", "f1", "f1_own", "expected", "best_word", "again", "central", "of_title", "first", "last",
    "span", "gaps", "closed", "shortest", "longest", "speech", "precision_first", "opening", "has_title",
    "title_letters", "characters",
)  # fmt: skip


class Salience(Struct):
    """What the models expect of each word: that a summary has it; of each unit: how much of it, and its worth alone."""

    words: Floats
    precision: Floats
    worth: Floats


class Choices(Struct):
    """Choices of units: ``masks`` as bits of integers, ``chosen`` as (choices, units), ``lengths`` in characters."""

    masks: list[int]
    chosen: NDArray[np.bool_]
    lengths: NDArray[np.int64]


def closure(units: Sequence[Unit], i: int) -> int:
    """Unit ``i`` with all that it needs, as bits; 0 where some of that cannot be had.

    A clause that names who acts and waits for the act (某某结合实际) is complete with the act that needs it.

    >>> units = [Unit(0, 4, 0, 0, 0, False), Unit(5, 9, 1, 0, 0, True, needs=(0,))]
    >>> bin(closure(units, 1))
    '0b11'
    """
    found = 0
    waiting = [(i, -1)]
    while waiting:
        k, after = waiting.pop()
        if found >> k & 1:
            continue
        unit = units[k]
        if unit.barred:
            return 0
        found |= 1 << k
        waiting += [(need, k) for need in unit.needs]
        done = unit.waits and after >= 0 and units[after].sentence == unit.sentence and not units[after].waits
        if (unit.waits or unit.announces) and not done:
            if unit.follower < 0:
                return 0
            waiting.append((unit.follower, -1))
    return found


def choices(setting: Setting, worth: Floats, room: int) -> Choices:
    """Choices of units that are whole and have at most ``room`` characters with their marks, each once."""
    units = setting.units
    whole = [closure(units, i) for i in range(len(units))]
    order = sorted((i for i, mask in enumerate(whole) if mask), key=lambda i: (-worth[i], i))[:_BEST]
    found: dict[int, None] = {}
    for group in _groups(len(order)):
        mask = 0
        for k in group:
            mask |= whole[order[k]]
        found[mask] = None
    mask = 0
    for i in range(setting.titles, min(len(units), setting.titles + _OPENINGS)):
        mask |= whole[i]
        if mask:
            found[mask] = None
    masks = np.array(list(found), np.int64)
    chosen: NDArray[np.bool_] = (masks[:, None] >> np.arange(len(units)) & 1).astype(np.bool_)
    lengths: NDArray[np.int64] = chosen.astype(np.int64) @ np.array([u.end - u.start + 1 for u in units])
    fits = lengths <= room
    return Choices(masks[fits].tolist(), chosen[fits], lengths[fits])


def naming(setting: Setting, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which choices (choices, units) name a person or an organisation."""
    names = setting.unit_rows[:, [_AT["people"], _AT["organisations"]]].sum(axis=1)
    found: NDArray[np.bool_] = chosen @ names > 0
    return found


@cache
def _groups(count: int) -> list[tuple[int, ...]]:
    return [group for size in range(1, _TOGETHER + 1) for group in combinations(range(count), size)]


def choice_rows(setting: Setting, salience: Salience, chosen: NDArray[np.bool_]) -> Floats:
    """The features of choices (choices, units), in the order of CHOICE_NAMES."""
    taken = chosen.astype(np.float32)
    count, width = chosen.shape
    rows, letters, worth = setting.unit_rows, setting.letters, salience.worth
    first, last = chosen.argmax(axis=1), width - 1 - chosen[:, ::-1].argmax(axis=1)
    body = chosen.copy()
    body[:, : setting.titles] = False
    has_body = body.any(axis=1)
    body_first = np.where(has_body, body.argmax(axis=1), setting.titles - 1) - setting.titles
    body_last = (
        np.where(has_body, width - 1 - body[:, ::-1].argmax(axis=1), setting.titles - 1) - setting.titles
    )
    size = taken @ letters
    some = np.maximum(1, size)
    covered = (taken @ setting.holds) > 0
    expected = salience.words * setting.sizes
    hits = covered @ expected
    distinct = covered @ setting.sizes
    every = taken @ (setting.holds @ setting.sizes)
    central = np.log(np.maximum(1, setting.word_rows[:, 2])) * setting.sizes
    in_title = setting.word_rows[:, 3] * setting.sizes
    runs = body[:, 1:] & ~body[:, :-1]
    closed = np.array([unit.last for unit in setting.units])
    opening = has_body & ~chosen[:, : setting.titles].any(axis=1) & (body_first == 0)
    total = float(expected.sum())
    columns = [
        taken.sum(axis=1), size, *(taken @ rows[:, [_AT[name] for name in _SUMS]]).T,
        *(rows[first, _AT[name]] for name in _OF_FIRST),
        taken @ (salience.precision * letters) / some, taken @ worth,
        np.where(chosen, worth, 0).max(axis=1), np.where(chosen, worth, 9).min(axis=1), worth[first], worth[last],
        worth.max() - np.where(chosen, worth, 0).max(axis=1),
        hits, hits / some, 2 * hits / (size + TYPICAL), 2 * hits / (size + total), np.full(count, total),
        (covered * salience.words).max(axis=1, initial=0), 1 - distinct / np.maximum(1, every),
        covered @ central / max(1.0, float(central.sum())), covered @ in_title / max(1.0, float(in_title.sum())),
        body_first, body_last, last - first, runs.sum(axis=1) + body[:, 0] - has_body, closed[last],
        np.where(chosen, letters, 999).min(axis=1), np.where(chosen, letters, 0).max(axis=1),
        taken @ (rows[:, _AT["speech"]] * letters) / some, salience.precision[first], opening,
        np.full(count, setting.titles > 0), np.full(count, letters[: setting.titles].sum()),
        np.full(count, rows[0, _AT["characters"]]),
    ]  # fmt: skip
    return np.column_stack(columns).astype(np.float32)
