"""A probe: what a linear layer of somebody else's makes of the fast engine's states, kept for the texts read last.

A stage that comes after the entities can so learn what the network knows of a text without reading it again.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from msgspec import Struct

from jianbao.tagging.arrays import FloatArray

KEPT = 1 << 18  # characters whose outputs are kept: those of some batches


class Probe(Struct, frozen=True):
    """``weight``: [outputs, states]; ``bias``: [outputs]."""

    weight: FloatArray
    bias: FloatArray

    def outputs(self, states: FloatArray) -> FloatArray:
        """[outputs, characters] of states [characters, states]."""
        found: FloatArray = self.weight @ states.T + self.bias[:, None]
        return found


class Readings:
    """The outputs of the texts that were read last, by text; the oldest go first. Safe in several threads.

    >>> import numpy as np
    >>> readings = Readings(most=3)
    >>> for text in ("甲乙", "丙", "丁"):
    ...     readings.put(text, np.zeros((1, len(text)), np.float32))
    >>> readings.get("甲乙") is None, readings.get("丙").shape
    (True, (1, 1))
    """

    def __init__(self, most: int = KEPT) -> None:
        self._most, self._size = most, 0
        self._found: OrderedDict[str, FloatArray] = OrderedDict()
        self._lock = Lock()

    def put(self, text: str, outputs: FloatArray) -> None:
        """Keep ``outputs`` [outputs, characters] of ``text``."""
        with self._lock:
            self._size += len(text) if text not in self._found else 0
            self._found[text] = outputs
            while self._size > self._most and len(self._found) > 1:
                self._size -= len(self._found.popitem(last=False)[0])

    def get(self, text: str) -> FloatArray | None:
        """The outputs of ``text``; None where it was not read lately."""
        with self._lock:
            return self._found.get(text)

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._found.clear()
            self._size = 0
