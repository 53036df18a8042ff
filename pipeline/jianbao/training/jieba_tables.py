"""The hidden Markov model of jieba.posseg as arrays: made once, shipped in ``data/jieba_model.npz``.

jieba keeps it as Python source of ten megabytes, which takes a second to import and 100 MB to hold.
Run ``python -m jianbao.training.jieba_tables`` after a new version of jieba.
"""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jianbao.resources import data_path


def make_tables() -> dict[str, NDArray[Any]]:
    """The arrays that ``jianbao.engines.jieba.tagger`` loads, from the installed jieba.

    States are sorted pairs of position (B, E, M, S) and tag. ``states_at`` and ``emits_at`` say, for each character
    from ``base`` on, where its allowed states and its emissions begin.
    """
    from jieba.posseg.char_state_tab import P as allowed
    from jieba.posseg.prob_emit import P as emissions
    from jieba.posseg.prob_start import P as start
    from jieba.posseg.prob_trans import P as transitions

    states = sorted(transitions)
    number = {state: i for i, state in enumerate(states)}
    matrix = np.full((len(states), len(states)), np.nan)
    for a, row in transitions.items():
        for b, value in row.items():
            matrix[number[a], number[b]] = value
    emits: dict[str, list[tuple[int, float]]] = {}
    for state in states:
        for character, value in emissions[state].items():
            emits.setdefault(character, []).append((number[state], value))
    codes = [ord(character) for character in (*allowed, *emits)]
    characters = [chr(code) for code in range(min(codes), max(codes) + 1)]
    allowed_of = [sorted(number[state] for state in allowed.get(c, ())) for c in characters]
    emits_of = [emits.get(c, []) for c in characters]
    return {
        "positions": np.array([ord(position) for position, _ in states], np.uint8),
        "names": np.array([tag for _, tag in states]),
        "start": np.array([start[state] for state in states]),
        "transitions": matrix.ravel(),
        "base": np.array(min(codes)),
        "states_at": _offsets([len(some) for some in allowed_of]),
        "states": np.array([state for some in allowed_of for state in some], np.uint8),
        "emits_at": _offsets([len(some) for some in emits_of]),
        "emit_states": np.array([state for some in emits_of for state, _ in some], np.uint8),
        "emits": np.array([value for some in emits_of for _, value in some]),
    }


def _offsets(sizes: list[int]) -> NDArray[np.int32]:
    return np.array([0, *accumulate(sizes)], np.int32)


def write_tables(path: Path) -> None:
    """Write the arrays to ``path``, compressed."""
    np.savez_compressed(path, allow_pickle=False, **make_tables())


if __name__ == "__main__":
    write_tables(data_path("jieba_model.npz"))
