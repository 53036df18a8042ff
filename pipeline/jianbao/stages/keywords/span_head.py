"""The span head: what the fast engine's network knows of a stretch of text, as a part of a theme or not.

A linear layer on the states of the characters at the edges of a candidate, inside it and beside it. The network reads
the text for the entities anyway; its states are not worked out again (``jianbao.engines.fast.probe``).
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from jianbao.engines import make_engine
from jianbao.engines.fast.engine import FastEngine
from jianbao.engines.fast.probe import Probe
from jianbao.engines.taggers import model_records
from jianbao.errors import EngineError
from jianbao.stages.keywords.candidates import Candidate, Draft
from jianbao.tagging.arrays import FloatArray

PARTS = ("first", "last", "inside", "before", "after")  # characters of a stretch whose states are looked at
TARGETS = ("chosen", "near")  # what is expected of it: that it is a theme, and how near it comes to one
OF_HEAD: tuple[str, ...] = tuple(f"{of}_{what}" for of in ("mean", "most", "earliest") for what in TARGETS)
_NOWHERE = -1.0  # of a candidate that stands nowhere in the text as it is printed


class SpanHead:
    """A trained head.

    Args:
        network: SHA-256 of the network whose states it was trained on.
        weight: (PARTS * TARGETS, states), of each part the rows of all targets.
        bias: (PARTS * TARGETS,).
    """

    def __init__(self, network: str, weight: Any, bias: Any) -> None:
        self.network = network
        self.probe = Probe(np.asarray(weight, np.float32), np.asarray(bias, np.float32))
        if self.probe.weight.shape[0] != len(PARTS) * len(TARGETS):
            raise ValueError("it is no span head: another number of rows")

    def fault(self) -> str:
        """Why the network that is there cannot be used, "" where it can."""
        engine = _engine()
        try:
            digest = engine.digest
            engine.load()
        except EngineError as error:
            return str(error)
        if digest != self.network:
            return f"the network of {engine.folder} is not the one that it was trained on"
        engine.watch(self.probe)
        return ""

    @property
    def models(self) -> list[dict[str, str]]:
        """The record of the network, for the manifest of a run."""
        return model_records(_engine())

    def rows(self, draft: Draft, found: Mapping[str, Candidate]) -> NDArray[np.float32]:
        """The features OF_HEAD of each candidate: (candidates, OF_HEAD)."""
        engine = _engine()
        engine.watch(self.probe)
        return head_rows(engine.watched(draft.text), draft, found)


def usable_head(head: SpanHead | None) -> SpanHead | None:
    """``head`` where its network is there; else None, with a warning that says why and what to do."""
    if head is not None and (fault := head.fault()):
        warnings.warn(
            f"themes are ranked without the span head ({fault}); train it with `jianbao train themes`, "
            "or set keywords.span_head=false",
            stacklevel=2,
        )
        return None
    return head


def _engine() -> FastEngine:
    return cast("FastEngine", make_engine("fast"))


def occurrences(
    draft: Draft, found: Mapping[str, Candidate]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """How often each candidate stands in the text, headline included; where all occurrences begin and end, in order."""
    counts: list[int] = []
    starts: list[int] = []
    text, title, head_end = draft.text, draft.title, draft.head_end
    for term, c in found.items():
        before = len(starts)
        if head_end and term in title and (at := text.find(term, 0, head_end)) >= 0:
            starts.append(at)
        starts += c.starts
        counts.append(len(starts) - before)
    per_term, begin = np.array(counts, np.int64), np.array(starts, np.int64)
    return per_term, begin, begin + np.repeat(np.array([len(term) for term in found], np.int64), per_term)


def head_rows(outputs: FloatArray, draft: Draft, found: Mapping[str, Candidate]) -> NDArray[np.float32]:
    """The features of ``SpanHead.rows`` from a head's outputs [PARTS * TARGETS, characters]."""
    counts, starts, ends = occurrences(draft, found)
    out = np.full((len(found), len(OF_HEAD)), _NOWHERE, np.float32)
    if not len(starts):
        return out
    width, size = outputs.shape[1], len(TARGETS)
    first, last, inside, before, after = outputs.reshape(len(PARTS), size, width)
    sums = np.zeros((size, width + 1), np.float32)
    np.cumsum(inside, axis=1, out=sums[:, 1:])
    scores = first[:, starts] + last[:, ends - 1] + (sums[:, ends] - sums[:, starts]) / (ends - starts)
    scores += np.where(starts > 0, before[:, starts - 1], 0)
    scores += np.where(ends < width, after[:, np.minimum(ends, width - 1)], 0)
    has = counts > 0
    begins = (np.cumsum(counts) - counts)[has]
    out[has, :size] = (np.add.reduceat(scores, begins, axis=1) / counts[has]).T
    out[has, size : 2 * size] = np.maximum.reduceat(scores, begins, axis=1).T
    out[has, 2 * size :] = scores[:, begins].T
    return out


def read_head(data: Mapping[str, Any]) -> SpanHead:
    """The head of what ``themes.json`` says; raises KeyError, TypeError or ValueError for what is none."""
    return SpanHead(str(data["network"]), data["weight"], data["bias"])
