"""Trends: how often a term or a topic occurs month by month, and when it bursts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import ArrayLike, NDArray

from jianbao.extras import from_extra
from jianbao.mining.terms import Counts, Matrix, Progress, Row, matrix
from jianbao.mining.topics import TopicModel

Ints = NDArray[np.int_]


class Burst(Struct):
    """Consecutive months in which something occurred far more often than usual.

    ``weight`` is the saving in Kleinberg's cost, in nats: how much better two states explain these months.
    """

    start: str  # YYYY-MM, the first month
    end: str  # YYYY-MM, the last month
    weight: float


class Trend(Struct):
    """The history of a term or topic: ``counts[i]`` of the ``totals[i]`` articles of month ``months[i]``."""

    name: str
    counts: list[int]
    bursts: list[Burst]

    @property
    def weight(self) -> float:
        """The sum of the weights of its bursts."""
        return sum(b.weight for b in self.bursts)


class Trends(Struct):
    """Trends over the same months (YYYY-MM); ``totals`` counts the articles of each, ``undated`` those of none."""

    months: list[str]
    totals: list[int]
    trends: list[Trend]
    undated: int = 0


def trends(
    source: Iterable[Row] | Matrix,
    *,
    terms: Sequence[str] | None = None,
    top: int = 50,
    min_count: int = 20,
    scaling: float = 2.0,
    cost: float = 1.0,
    progress: Progress | None = None,
) -> Trends:
    """Terms by month with their bursts: ``terms``, or without them the ``top`` terms by the weight of their bursts.

    Bursts as in Kleinberg (2002), for batches: an automaton with a base state, in which a share p0 of a month's
    articles contains the term, and a bursting state with ``scaling`` times p0; a transition to it costs ``cost``
    times the logarithm of the number of months. Articles whose date has no month are only counted.

    Args:
        min_count: without ``terms``, terms in fewer articles are left out.
        progress: called with the number of rows read, every thousand rows.
    """
    data = (
        source
        if isinstance(source, Matrix)
        else matrix(source, min_df=1 if terms else 2, max_share=1.0, progress=progress)
    )
    months, place = _months(data.dates)
    dated = [i for i, month in enumerate(place) if month >= 0]
    totals = np.bincount([place[i] for i in dated], minlength=len(months))
    undated = place.count(-1)
    if not months:
        return Trends([], [], [], undated)
    counts = _by_month(data.counts, place, len(months))  # terms by months
    index = {t: j for j, t in enumerate(data.terms)}
    if terms is not None:
        names = list(dict.fromkeys(terms))
        table = np.array([counts[index[t]] if t in index else np.zeros(len(months), int) for t in names])
        asked = _trends(names, table, months, totals, scaling, cost)
        return Trends(months, totals.tolist(), asked, undated)
    frequent = np.flatnonzero(counts.sum(axis=1) >= min_count)
    found = _trends([data.terms[j] for j in frequent], counts[frequent], months, totals, scaling, cost)
    found = sorted((t for t in found if t.bursts), key=lambda t: (-t.weight, t.name))
    return Trends(months, totals.tolist(), found[:top], undated)


def topic_trends(model: TopicModel, *, scaling: float = 1.5, cost: float = 1.0) -> Trends:
    """The topics of ``model`` by month, in their order: the articles of which each is the main topic."""
    months, place = _months(model.dates)
    table = np.zeros((len(model.topics), len(months)), int)
    totals = np.zeros(len(months), int)
    for month, topic in zip(place, model.assigned, strict=True):
        if month >= 0:
            totals[month] += 1
            if topic >= 0:
                table[topic, month] += 1
    names = [t.name for t in model.topics]
    found = _trends(names, table, months, totals, scaling, cost) if months else []
    return Trends(months, totals.tolist(), found, place.count(-1))


def _months(dates: Sequence[str | None]) -> tuple[list[str], list[int]]:
    """All months from the first to the last, and the index of each date among them (-1: no month)."""
    known = [d[:7] if d and len(d) >= 7 else None for d in dates]
    present = sorted({m for m in known if m})
    if not present:
        return [], [-1] * len(dates)
    months = [present[0]]
    while months[-1] < present[-1]:
        year, month = int(months[-1][:4]), int(months[-1][5:7])
        months.append(f"{year + month // 12:04d}-{month % 12 + 1:02d}")
    place = {m: i for i, m in enumerate(months)}
    return months, [place[m] if m else -1 for m in known]


def _by_month(counts: Counts, place: Sequence[int], months: int) -> Ints:
    """The number of articles of each month that contain each term, shape (terms, months)."""
    with from_extra("topics"):
        from scipy.sparse import csr_matrix

    dated = [i for i, month in enumerate(place) if month >= 0]
    ones = np.ones(len(dated), np.float32)
    gather = csr_matrix((ones, ([place[i] for i in dated], dated)), shape=(months, len(place)))
    present = counts.copy()
    present.data = np.ones_like(present.data)
    return np.asarray((gather @ present).T.toarray(), dtype=int)


def _trends(
    names: Sequence[str], table: Ints, months: list[str], totals: Ints, scaling: float, cost: float
) -> list[Trend]:
    states, saving = kleinberg(table, totals, scaling=scaling, cost=cost)
    out = []
    for name, counts, state, saved in zip(names, table, states, saving, strict=True):
        bursts = []
        for a, b in _runs(state):
            bursts.append(Burst(months[a], months[b - 1], round(float(saved[a:b].sum()), 2)))
        bursts.sort(key=lambda burst: (-burst.weight, burst.start))
        out.append(Trend(name, [int(c) for c in counts], bursts))
    return out


def _runs(state: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The half-open intervals of consecutive True values."""
    edges = np.diff(np.concatenate([[0], np.asarray(state, int), [0]]))
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    return [(int(a), int(b)) for a, b in zip(starts, ends, strict=True)]


