"""A probe on the fast engine's states: what it says is kept for the texts read last, and nothing else changes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from jianbao.engines.fast.engine import FastEngine
from jianbao.engines.fast.probe import Probe, Readings

TEXTS = ["6月3日,云岭县水利局局长马文涛到石桥镇调研。", "镇里修了水闸。\n" * 90]


def probe_of(outputs: int, seed: int = 0) -> Probe:
    dice = np.random.default_rng(seed)
    return Probe(dice.normal(size=(outputs, 256)).astype(np.float32), np.arange(outputs, dtype=np.float32))


@pytest.fixture
def engine() -> FastEngine:
    return FastEngine()


def count_readings(engine: FastEngine, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    network = engine._model[1]
    read: list[int] = []
    states = network.states

    def counted(numbers: Any, windows: Any) -> Any:
        read.append(len(windows))
        return states(numbers, windows)

    monkeypatch.setattr(network, "states", counted)
    return read


def test_it_sees_the_states_of_every_character(engine: FastEngine) -> None:
    probe = probe_of(3)
    engine.watch(probe)
    engine.analyse(TEXTS)
    for text in TEXTS:
        found = engine.watched(text)
        assert found.shape == (3, len(text))
        np.testing.assert_allclose(found, probe.outputs(engine.states(text)), rtol=1e-4, atol=1e-4)


def test_a_text_that_was_read_is_not_read_again(engine: FastEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    engine.watch(probe_of(2))
    engine.analyse(TEXTS)
    read = count_readings(engine, monkeypatch)
    together = [engine.watched(text) for text in TEXTS]
    assert not read
    engine.watch(probe_of(2))  # another one: what the first one said is not taken for its own
    alone = [engine.watched(text) for text in TEXTS]
    assert read
    for a, b in zip(together, alone, strict=True):
        assert a.tobytes() == b.tobytes()


def test_entities_and_words_are_the_same_with_it(engine: FastEngine) -> None:
    before = engine.analyse(TEXTS)
    engine.watch(probe_of(4))
    assert engine.analyse(TEXTS) == before


def test_without_a_probe_there_is_nothing_to_see(engine: FastEngine) -> None:
    with pytest.raises(LookupError, match="watch"):
        engine.watched(TEXTS[0])


def test_the_oldest_readings_are_forgotten() -> None:
    readings = Readings(most=10)
    for text in ("甲" * 6, "乙" * 4, "丙" * 4):
        readings.put(text, np.zeros((1, len(text)), np.float32))
    assert [readings.get(text) is not None for text in ("甲" * 6, "乙" * 4, "丙" * 4)] == [False, True, True]
    readings.put("丁" * 30, np.zeros((1, 30), np.float32))
    assert readings.get("丁" * 30) is not None
