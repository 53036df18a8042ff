"""The crf engine: an engine like the others, in two variants, that names what is wrong with its model."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from jianbao.engines import make_engine
from jianbao.engines.crf.engine import CrfEngine
from jianbao.engines.jieba.engine import shared_jieba
from jianbao.errors import ConfigError, EngineError
from jianbao.files import file_digest
from jianbao.resources import model_path
from jianbao.tagging.labels import LABELS

TEXT = "5月7日,市长周启明到云岭县石桥镇调研。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped model."""
    return Path(shutil.copytree(model_path("crf"), tmp_path / "crf"))


@pytest.mark.parametrize("variant", ["lac", "jieba"])
def test_its_words_are_those_of_the_tagger_it_reads(variant: str) -> None:
    [found] = CrfEngine(variant).analyse([TEXT])
    [words] = make_engine(variant).analyse([TEXT])
    assert found.tokens == words.tokens
    assert [(TEXT[s.start : s.end], s.type) for s in found.spans] == [
        ("5月7日", "TIME"), ("周启明", "PER"), ("云岭县石桥镇", "LOC"),
    ]  # fmt: skip


def test_words_that_are_at_hand_give_the_same() -> None:
    words = shared_jieba().tokens(TEXT)
    tagging = {"jieba": (words.starts, words.ends, words.tags)}
    engine = CrfEngine("jieba")
    assert np.array_equal(engine.marginals([TEXT], [tagging])[0], engine.marginals([TEXT])[0])


def test_the_default_is_the_variant_over_both_taggers() -> None:
    engine, other = CrfEngine(), CrfEngine("jieba")
    assert (engine.model, engine.needs) == ("crf/lac", {"lac", "jieba"})
    assert (other.model, other.needs) == ("crf/jieba", {"jieba"})
    assert engine.digest != other.digest


def test_a_folder_with_one_variant_gives_that_one(folder: Path) -> None:
    (folder / "lac.npz").unlink()
    engine = CrfEngine(folder)
    assert engine.model == "crf/jieba"
    engine.load()


def test_it_has_one_convention() -> None:
    assert dict(CrfEngine().conventions) == {"ours": LABELS}
    with pytest.raises(ConfigError, match="engine crf has no convention 'msra'"):
        CrfEngine().marginals([TEXT], head="msra")


def test_a_model_that_is_missing_or_damaged_is_named_with_the_remedy(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"no model .*nosuch.*; reinstall jianbao, or retrain it"):
        CrfEngine(tmp_path / "nosuch").load()
    path = folder / "lac.npz"
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(EngineError, match=r"lac\.npz .* is cut short .* `jianbao train crf`"):
        CrfEngine(folder).load()


def test_a_file_that_is_not_a_crf_is_named_even_where_the_card_has_its_digest(folder: Path) -> None:
    path = folder / "lac.npz"
    card = json.loads((folder / "model.json").read_text("utf-8"))
    with path.open("wb") as file:
        np.savez(file, labels=np.array(["O"]))
    card["files"]["lac.npz"] = file_digest(path)
    (folder / "model.json").write_text(json.dumps(card), "utf-8")
    with pytest.raises(EngineError, match=r"cannot load .*lac\.npz.*`jianbao train crf`"):
        CrfEngine(folder).load()
