"""The hanlp engine on real components, trained here in seconds, offline; and every way a model can be wrong."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jianbao.engines.hanlp.engine import WINDOW, HanlpEngine, align
from jianbao.errors import EngineError

pytestmark = pytest.mark.hanlp

TEXT = "　周启明到云岭县调研。\n\n记者从松山大学了解到,工程进展顺利。"
EXPECTED = [("周启明", "PER"), ("云岭县", "LOC"), ("松山大学", "ORG")]


def found(engine: HanlpEngine, text: str) -> list[tuple[str, str]]:
    [analysis] = engine.analyse([text])
    return [(text[s.start : s.end], s.type) for s in analysis.spans]


def copy(folder: Path, to: Path) -> Path:
    return Path(shutil.copytree(folder, to / folder.name))


def changed(folder: Path, **config: object) -> Path:
    path = folder / "config.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **config}), "utf-8")
    return folder


def test_a_recurrent_component_finds_names_by_character(hanlp_rnn: Path) -> None:
    engine = HanlpEngine(hanlp_rnn)
    assert found(engine, TEXT) == EXPECTED
    [analysis] = engine.analyse([TEXT])
    assert analysis.starts == [i for i, c in enumerate(TEXT) if not c.isspace()]


def test_a_transformer_component_finds_names_by_character(hanlp_transformer: Path) -> None:
    assert found(HanlpEngine(hanlp_transformer), TEXT) == EXPECTED


def test_a_multi_task_component_finds_words_and_names(hanlp_multitask: Path) -> None:
    engine = HanlpEngine(hanlp_multitask)
    assert found(engine, TEXT) == EXPECTED
    [analysis] = engine.analyse([TEXT])
    words = [TEXT[a:b] for a, b in zip(analysis.starts, analysis.ends, strict=True)]
    assert words[:4] == ["周启明", "到", "云岭县", "调"]


@pytest.mark.parametrize("model", ["hanlp_rnn", "hanlp_transformer", "hanlp_multitask"])
def test_long_texts_and_large_batches_keep_their_offsets(model: str, request: pytest.FixtureRequest) -> None:
    engine = HanlpEngine(request.getfixturevalue(model))
    long = "会议在石桥镇召开。" * WINDOW
    texts = ["周启明到云岭县调研。"] * 70
    [first, *others] = engine.analyse([long, "", *texts])
    assert {long[s.start : s.end] for s in first.spans} == {"石桥镇"}
    assert len(first.spans) == WINDOW
    assert others[0].spans == []
    assert {tuple((s.start, s.end, s.type) for s in a.spans) for a in others[1:]} == {
        ((0, 3, "PER"), (4, 7, "LOC"))
    }


def test_words_are_found_again_in_the_text() -> None:
    assert align("他 说:好", ["他", "说:", "好"]) == [(0, 1), (2, 4), (4, 5)]
    assert align("甲\u200d乙", ["甲", "乙"]) == [(0, 1), (2, 3)]
    assert align("Ａ县", ["A", "县"]) == [(0, 1), (1, 2)]


def test_it_says_what_it_is(hanlp_rnn: Path, hanlp_transformer: Path) -> None:
    engine = HanlpEngine(hanlp_rnn)
    assert (engine.name, engine.model, engine.version) == ("hanlp", "rnn", "2.1.5")
    assert engine.digest != HanlpEngine(hanlp_transformer).digest


def test_without_a_model_the_remedy_is_told() -> None:
    with pytest.raises(EngineError, match="HanLP is installed, but has no model of its own; name the folder"):
        HanlpEngine().load()


def test_a_known_name_that_is_not_here_names_the_three_parts_at_once(tmp_path: Path) -> None:
    code = (
        "from jianbao.engines.hanlp.engine import HanlpEngine; from jianbao.errors import EngineError\n"
        "try: HanlpEngine('MSRA_NER_ELECTRA_SMALL_ZH').load()\n"
        "except EngineError as error: print(error)"
    )
    environment = {**os.environ, "HANLP_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=300, check=True
    )
    assert f"the model, {tmp_path}/home/ner/msra_ner_electra_small" in done.stdout
    assert "its transformer" in done.stdout
    assert f"its char table, {tmp_path}/home/thirdparty" in done.stdout
    assert "--allow-download" in done.stdout
    assert not (tmp_path / "home").exists()


def test_a_name_that_nobody_knows_is_refused_with_near_ones() -> None:
    with pytest.raises(EngineError, match="did you mean MSRA_NER_ELECTRA_SMALL_ZH"):
        HanlpEngine("MSRA_NER_ELECTRA_SMALL").load()
    with pytest.raises(EngineError, match="HanLP knows no model 'models/none'"):
        HanlpEngine("models/none").load()


def test_a_folder_that_is_no_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        EngineError, match=r"is not a HanLP model: config\.json, model\.pt, vocabs\.json missing"
    ):
        HanlpEngine(tmp_path).load()
    (tmp_path / "meta.json").write_text("{}", "utf-8")
    with pytest.raises(EngineError, match="is a TensorFlow model"):
        HanlpEngine(tmp_path).load()


def test_a_config_that_is_no_json_is_named(tmp_path: Path, hanlp_rnn: Path) -> None:
    folder = copy(hanlp_rnn, tmp_path)
    (folder / "config.json").write_text("{", "utf-8")
    with pytest.raises(EngineError, match=r"config\.json is not a JSON object"):
        HanlpEngine(folder).load()


@pytest.mark.parametrize("name", ["hanlp_rnn", "hanlp_multitask"])
def test_truncated_weights_are_named(tmp_path: Path, name: str, request: pytest.FixtureRequest) -> None:
    folder = copy(request.getfixturevalue(name), tmp_path)
    data = (folder / "model.pt").read_bytes()
    (folder / "model.pt").write_bytes(data[: len(data) // 2])
    with pytest.raises(EngineError, match=r"(multitask|rnn) cannot be loaded"):
        HanlpEngine(folder).load()


def test_weights_of_another_model_are_refused(
    tmp_path: Path, hanlp_rnn: Path, hanlp_transformer: Path
) -> None:
    folder = copy(hanlp_rnn, tmp_path)
    shutil.copy(hanlp_transformer / "model.pt", folder / "model.pt")
    with pytest.raises(EngineError, match=r"model\.pt lacks \d+ of \d+ weights"):
        HanlpEngine(folder).load()


def test_another_label_set_is_refused(tmp_path: Path, hanlp_rnn: Path) -> None:
    folder = copy(hanlp_rnn, tmp_path)
    path = folder / "vocabs.json"
    renamed = path.read_text("utf-8")
    for old, new in (("PER", "DRUG"), ("LOC", "GENE"), ("ORG", "CELL")):
        renamed = renamed.replace(f"-{old}", f"-{new}")
    path.write_text(renamed, "utf-8")
    with pytest.raises(EngineError, match=r"none of its entity labels is known here \(CELL, DRUG, GENE\)"):
        HanlpEngine(folder).load()


def test_a_model_for_another_task_is_refused(tmp_path: Path, hanlp_rnn: Path) -> None:
    folder = changed(copy(hanlp_rnn, tmp_path), classpath="hanlp.components.taggers.rnn_tagger.RNNTagger")
    with pytest.raises(EngineError, match="a model that finds entities is needed"):
        HanlpEngine(folder).load()


@pytest.mark.parametrize("path", ["os.system", "hanlp.utils.io_util.Popen", "hanlp.utils.io_util.run_cmd"])
def test_a_config_that_would_run_other_code_is_refused(tmp_path: Path, hanlp_rnn: Path, path: str) -> None:
    nested = {"deep": [{"classpath": path, "args": "touch owned"}]}
    folder = changed(copy(hanlp_rnn, tmp_path), embed=nested)
    with pytest.raises(EngineError, match=f"would run {path}, which is"):
        HanlpEngine(folder).load()


def test_a_vocabulary_that_would_run_other_code_is_refused(tmp_path: Path, hanlp_multitask: Path) -> None:
    folder = copy(hanlp_multitask, tmp_path)
    path = folder / "ner_vocabs.json"
    vocabularies = json.loads(path.read_text("utf-8"))
    vocabularies["tag"]["type"] = "subprocess.Popen"
    path.write_text(json.dumps(vocabularies), "utf-8")
    with pytest.raises(EngineError, match=r"would run subprocess\.Popen"):
        HanlpEngine(folder).load()


def test_a_transformer_and_a_char_table_that_are_not_here_are_named(
    tmp_path: Path, hanlp_transformer: Path
) -> None:
    table = {
        "classpath": "hanlp.common.transform.NormalizeCharacter", "src": "token",
        "mapper": "https://file.hankcs.com/corpus/char_table.json.zip",
    }  # fmt: skip
    folder = changed(copy(hanlp_transformer, tmp_path), transformer="hfl/no-such-bert", transform=table)
    with pytest.raises(EngineError, match=r"its transformer hfl/no-such-bert.*its char table https://file"):
        HanlpEngine(folder).load()


def test_the_data_that_a_model_was_trained_on_is_not_asked_for(tmp_path: Path, hanlp_multitask: Path) -> None:
    folder = copy(hanlp_multitask, tmp_path)
    config = json.loads((folder / "config.json").read_text("utf-8"))
    config["ner"]["trn"] = "https://file.hankcs.com/corpus/none.zip#train.tsv"
    assert found(HanlpEngine(changed(folder, ner=config["ner"])), TEXT) == EXPECTED


def test_no_engine_asks_the_network(
    hanlp_rnn: Path, hanlp_transformer: Path, hanlp_multitask: Path, spacy_folder: Path
) -> None:
    code = (
        "import sys\n"
        "def refuse(event, arguments):\n"
        "    if event in ('socket.connect', 'socket.getaddrinfo'): raise SystemExit(f'{event} {arguments}')\n"
        "sys.addaudithook(refuse)\n"
        "from jianbao.engines import make_engine\n"
        "for spec in sys.argv[1:]: print(len(make_engine(spec).analyse(['周启明到云岭县调研。'])[0].spans))"
    )
    specs = ["lac", "jieba", f"spacy:{spacy_folder}"]
    specs += [f"hanlp:{folder}" for folder in (hanlp_rnn, hanlp_transformer, hanlp_multitask)]
    done = subprocess.run(
        [sys.executable, "-c", code, *specs], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[2:] == ["2"] * 4
