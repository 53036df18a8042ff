"""Training from annotated pages to a model that finds what it was taught."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jianbao.article import Article
from jianbao.engines.crf.crf import Crf
from jianbao.errors import ReadError
from jianbao.models import read_model
from jianbao.stages.entities.stage import EntitiesConfig, EntitiesStage
from jianbao.training.crf.examples import examples, read_annotated
from jianbao.training.crf.train import found, train
from jianbao.training.crf.weights import Settings, fit

PLACES = ("云岭县", "大里村", "官塘镇", "柳溪乡", "石门市")
NAMES = ("沈明远", "陆建业", "方晓东", "韩立新", "邵文博")


def page(number: int) -> dict[str, object]:
    place, name = PLACES[number % 5], NAMES[number % 5]
    text = f"干部下乡\n\n本报讯 局长{name}到{place}调研,{name}说,{place}\n\n变化大。"
    spans = [(i, i + len(f), kind) for f, kind in ((place, "LOC"), (name, "PER"))
             for i in range(len(text)) if text.startswith(f, i)]  # fmt: skip
    entities = [{"start": a, "end": b, "type": kind} for a, b, kind in sorted(spans)]
    return {"id": f"p{number}", "text": text, "articles": [], "entities": entities}


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gold") / "pages.jsonl"
    path.write_text("\n".join(json.dumps(page(i), ensure_ascii=False) for i in range(10)) + "\n", "utf-8")
    return path


def test_mentions_of_a_page_are_taken_to_its_articles_and_back() -> None:
    [example] = examples([page(0)], "jieba")
    surfaces = [part.text[a:b] for part in example.parts for a, b, _ in part.mentions]
    assert sorted(surfaces) == ["云岭县", "云岭县", "沈明远", "沈明远"]
    raw = {(*part.article.raw_span(a, b), kind) for part in example.parts for a, b, kind in part.mentions}
    assert raw == example.gold


def test_what_was_taught_is_found_and_survives_the_disk(tmp_path: Path) -> None:
    data = list(examples([page(i) for i in range(10)], "jieba"))
    crf = fit([part for example in data for part in example.parts], Settings(iterations=30))
    crf.save(tmp_path / "x.npz")
    again = Crf.load(tmp_path / "x.npz")
    for example in data[:5]:
        assert found(example, crf) == example.gold == found(example, again)


def test_train_writes_a_model_and_its_card(gold: Path, tmp_path: Path) -> None:
    scores = train([gold], tmp_path, "jieba", Settings(iterations=20), folds=2)
    assert scores["PER"].gold == 20
    card = json.loads((tmp_path / "model.json").read_text("utf-8"))
    assert card["training"]["jieba.npz"]["annotated pages"] == 10
    assert card["F1 on pages not trained on"]["jieba.npz"]["micro"] == round(scores["micro"].f1, 4)
    assert read_model(tmp_path).faults() == []


def test_held_out_pages_are_scored_and_not_trained_on(gold: Path, tmp_path: Path) -> None:
    scores = train([gold], tmp_path, "jieba", Settings(iterations=20), held_out=["p1", "p2"])
    assert scores["micro"].gold == 8


@pytest.mark.parametrize(
    "row", ['{"id": "a"}', '{"text": "甲", "entities": [{"start": 0}]}', "[1", '{"text": 1}']
)
def test_a_page_that_is_none_is_named_with_its_line(row: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(json.dumps(page(0)) + "\n" + row + "\n", "utf-8")
    with pytest.raises(ReadError, match=r"bad\.jsonl:2"):
        list(read_annotated(path))


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no annotated pages"):
        list(read_annotated(tmp_path))


def test_the_stage_works_without_any_article() -> None:
    assert list(EntitiesStage(EntitiesConfig(engine="crf:jieba"))([])) == []
    assert Article.from_text("").entities is None
