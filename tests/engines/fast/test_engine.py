"""The fast engine: words and entities of one network, the same in any company, and nobody else is asked."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from jianbao.article import Article
from jianbao.engines.fast.alphabet import FIRST, UNKNOWN, Alphabet
from jianbao.engines.fast.engine import FastEngine, _best_labels
from jianbao.engines.jieba.engine import JiebaEngine
from jianbao.engines.lac.engine import LacEngine
from jianbao.errors import EngineError
from jianbao.resources import model_path
from jianbao.stages.entities.stage import EntitiesConfig, EntitiesStage
from jianbao.stages.tokens.stage import TokensStage
from jianbao.tagging.labels import LABELS

TEXT = "6月3日,云岭县水利局局长马文涛到石桥镇白沙村调研。"


@pytest.fixture(scope="module")
def engine() -> FastEngine:
    return FastEngine()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(model_path("fast"), tmp_path / "fast"))


def test_it_finds_what_a_page_names(engine: FastEngine) -> None:
    [found] = engine.analyse([TEXT])
    assert [(TEXT[s.start : s.end], s.type) for s in found.spans] == [
        ("6月3日", "TIME"), ("云岭县水利局", "ORG"), ("马文涛", "PER"), ("石桥镇白沙村", "LOC"),
    ]  # fmt: skip


def test_words_are_mostly_those_of_lac(engine: FastEngine) -> None:
    text = "全市教育工作会议召开,会议要求各单位抓好落实工作,确保完成全年目标任务。" + TEXT
    [ours], [theirs] = engine.analyse([text]), LacEngine().analyse([text])
    mine = set(zip(ours.starts, ours.ends, strict=True))
    assert len(mine & set(zip(theirs.starts, theirs.ends, strict=True))) > 0.85 * len(mine)
    assert set(ours.tags) <= {tag.rsplit("-", 1)[0] for tag in LacEngine().tags}


def test_no_word_holds_a_blank(engine: FastEngine) -> None:
    text = "记者周启明摄\n封装 地块\n\n  讲座\n6月3日开演\n"
    [found] = engine.analyse([text])
    words = [text[a:b] for a, b in zip(found.starts, found.ends, strict=True)]
    assert "".join(words) == "".join(text.split())
    assert not any(char.isspace() for word in words for char in word)


def test_probabilities_of_every_character_sum_to_one(engine: FastEngine) -> None:
    page = TEXT * 20
    for text, shares in zip(["", page], engine.marginals(["", page]), strict=True):
        assert shares.shape == (len(text), len(LABELS))
        assert np.allclose(shares.sum(axis=1), 1, atol=1e-4)


@pytest.mark.parametrize(("head", "labels"), [("msra", 13), ("cluener", 13), ("lac", 59)])
def test_other_conventions_have_labels_of_their_own(engine: FastEngine, head: str, labels: int) -> None:
    [shares] = engine.marginals(["周启明在北京。"], head=head)
    assert shares.shape == (7, labels)


def test_the_stage_asks_neither_lac_nor_jieba(monkeypatch: pytest.MonkeyPatch) -> None:
    [article] = TokensStage()([Article.from_text(TEXT)])

    def refuse(*_: Any) -> Any:
        raise AssertionError("it was asked")

    monkeypatch.setattr(LacEngine, "analyse", refuse)
    monkeypatch.setattr(LacEngine, "load", refuse)
    monkeypatch.setattr(JiebaEngine, "tokens", refuse)
    stage = EntitiesStage(EntitiesConfig(engine="fast"))
    stage.load()
    [found] = stage([article])
    assert ("马文涛", "PER") in [(e.text, e.type) for e in found.entities or ()]


def test_an_alphabet_numbers_characters_and_strings() -> None:
    alphabet = Alphabet("云县", ["云县", "县云县"])
    assert alphabet.read("云县云县x").tolist() == [
        [FIRST, FIRST + 1, FIRST, FIRST + 1, UNKNOWN], [1, 0, 1, 0, 0], [0, 2, 0, 0, 0],
    ]  # fmt: skip
    assert alphabet.read("").shape == (3, 0)


def test_the_best_label_is_the_first_of_the_highest() -> None:
    scores = np.random.default_rng(1).integers(0, 9, (17, 400)).astype(np.float32)
    assert np.array_equal(_best_labels(scores), scores.argmax(axis=0))


@pytest.mark.parametrize("name", ["fast.onnx", "heads.npz", "strings.txt"])
def test_files_that_are_cut_short_are_refused(folder: Path, name: str) -> None:
    path = folder / name
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(EngineError, match=rf"{name} .* is cut short .* `jianbao train fast`"):
        FastEngine(folder).load()


def test_the_card_of_another_model_is_refused() -> None:
    with pytest.raises(EngineError, match="is not a model card for this engine"):
        FastEngine(model_path("accurate")).load()


def test_a_card_of_other_labels_is_refused(folder: Path) -> None:
    card = json.loads((folder / "model.json").read_text("utf-8"))
    card["labels"]["ours"] = card["labels"]["ours"][:5]
    (folder / "model.json").write_text(json.dumps(card), "utf-8")
    with pytest.raises(EngineError, match=r"the labels of .* are not PER, LOC, ORG and TIME"):
        FastEngine(folder).load()