def kleinberg(
    events: ArrayLike, totals: ArrayLike, *, scaling: float = 2.0, cost: float = 1.0
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Kleinberg's two-state automaton for batched events, over all rows of ``events`` at once.

    Args:
        events: relevant events by row and month, shape (rows, months).
        totals: all events by month, shape (months,).
        scaling: the bursting state's rate, as a multiple of the base rate.
        cost: of a transition to the bursting state.

    Returns: (whether the month is in a burst, the cost that the bursting state saves there in nats), both of the
    shape of ``events``.

    >>> kleinberg([[1, 1, 9, 8, 1]], [10, 10, 10, 10, 10])[0].tolist()
    [[False, False, True, True, False]]
    """
    table = np.asarray(events, float)
    if not table.size:
        return np.zeros(table.shape, bool), np.zeros(table.shape)
    base = np.clip(table.sum(axis=1) / max(1.0, float(np.sum(totals))), 1e-9, 0.9999)[:, None]
    high = np.minimum(base * scaling, 0.99995)
    rest = np.asarray(totals, float)[None, :] - table

    def price(p: NDArray[np.float64]) -> NDArray[np.float64]:  # -log of the binomial, but for its coefficient
        negative: NDArray[np.float64] = table * np.log(p) + rest * np.log1p(-p)
        return -negative

    low_cost, high_cost = price(base), price(high)
    step = cost * np.log(max(2, table.shape[1]))
    rows, months = table.shape
    from_high = np.zeros((2, rows, months), bool)
    low, up = low_cost[:, 0], high_cost[:, 0] + step
    for t in range(1, months):
        from_high[0, :, t] = up < low  # coming down is free
        from_high[1, :, t] = up <= low + step
        low, up = np.minimum(low, up) + low_cost[:, t], np.minimum(up, low + step) + high_cost[:, t]
    state = np.zeros((rows, months), bool)
    now = up < low
    for t in range(months - 1, -1, -1):
        state[:, t] = now
        now = np.where(now, from_high[1, :, t], from_high[0, :, t])
    return state, low_cost - high_cost
