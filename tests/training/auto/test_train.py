"""Setting the threshold of the engine auto."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jianbao.engines.auto.engine import AutoEngine
from jianbao.errors import ConfigError
from jianbao.training.auto.train import train

TEXTS = [
    ("6月3日,云岭县水利局到石桥镇白沙村调研。", [[0, 4, "TIME"], [5, 11, "ORG"], [12, 18, "LOC"]]),
    ("阿布都热依木江在格拉丹冬里坊会见了卡班巴依。", [[0, 7, "PER"], [8, 14, "LOC"], [17, 21, "PER"]]),
]
ENGINES = {"fast": "fast", "accurate": "accurate"}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    lines = [json.dumps({"text": text, "ents": spans}, ensure_ascii=False) for text, spans in TEXTS]
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_the_card_has_the_least_share_that_is_good_enough(gold: Path, tmp_path: Path) -> None:
    folder = tmp_path / "auto"
    tries, chosen, alone = train([gold], folder, AutoEngine(engines=ENGINES, threshold=0.0), within=0.01)
    assert [t.share for t in tries] == sorted(t.share for t in tries)
    assert tries[0].share == 0
    assert tries[-1].share == 1
    assert chosen.f1 >= alone - 0.01 or chosen == tries[-1]
    engine = AutoEngine(folder)
    engine.load()
    assert engine.threshold == chosen.threshold
    assert engine.specs == ENGINES


def test_texts_without_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"text": "今天开会。", "ents": []}', "utf-8")
    with pytest.raises(ConfigError, match="no annotated entities"):
        train([path], tmp_path / "auto", AutoEngine(engines=ENGINES, threshold=0.0), within=0.0)
