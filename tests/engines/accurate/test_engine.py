"""The accurate engine: probabilities over our labels, the same in any company, with hints and without."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from jianbao.engines import make_engine
from jianbao.engines.accurate.engine import AccurateEngine
from jianbao.engines.accurate.vocabulary import BEGIN, END, FIRST, UNKNOWN, Vocabulary
from jianbao.engines.jieba.engine import shared_jieba
from jianbao.errors import EngineError
from jianbao.resources import model_path
from jianbao.tagging.labels import LABELS

PAGE = "本报讯 6月3日,云岭县委书记周启明到石桥镇白沙村调研,县水利局局长马文涛陪同。\n" * 9


@pytest.fixture(scope="module")
def engine() -> AccurateEngine:
    return AccurateEngine()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(model_path("accurate"), tmp_path / "tagger"))


def test_it_finds_what_a_page_names(engine: AccurateEngine) -> None:
    [found] = engine.analyse(["6月3日,云岭县水利局局长马文涛到石桥镇白沙村调研。"])
    text = "6月3日,云岭县水利局局长马文涛到石桥镇白沙村调研。"
    assert [(text[s.start : s.end], s.type) for s in found.spans] == [
        ("6月3日", "TIME"), ("云岭县水利局", "ORG"), ("马文涛", "PER"), ("石桥镇白沙村", "LOC"),
    ]  # fmt: skip
    assert all(s.score is not None and 0 < s.score <= 1 for s in found.spans)


def test_probabilities_of_every_character_sum_to_one(engine: AccurateEngine) -> None:
    for text, shares in zip(["", PAGE], engine.marginals(["", PAGE]), strict=True):
        assert shares.shape == (len(text), len(LABELS))
        assert np.allclose(shares.sum(axis=1), 1, atol=1e-4)


def test_taggings_that_are_at_hand_give_the_same(engine: AccurateEngine) -> None:
    fast, jieba = make_engine("fast").analyse([PAGE])[0], shared_jieba().tokens(PAGE)
    tagging = {
        "fast": (fast.starts, fast.ends, fast.tags), "jieba": (jieba.starts, jieba.ends, jieba.tags),
    }  # fmt: skip
    assert np.array_equal(engine.marginals([PAGE], [tagging])[0], engine.marginals([PAGE])[0])


def test_without_hints_it_goes_by_the_characters() -> None:
    alone = AccurateEngine(hints=False)
    [shares] = alone.marginals(["周启明到石桥镇调研。"])
    assert [LABELS[i] for i in shares[:3].argmax(axis=1)] == ["B-PER", "I-PER", "E-PER"]


def test_other_conventions_have_labels_of_their_own(engine: AccurateEngine) -> None:
    [shares] = engine.marginals(["周启明在北京。"], head="msra")
    assert shares.shape == (7, 13)


def test_a_vocabulary_numbers_characters_and_tags() -> None:
    vocabulary = Vocabulary("云县", {"fast": ["LOC", "v"]})
    assert vocabulary.ids("云岭县").tolist() == [FIRST, UNKNOWN, FIRST + 1]
    tagging = {"fast": ([0, 3, 4], [3, 4, 6], ["LOC", "v", "new"])}
    assert vocabulary.hints("云岭县到大家。", tagging)[:, 0].tolist() == [1, 2, 3, 8, 9, 11, 0]
    assert vocabulary.hints("云岭县", {})[:, 0].tolist() == [0, 0, 0]
    assert vocabulary.sizes == (13,)
    assert len({BEGIN, END, UNKNOWN, 0}) == 4


def test_weights_that_are_cut_short_are_refused(folder: Path) -> None:
    weights = folder / "tagger.onnx"
    weights.write_bytes(weights.read_bytes()[:-1000])
    with pytest.raises(EngineError, match=r"tagger\.onnx .* is cut short .* `jianbao train accurate`"):
        AccurateEngine(folder).load()


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"holds no model\.json"):
        AccurateEngine(tmp_path).load()


@pytest.mark.parametrize("broken", ["{", "[]", '{"name": "x"}'])
def test_a_card_that_is_none_is_refused(folder: Path, broken: str) -> None:
    (folder / "model.json").write_text(broken, "utf-8")
    with pytest.raises(EngineError, match="is not a model card for this engine"):
        AccurateEngine(folder).load()


def test_labels_of_another_kind_are_refused(folder: Path) -> None:
    card = json.loads((folder / "model.json").read_text("utf-8"))
    card["labels"]["ours"] = card["labels"]["ours"][:5]
    (folder / "model.json").write_text(json.dumps(card), "utf-8")
    with pytest.raises(EngineError, match=r"the labels of .* are not PER, LOC, ORG and TIME"):
        AccurateEngine(folder).load()
