"""Training of the summary models on made-up texts: all four are written and can be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jianbao.errors import ConfigError, ReadError
from jianbao.stages.summary.choice_model import PARTS, read_choice_model
from jianbao.stages.summary.router import BOUNDARY_NAMES
from jianbao.stages.summary.trees import load_trees
from jianbao.training.summary.choice import folds_of, near_duplicates
from jianbao.training.summary.run import Inputs, run, training_texts

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
    counts = run(Inputs([], *files), tmp_path / "out")
    assert all(number > 0 for number in counts.values())
    assert (tmp_path / "out" / "headline.crf").stat().st_size > 0
    assert tuple(load_trees(tmp_path / "out" / "boundary.json").names) == BOUNDARY_NAMES
    assert load_trees(tmp_path / "out" / "cut.json").trees
    assert load_trees(tmp_path / "out" / "route.json").trees


def gold() -> list[dict[str, str]]:
    return [
        {
            "id": f"g{i}",
            "text": f"{p}水渠通水\n本报讯 为了节水,6月{i + 1}日,{p}改建的水渠通水,长{i + 2}公里。"
            f"村民周启明说,浇地省事了。\n据介绍,{p}今年还要修两座桥,已投入{3 * i + 20}万元。",
            "summary": f"6月{i + 1}日,{p}改建的水渠通水,长{i + 2}公里。",
        }
        for i in range(24)
        for p in [PLACES[i % len(PLACES)]]
    ]


def test_the_choice_of_clauses_is_trained_and_measured_on_other_texts(tmp_path: Path) -> None:
    counts = run(Inputs([write(tmp_path / "g.jsonl", gold())]), tmp_path / "out", folds=2)
    assert counts["gold"] == 24
    assert 30 < counts["rouge_l"] <= 100
    model = read_choice_model(tmp_path / "out" / "choice.json")
    assert set(model.trees) == set(PARTS)
    card = json.loads((tmp_path / "out" / "model.json").read_text("utf-8"))
    assert set(card["files"]) >= {"choice.json", "headline.crf", "cut.json"}


def test_near_duplicates_are_kept_together() -> None:
    text = "石桥镇改建的水渠昨日通水,浇地三千亩,两个村的村民受益,工程投资三百万元。"
    groups = near_duplicates([text, "另一篇说的是桥。" * 8, f"转载:{text}"])
    assert groups[0] == groups[2] != groups[1]
    assert len(set(folds_of(groups, 2).tolist())) == 2


def test_too_little_and_bad_input_is_said(tmp_path: Path) -> None:
    few = write(tmp_path / "few.jsonl", single()[:2])
    with pytest.raises(ConfigError, match="too few texts"):
        run(Inputs([], few, few), tmp_path / "out")
    with pytest.raises(ConfigError, match="too few"):
        run(Inputs([write(tmp_path / "little.jsonl", gold()[:3])]), tmp_path / "out")
    with pytest.raises(ConfigError, match="give both"):
        run(Inputs([], few), tmp_path / "out")
    with pytest.raises(ReadError, match=r"bad\.jsonl:1: needs id, text and summary"):
        list(training_texts(write(tmp_path / "bad.jsonl", [{"id": "x"}])))
