"""Training of the keyword ranker, on a handful of made-up texts: it runs, writes, loads, and knows bad input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jianbao.article import Article, Entity
from jianbao.errors import ReadError
from jianbao.stages.keywords.ranker import load_ranker
from jianbao.stages.slogans.stage import SlogansStage
from jianbao.stages.tokens.stage import TokensStage
from jianbao.training.keywords.run import Inputs, headless, run, tagged_texts

PLACES = ["云岭县", "石桥镇", "白沙村", "青松县", "红岩镇", "柳河县"]
THEMES = ["防汛演练", "秋粮收购", "道路改造", "义务植树", "人才招聘", "消防检查"]


def texts() -> list[dict[str, object]]:
    return [
        {
            "id": f"t{i}{j}",
            "title": f"{place}开展{theme}",
            "text": f"昨天,{place}开展{theme}。{theme}由镇里组织,群众积极参加。大家说,{theme}办到了心坎上。",
            "keywords": [theme, place],
        }
        for i, place in enumerate(PLACES)
        for j, theme in enumerate(THEMES)
    ]


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8")
    return path


def test_a_ranker_is_trained_measured_and_loads_again(tmp_path: Path) -> None:
    figures = run(Inputs([write(tmp_path / "a.jsonl", texts())], []), tmp_path / "model", rounds=5, keep=1.0)
    assert set(figures) == {"f1_at_5_with_title", "f1_at_5_without_title"}
    assert all(0 <= v <= 100 for v in figures.values())
    ranker = load_ranker(tmp_path / "model")
    assert ranker.info["rounds"] == 5
    assert ranker.rates.term["防汛演练"][1] > 0


def test_bad_lines_are_named(tmp_path: Path) -> None:
    path = write(tmp_path / "bad.jsonl", [{"id": "x", "text": "没有关键词"}])
    with pytest.raises(ReadError, match=r"bad\.jsonl:1: needs id, title, text and keywords"):
        list(tagged_texts(path))


def test_the_form_without_a_headline_has_the_layers_of_the_body() -> None:
    article = Article.from_text("全县聚焦“难点”“痛点”“堵点”。何静说好。", title="云岭县部署工作")
    article = next(SlogansStage()(TokensStage()([article])))
    at = article.text.index("何静")
    article.entities = [Entity(0, 3, "LOC", "云岭县"), Entity(at, at + 2, "PER", "何静")]
    short = headless(article)
    assert short.text == "全县聚焦“难点”“痛点”“堵点”。何静说好。"
    assert short.tokens
    assert short.text[short.tokens.starts[0] : short.tokens.ends[0]] in ("全县", "全")
    assert [short.text[e.start : e.end] for e in short.entities or ()] == ["何静"]
    assert [short.text[m.start : m.end] for f in short.slogans or () for m in f.members] == [
        "难点",
        "痛点",
        "堵点",
    ]
    assert all(short.text[q.start : q.end] == q.text for q in short.quoted or ())
