"""The spacy engine: any Chinese pipeline on disk, its labels read as ours, trouble told at the start."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from jianbao.engines.spacy.engine import CHUNK, SpacyEngine
from jianbao.errors import EngineError


@pytest.fixture(scope="module")
def engine(spacy_folder: Path) -> SpacyEngine:
    return SpacyEngine(spacy_folder)


def found(engine: SpacyEngine, text: str) -> list[tuple[str, str]]:
    [analysis] = engine.analyse([text])
    return [(text[s.start : s.end], s.type) for s in analysis.spans]


def test_labels_are_read_as_ours(engine: SpacyEngine) -> None:
    text = "去年，周启明到云岭县石桥镇，云岭县农业局投入三万元。"
    assert found(engine, text) == [
        ("去年", "TIME"), ("周启明", "PER"), ("云岭县", "LOC"), ("石桥镇", "LOC"), ("云岭县农业局", "ORG"),
    ]  # fmt: skip


def test_what_lasts_is_no_time(engine: SpacyEngine) -> None:
    assert found(engine, "工程历时两年") == []


def test_offsets_hold_in_long_texts(engine: SpacyEngine) -> None:
    text = "　周启明　说：\n“好！”到会。" * CHUNK
    [analysis] = engine.analyse([text])
    assert len(analysis.spans) == CHUNK
    assert {text[s.start : s.end] for s in analysis.spans} == {"周启明"}
    assert all(text[a:b].strip() for a, b in zip(analysis.starts, analysis.ends, strict=True))


def test_a_long_run_leaves_nothing_in_the_vocabulary(engine: SpacyEngine) -> None:
    engine.load()
    before = len(engine._nlp.vocab.strings)
    engine.analyse([f"第{chr(0x4E00 + i)}{chr(0x5E00 + i)}号" for i in range(500)])
    assert len(engine._nlp.vocab.strings) == before


def test_it_says_what_it_is(engine: SpacyEngine) -> None:
    assert (engine.name, engine.model, engine.version) == ("spacy", "zh_rules", "1.2.3")
    assert len(engine.digest) == 64


def test_without_a_pipeline_the_remedy_is_told() -> None:
    with pytest.raises(EngineError, match="no folder and no installed pipeline 'zh_nowhere'; name a folder"):
        SpacyEngine("zh_nowhere").load()


def test_a_folder_that_is_no_pipeline_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="is not a spaCy pipeline that can be loaded"):
        SpacyEngine(tmp_path).load()


def test_a_truncated_pipeline_is_named(tmp_path: Path, trained_ner: Path) -> None:
    weights = trained_ner / "ner" / "model"
    weights.write_bytes(weights.read_bytes()[:500])
    with pytest.raises(EngineError, match="is not a spaCy pipeline that can be loaded"):
        SpacyEngine(trained_ner).load()


def test_another_language_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "en")
    with pytest.raises(EngineError, match="a pipeline for 'en', not for Chinese"):
        SpacyEngine(tmp_path / "en").load()


def test_a_pipeline_with_other_labels_is_refused(tmp_path: Path) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "DISEASE", "pattern": "感冒"}])
    nlp.to_disk(tmp_path / "zh")
    with pytest.raises(EngineError, match=r"none of its entity labels is known here \(DISEASE\)"):
        SpacyEngine(tmp_path / "zh").load()
    spacy.blank("zh").to_disk(tmp_path / "bare")
    with pytest.raises(EngineError, match=r"none of its entity labels is known here \(it has none\)"):
        SpacyEngine(tmp_path / "bare").load()


@pytest.fixture
def trained_ner(tmp_path: Path) -> Path:
    """A pipeline with a statistical component, as it was initialised."""
    nlp = spacy.blank("zh")
    nlp.add_pipe("ner").add_label("PERSON")
    nlp.initialize()
    nlp.to_disk(tmp_path / "ner")
    return tmp_path / "ner"


def test_a_statistical_pipeline_runs(trained_ner: Path) -> None:
    [analysis] = SpacyEngine(trained_ner).analyse(["周启明到云岭县调研"])
    assert analysis.starts == list(range(9))
