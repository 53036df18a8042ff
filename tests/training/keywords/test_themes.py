"""Training of the ranker of themes, on a handful of made-up texts: it runs, writes, loads, and knows bad input."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from jianbao.engines.fast.engine import FastEngine
from jianbao.errors import ReadError
from jianbao.stages.keywords.ranker import read_theme_ranker
from jianbao.stages.keywords.theme_features import KEYS, RateTable, Tally, theme_rate
from jianbao.training.keywords.themes import Settings, calibrate, folds, likeness, rates_of, run, theme_texts

PLACES = ["清渠县", "柳湾镇", "白沙村", "青松县"]
THEMES = ["防汛演练", "秋粮收购", "道路改造", "义务植树"]
MEASURES = ("theme recall@10 exact", "theme recall@10 soft", "theme precision@8 soft", "theme junk@8")
FIGURES = {*MEASURES, *(f"{measure}, no span head" for measure in MEASURES)}


def texts() -> list[dict[str, object]]:
    return [
        {
            "id": f"t{i}{j}",
            "text": f"{place}开展{theme}\n昨天,{place}开展{theme}。{theme}由镇里组织,群众积极参加。",
            "themes": [theme],
        }
        for i, place in enumerate(PLACES)
        for j, theme in enumerate(THEMES)
    ]


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8")
    return path


def test_a_ranker_is_trained_measured_and_loads_again(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", texts())
    figures = run([gold], tmp_path / "model", Settings(engines=("jieba",), rounds=5))
    assert set(figures) == FIGURES
    assert all(0 <= value <= 1 for value in figures.values())
    ranker = read_theme_ranker(tmp_path / "model" / "themes.json")
    assert ranker.info["texts"] == 16
    assert ranker.plain.slope > 0
    assert ranker.headed.slope > 0
    assert ranker.head.network == FastEngine().digest


def test_rates_without_a_part_are_those_of_the_rest() -> None:
    whole = [{"防汛": Tally(9, 6, 7.0), "开展": Tally(9, 0, 0.5), "少见": Tally(1, 1, 1.0)} for _ in KEYS]
    part = [{"防汛": Tally(4, 1, 2.0)} for _ in KEYS]
    rest = {"防汛": Tally(5, 5, 5.0), "开展": Tally(9, 0, 0.5)}
    terms = ["防汛", "开展", "少见", "没有"]
    for key, rated in enumerate(rates_of(whole, part)):
        known = RateTable(key, {term: theme_rate(key, tally) for term, tally in rest.items()})
        assert np.allclose(rated.rows(terms), known.rows(terms))
        assert rated.rows(terms)[0, 0] > rated.rows(terms)[1, 0]


def test_bad_lines_are_named(tmp_path: Path) -> None:
    path = write(tmp_path / "bad.jsonl", [{"id": "x", "text": "没有主题"}])
    with pytest.raises(ReadError, match=r"bad\.jsonl:1: needs id, text and themes"):
        list(theme_texts(path))


def test_texts_that_share_a_stretch_are_held_out_together() -> None:
    story = "今天全县插秧比赛在柳湾镇举行，三十二支队伍下田，最快的一队用了十七分钟插完一亩地，观众站满田埂。"
    others = [c * 60 for c in "甲乙丙丁戊己庚辛"]
    fold_of = folds([story, *others, f"后记：{story}"], 0)
    assert fold_of[0] == fold_of[-1]
    assert len(set(fold_of)) > 1


def test_likeness_is_the_share_in_common() -> None:
    assert likeness("插秧比赛", "插秧比赛") == 1
    assert likeness("插秧", "插秧比赛") == 0.5
    assert likeness("插秧", "收割") == 0


def test_calibration_takes_back_what_was_said_too_boldly() -> None:
    dice = np.random.default_rng(1)
    odds = dice.normal(size=4000) * 2
    chosen = dice.random(4000) < 1 / (1 + np.exp(-0.5 * odds + 1))
    slope, shift = calibrate(odds.astype(np.float32), chosen)
    assert slope == pytest.approx(0.5, abs=0.1)
    assert shift == pytest.approx(-1, abs=0.15)
