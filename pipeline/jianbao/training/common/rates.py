"""How fast a network learns as training goes on."""

from __future__ import annotations


def up_and_down(step: int, steps: int, warmup: float) -> float:
    """Up in a line to 1 in the first ``warmup`` of the ``steps``, then down in a line to nothing.

    >>> [round(up_and_down(step, 10, 0.2), 2) for step in (0, 1, 2, 9)]
    [0.5, 1.0, 0.89, 0.11]
    """
    warm = max(1, int(warmup * steps))
    return min((step + 1) / warm, (steps - step) / (steps - warm + 1))
