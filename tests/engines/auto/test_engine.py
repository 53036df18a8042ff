"""The auto engine: the accurate engine reads what the fast one is unsure of, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from jianbao.engines import make_engine
from jianbao.engines.accurate.engine import AccurateEngine
from jianbao.engines.auto.engine import READ, TWICE, AutoEngine, unsureness
from jianbao.engines.fast.engine import FastEngine
from jianbao.engines.lac.engine import LacEngine
from jianbao.errors import ConfigError, EngineError
from jianbao.models import read_model
from jianbao.resources import model_path
from jianbao.tagging.labels import LABELS

TEXT = "6月3日,云岭县水利局局长马文涛到石桥镇白沙村调研。"
ODD = "阿布都热依木江在格拉丹冬里坊与欧莱凯龙会见了卡班巴依。"


def card(folder: Path, **changes: Any) -> Path:
    known = json.loads((model_path("auto") / "model.json").read_text("utf-8"))
    folder.mkdir(exist_ok=True)
    (folder / "model.json").write_text(json.dumps(known | changes), "utf-8")
    return folder


def test_it_finds_what_a_page_names() -> None:
    [found] = AutoEngine().analyse([TEXT])
    assert [(TEXT[s.start : s.end], s.type) for s in found.spans] == [
        ("6月3日", "TIME"), ("云岭县水利局", "ORG"), ("马文涛", "PER"), ("石桥镇白沙村", "LOC"),
    ]  # fmt: skip


def test_what_the_fast_engine_is_sure_of_is_not_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> Any:
        raise AssertionError("it was asked")

    monkeypatch.setattr(AccurateEngine, "_run", refuse)
    engine = AutoEngine(threshold=1.0)
    assert np.allclose(engine.marginals([TEXT])[0], FastEngine().marginals([TEXT])[0], atol=1e-5)
    assert engine.take_counts() == {READ: len(TEXT), TWICE: 0}
    assert engine.take_counts() == {}


def test_where_both_have_read_their_probabilities_are_averaged() -> None:
    engine = AutoEngine(threshold=0.0)
    [rows] = engine.marginals([TEXT])
    assert rows.shape == (len(TEXT), len(LABELS))
    assert np.allclose(rows.sum(axis=1), 1, atol=1e-4)
    assert engine.take_counts() == {READ: len(TEXT), TWICE: len(TEXT)}
    [(windows, fast, parts)] = engine.read_both([TEXT])
    assert windows == [(0, len(TEXT))]
    assert np.allclose(rows, (fast + parts[0]) / 2)


def test_only_the_windows_it_is_unsure_of_are_read_twice() -> None:
    engine = AutoEngine()
    text = TEXT * 6 + "\n" + ODD * 4
    windows = AccurateEngine().windows(text)
    scores = [unsureness(FastEngine().marginals([text])[0][a:b]) for a, b in windows]
    between = float(np.mean([min(scores), max(scores)]))
    assert min(scores) < between < max(scores)
    engine = AutoEngine(threshold=between)
    engine.marginals([text])
    assert engine.take_counts()[TWICE] == sum(
        b - a for (a, b), s in zip(windows, scores, strict=True) if s >= between
    )


def test_windows_that_repeat_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    engine, runs = AutoEngine(threshold=0.0), []
    run = AccurateEngine._run
    monkeypatch.setattr(AccurateEngine, "_run", lambda self, *args: runs.append(1) or run(self, *args))
    together = engine.marginals([TEXT, TEXT, TEXT])
    assert len(runs) == 1
    assert all(np.array_equal(rows, together[0]) for rows in together)


def test_lac_is_never_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> Any:
        raise AssertionError("it was asked")

    monkeypatch.setattr(LacEngine, "analyse", refuse)
    monkeypatch.setattr(LacEngine, "load", refuse)
    engine = AutoEngine(threshold=0.0)
    engine.load()
    assert engine.analyse([TEXT])[0].spans


def test_a_text_is_the_same_in_any_company_to_the_bit() -> None:
    texts = [f"第{i}次会议在云岭县召开,{ODD * (i % 3)}周启明{'出席' * i}。" for i in range(1, 30)]
    engine = make_engine("auto")
    assert isinstance(engine, AutoEngine)
    together = engine.marginals(texts)
    backwards = engine.marginals(texts[::-1])[::-1]
    alone = [engine.marginals([text])[0] for text in texts]
    for rows, *others in zip(together, backwards, alone, strict=True):
        assert all(np.array_equal(rows, other) for other in others)


def test_other_conventions_are_those_of_the_accurate_engine() -> None:
    engine = AutoEngine()
    [rows] = engine.marginals([TEXT], head="msra")
    assert np.array_equal(rows, AccurateEngine().marginals([TEXT], head="msra")[0])


def test_the_shipped_threshold_was_set_for_the_shipped_networks() -> None:
    engine = AutoEngine()
    assert read_model(model_path("auto")).card["set for"] == engine.digests
    assert 0 < engine.threshold < 1


def test_a_card_without_a_threshold_is_refused(tmp_path: Path) -> None:
    folder = card(tmp_path / "none")
    (folder / "model.json").write_text('{"name": "x", "version": "1", "files": {}}', "utf-8")
    with pytest.raises(EngineError, match="is not a model card for this engine"):
        AutoEngine(folder).load()


def test_a_card_that_names_another_kind_of_engine_is_refused(tmp_path: Path) -> None:
    folder = card(tmp_path / "wrong", engines={"fast": "jieba", "accurate": "accurate"})
    with pytest.raises(ConfigError, match="names jieba for its fast engine"):
        AutoEngine(folder).load()
