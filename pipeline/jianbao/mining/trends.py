"""Trends: how often a term or a topic comes up month by month, and when it bursts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from msgspec import Struct

from jianbao.mining.terms import Matrix, Progress, Row, matrix
from jianbao.mining.topics import TopicModel


class Burst(Struct):
    """A run of months in which something came up far more often than usual.

    ``weight`` is the saving in Kleinberg's cost, in nats: how much better two states explain the run.
    """

    start: str  # YYYY-MM, the first month
    end: str  # YYYY-MM, the last month
    weight: float


class Trend(Struct):
    """The history of a term or topic: ``counts[i]`` of ``totals[i]`` articles of month ``months[i]``."""

    name: str
    counts: list[int]
    bursts: list[Burst]

    @property
    def weight(self) -> float:
        """The weight of its bursts together."""
        return sum(b.weight for b in self.bursts)


class Trends(Struct):
    """Trends over the same months; ``totals`` counts all articles of each month, ``undated`` those without one."""

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
    """Terms by month with their bursts: those asked for, else the ``top`` of the heaviest bursts.

    Bursts are Kleinberg's (2002) for batches: an automaton with a usual state, in which a share p0 of a
    month's articles holds the term, and a bursting one with ``scaling`` times p0; going up costs ``cost``
    times the logarithm of the number of months. Articles without a month count nowhere.

    Args:
        min_count: the fewest articles of a term that is not asked for by name.
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
    often = np.flatnonzero(counts.sum(axis=1) >= min_count)
    found = _trends([data.terms[j] for j in often], counts[often], months, totals, scaling, cost)
    found = sorted((t for t in found if t.bursts), key=lambda t: (-t.weight, t.name))
    return Trends(months, totals.tolist(), found[:top], undated)


def topic_trends(model: TopicModel, *, scaling: float = 1.5, cost: float = 1.0) -> Trends:
    """The topics of ``model`` by month: articles by their first topic, in the order of the topics."""
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
    """All months from the first to the last, and the place of each date among them (-1: no month)."""
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


def _by_month(counts: Any, place: Sequence[int], months: int) -> Any:
    """In how many articles of each month each term stands: terms by months."""
    from scipy.sparse import csr_matrix

    dated = [i for i, month in enumerate(place) if month >= 0]
    ones = np.ones(len(dated), np.float32)
    gather = csr_matrix((ones, ([place[i] for i in dated], dated)), shape=(months, len(place)))
    present = counts.copy()
    present.data = np.ones_like(present.data)
    return np.asarray((gather @ present).T.toarray(), dtype=int)


def _trends(
    names: Sequence[str], table: Any, months: list[str], totals: Any, scaling: float, cost: float
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


def _runs(state: Any) -> list[tuple[int, int]]:
    """The half-open runs of True in ``state``."""
    edges = np.diff(np.concatenate([[0], np.asarray(state, int), [0]]))
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    return [(int(a), int(b)) for a, b in zip(starts, ends, strict=True)]


def kleinberg(table: Any, totals: Any, *, scaling: float = 2.0, cost: float = 1.0) -> tuple[Any, Any]:
    """Kleinberg's two-state automaton for batched events, over all rows of ``table`` at once.

    Args:
        table: events by row and month, shape (rows, months).
        totals: of how many, shape (months,).

    Returns: (is the month in a burst, what the bursting state saves there), both of the shape of ``table``.
    """
    table = np.asarray(table, float)
    if not table.size:
        return np.zeros(table.shape, bool), np.zeros(table.shape)
    usual = np.clip(table.sum(axis=1) / max(1.0, float(np.sum(totals))), 1e-9, 0.9999)[:, None]
    high = np.minimum(usual * scaling, 0.99995)
    rest = np.asarray(totals, float)[None, :] - table

    def price(p: Any) -> Any:  # -log of the binomial, less the coefficient that both states share
        return -(table * np.log(p) + rest * np.log1p(-p))

    low_cost, high_cost = price(usual), price(high)
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
