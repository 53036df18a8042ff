"""Names of stages and engines: what other packages bring, and what is wrong with it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jianbao.engines import make_engine
from jianbao.engines.jieba.engine import JiebaEngine, shared_jieba
from jianbao.errors import ConfigError
from jianbao.registry import ENGINES, STAGES, engine_class, engine_names, stage_class, stage_names
from jianbao.stages.tokens.stage import TokensConfig, TokensStage


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package whose entry points are all wrong."""
    (tmp_path / "broken_extension.py").write_text(
        "from jianbao.stage import ArticleStage\n"
        "class Named(ArticleStage):\n    name = 'another'\n"
        "class Bare:\n    name = 'bare'\n"
    )
    info = tmp_path / "broken_extension-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken-extension\nVersion: 1\n")
    (info / "entry_points.txt").write_text(
        "[jianbao.stages]\ngone = no_such_module:Stage\nbare = broken_extension:Bare\n"
        "named = broken_extension:Named\n[jianbao.engines]\nbare = broken_extension:Bare\n"
    )
    monkeypatch.syspath_prepend(tmp_path)


@pytest.mark.usefixtures("extension")
def test_names_are_ours_in_order_then_those_of_packages() -> None:
    assert stage_names()[: len(STAGES)] == list(STAGES)
    assert "weather" in stage_names()[len(STAGES) :]
    assert engine_names()[: len(ENGINES)] == list(ENGINES)
    assert "wordlist" in engine_names()
    assert engine_class("wordlist") is sys.modules["jianbao_weather.engine"].WordListEngine


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("gone", "stage gone: no_such_module:Stage cannot be imported: No module named 'no_such_module'"),
        ("bare", "stage bare: .* is not one, it lacks requires, uses, provides, Config, models, load"),
        ("named", "stage named: its class is called another"),
        ("nobody", "there is no stage 'nobody'; known are sentences, tokens"),
    ],
)
def test_what_is_wrong_with_a_stage_of_a_package_is_said(broken: None, name: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        stage_class(name)


def test_what_is_wrong_with_an_engine_of_a_package_is_said(broken: None) -> None:
    with pytest.raises(ConfigError, match=r"engine bare: .* is not one, it lacks load, analyse"):
        make_engine("bare")


def test_an_engine_is_one_however_it_is_asked_for() -> None:
    assert make_engine("lac") is make_engine("lac:") is make_engine("lac", allow_download=True)
    assert make_engine("hanlp") is not make_engine("hanlp", allow_download=True)


def test_jieba_is_one_unless_words_are_added_to_it(tmp_path: Path) -> None:
    terms = tmp_path / "terms.txt"
    terms.write_text("云岭县 LOC\n", "utf-8")
    assert TokensStage()._engine is shared_jieba() is make_engine("jieba")
    other = TokensStage(TokensConfig(user_dict=str(terms)))
    assert isinstance(other._engine, JiebaEngine)
    assert other._engine is not shared_jieba()
    assert [m["name"] for m in other.models] == ["jieba", "dictionary terms.txt"]
