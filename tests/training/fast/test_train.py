"""Training the fast engine's network: it begins as LAC, learns, goes on where it stopped, and is exported whole."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from jianbao.engines.fast.alphabet import Alphabet
from jianbao.engines.lac.engine import LacEngine
from jianbao.errors import JianbaoError, ReadError
from jianbao.tagging.labels import LABELS
from jianbao.training.accurate.data import Swaps

from tests.support.lessons import TEXTS, example, log_of

torch = pytest.importorskip("torch")
from jianbao.engines.fast.engine import FILES, FastEngine  # noqa: E402
from jianbao.training.fast.batches import RowVersions, by_length  # noqa: E402
from jianbao.training.fast.data import gold_lessons, joined, renamed, sure_mentions  # noqa: E402
from jianbao.training.fast.exams import Exam, f1_of, predict  # noqa: E402
from jianbao.training.fast.exported import alphabet_of  # noqa: E402
from jianbao.training.fast.graph import quantized  # noqa: E402
from jianbao.training.fast.labels import Soft, Teacher, label, labelled  # noqa: E402
from jianbao.training.fast.net import Net, alphabet_of_lac, lac_tags  # noqa: E402
from jianbao.training.fast.prepare import Inputs  # noqa: E402
from jianbao.training.fast.rows import Lesson, Rows, frequent, make_rows, sure_shares, words  # noqa: E402
from jianbao.training.fast.run import export, fresh, run  # noqa: E402
from jianbao.training.fast.train import Plan, train  # noqa: E402

pytestmark = pytest.mark.hanlp  # torch

ALPHABET = Alphabet(alphabet_of_lac(), ["云岭", "石桥县"])


def rows() -> Rows:
    return make_rows(gold_lessons([example(text) for text in TEXTS], lac_tags()), ALPHABET, ["lac"], 128)


def trained(folder: Path) -> Net:
    torch.manual_seed(1)
    net = fresh(ALPHABET)
    plan = Plan(20, {"ours": 1.0, "lac": 0.3}, folder, rate=2e-3, batch=60, measure=10, processes=2)
    train(net, [RowVersions([rows()], times=2)], {"pages": Exam("ours", LABELS, rows())}, plan)
    return net


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fast")
    trained(folder)
    return folder


def test_it_begins_as_lac() -> None:
    test = Exam("lac", lac_tags(), rows())
    assert f1_of(test, predict(fresh(ALPHABET), test))["all"] > 0.9


def test_it_learns_and_writes_a_log(once: Path) -> None:
    log = log_of(once)
    assert [line["step"] for line in log] == [10, 20]
    assert log[-1]["pages"]["all"] == 1.0


def test_two_runs_are_the_same(once: Path, tmp_path: Path) -> None:
    trained(tmp_path)
    assert log_of(tmp_path) == log_of(once)


def test_a_finished_run_is_not_run_again(once: Path) -> None:
    before = log_of(once)
    net = trained(once)
    assert log_of(once) == before
    test = Exam("ours", LABELS, rows())
    assert f1_of(test, predict(net, test))["all"] == 1.0


def test_what_is_exported_says_the_same(once: Path, tmp_path: Path) -> None:
    net = trained(once)
    export(net, ALPHABET, tmp_path, {})
    engine, text = FastEngine(tmp_path), "".join(TEXTS)
    assert {path.name for path in tmp_path.iterdir()} == {*FILES, "model.json"}
    [found] = engine.marginals([text])
    lesson = Lesson(text, None, {})
    test = Exam("ours", LABELS, make_rows([lesson], ALPHABET, ["lac"], 128))
    assert np.allclose(found, np.exp(predict(net, test)), atol=0.02)


def test_tables_in_8_bits_are_near() -> None:
    table = np.random.default_rng(0).normal(size=(50, 4)).astype(np.float32)
    codes, scales = quantized(table)
    assert np.abs(codes * scales - table).max() <= scales.max()


def test_batches_are_of_one_length() -> None:
    own = rows()
    lengths = {len(t) for t in TEXTS}
    found = by_length([own, own], 50)
    assert {int(r.lengths[i]) for part in found for r, i in part} == lengths
    assert all(len({int(r.lengths[i]) for r, i in part}) == 1 for part in found)
    assert sum(map(len, found)) == 2 * len(own)


def test_strings_are_those_met_most() -> None:
    assert frequent(["云岭县。", "云岭县,12月"], 2, least=2) == ["云岭", "云岭县"]


def test_words_become_labels_of_lac() -> None:
    found = words(4, ([0, 3], [2, 4], ["LOC", "v"]), lac_tags())
    assert [lac_tags()[i] if i >= 0 else "" for i in found] == ["LOC-B", "LOC-I", "", "v-B"]


def test_sentences_are_joined_with_their_mentions() -> None:
    [one] = joined([example(TEXTS[0]), example(TEXTS[3])])
    assert [one.text[a:b] for a, b, _ in one.mentions] == ["周启明", "云岭县", "马文涛", "云岭县"]


def test_names_of_soft_texts_change_with_their_labels() -> None:
    one = example(TEXTS[0])
    lesson = Lesson(one.text, sure_shares(len(one.text), one.mentions), {})
    [new] = renamed([lesson], Swaps([example(t) for t in TEXTS], seed=2), 1.0, lac_tags())
    assert new.text != one.text
    assert new.shares is not None
    found = sure_mentions(new.text, new.shares)
    assert [kind for _, _, kind in found] == ["PER", "LOC"]
    assert new.text[found[1][0] : found[1][1]].endswith("县")
    assert len(new.labels["lac"]) == len(new.text)


def test_labels_are_read_back_as_they_were_made(tmp_path: Path) -> None:
    from jianbao.resources import model_path

    texts = [TEXTS[0] + "\n" + TEXTS[3], TEXTS[1]]
    label(texts, model_path("accurate"), tmp_path)
    made: list[Soft] = list(Teacher(model_path("accurate"))(texts))
    for one, other in zip(labelled(tmp_path), made, strict=True):
        assert (one.text, one.words[2]) == (other.text, other.words[2])
        assert np.array_equal(one.shares, other.shares)


def test_labels_that_a_process_could_not_write_are_made_by_a_second_run(tmp_path: Path) -> None:
    from jianbao.resources import model_path

    texts = [TEXTS[0]] * 129  # two files, a process each
    (tmp_path / "0001.new").mkdir()  # where the second would write
    with pytest.raises(JianbaoError, match="run the command again"):
        label(texts, model_path("accurate"), tmp_path, processes=2)
    assert (tmp_path / "0000.npz").exists()
    (tmp_path / "0001.new").rmdir()
    label(texts, model_path("accurate"), tmp_path, processes=2)
    assert [soft.text for soft in labelled(tmp_path)] == texts


def test_from_files_to_a_model(tmp_path: Path) -> None:
    from jianbao.resources import model_path

    page = "云岭县召开会议\n\n本报讯 6月3日,周启明到石桥镇讲话,要求办好各件实事。\n"
    entities = [{"start": 17, "end": 20, "type": "PER"}, {"start": 21, "end": 24, "type": "LOC"}]
    gold, news, corpus, spoken = (
        tmp_path / n for n in ("gold.jsonl", "news.jsonl", "msra.jsonl", "words.txt")
    )
    records = [{"id": i, "text": page, "entities": entities} for i in ("a", "b")]
    gold.write_text("\n".join(json.dumps(r) for r in records), "utf-8")
    news.write_text(json.dumps({"title": "调研", "text": "市长何静到白沙村调研。"}), "utf-8")
    corpus.write_text(json.dumps({"text": "周启明在北京。", "ents": [[0, 3, "PER"]]}), "utf-8")
    spoken.write_text("会议/n 召开/v 。/w\n" * 10, "utf-8")
    held = tmp_path / "held.txt"
    held.write_text("b", "utf-8")
    inputs = Inputs(
        model_path("accurate"), [gold], [news], msra=corpus, words=spoken, msra_test=corpus, held_out=held
    )
    figures = run(inputs, tmp_path / "work", tmp_path / "out", steps=2, finish=1, processes=1, seed=1)
    assert {"held out", "words of LAC", "msra", "pku"} <= figures.keys()
    [found] = FastEngine(tmp_path / "out").analyse(["周启明到石桥镇讲话。"])
    assert found.starts
    assert (tmp_path / "work/measured/model.json").exists()


def test_training_goes_on_from_a_student(once: Path, tmp_path: Path) -> None:
    net = trained(once)
    export(net, ALPHABET, tmp_path, {})
    found = alphabet_of(tmp_path)
    assert (found.characters, found.strings) == (ALPHABET.characters, ALPHABET.strings)
    again = fresh(found, tmp_path)
    test = Exam("ours", LABELS, rows())
    assert np.abs(predict(again, test) - predict(net, test)).max() < 0.05  # tables of 8 and 16 bits


def test_files_of_another_network_are_named(once: Path, tmp_path: Path) -> None:
    export(trained(once), ALPHABET, tmp_path, {})
    with pytest.raises(ReadError, match=r"fast\.onnx"):
        fresh(Alphabet("云岭", ["云岭"]), tmp_path)
    with pytest.raises(ReadError, match="strings"):
        alphabet_of(tmp_path / "none")


def test_lac_tells_its_tags() -> None:
    assert {"n-B", "n-I", "PER-B", "ORG-I"} <= set(LacEngine().tags)
