"""Training of the summary models on made-up texts: all four are written and can be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jianbao.errors import ConfigError, ReadError
from jianbao.stages.summary.router import BOUNDARY_NAMES
from jianbao.stages.summary.trees import load_trees
from jianbao.training.summary.run import run, training_texts

PLACES = ["云岭县", "石桥镇", "白沙村", "青松县", "红岩镇", "柳河县", "金山县", "南坪镇"]


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8")
    return path


def single() -> list[dict[str, str]]:
    return [
        {
            "id": f"s{i}",
            "text": f"昨天,{p}召开防汛工作会议,部署汛期值守。\n会议要求,{p}各部门压实责任。\n{p}还检查了水库。",
            "summary": f"昨天,{p}召开防汛工作会议,部署汛期值守。",
        }
        for i, p in enumerate(PLACES)
    ]


def several() -> list[dict[str, str]]:
    return [
        {
            "id": f"m{i}",
            "text": f"昨天,{p}举办秋季农产品展销会。\n6月3日,高铁铺轨工程全线完成,年底通车。",
            "summary": f"{p}举办农产品展销会。高铁铺轨工程全线完成。",
        }
        for i, p in enumerate(PLACES)
    ]


def test_all_models_are_written_and_load(tmp_path: Path) -> None:
    files = write(tmp_path / "s.jsonl", single()), write(tmp_path / "m.jsonl", several())
    counts = run(*files, tmp_path / "out")
    assert all(number > 0 for number in counts.values())
    assert (tmp_path / "out" / "headline.crf").stat().st_size > 0
    assert tuple(load_trees(tmp_path / "out" / "boundary.json").names) == BOUNDARY_NAMES
    assert load_trees(tmp_path / "out" / "cut.json").trees
    assert load_trees(tmp_path / "out" / "route.json").trees


def test_too_little_and_bad_input_is_said(tmp_path: Path) -> None:
    few = write(tmp_path / "few.jsonl", single()[:2])
    with pytest.raises(ConfigError, match="too few texts"):
        run(few, few, tmp_path / "out")
    with pytest.raises(ReadError, match=r"bad\.jsonl:1: needs id, text and summary"):
        list(training_texts(write(tmp_path / "bad.jsonl", [{"id": "x"}])))
