"""Training the tagger on invented sentences: it learns, the same each time, and goes on where it stopped."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from jianbao.errors import ReadError
from jianbao.tagging.labels import encode
from jianbao.training.accurate.data import Example, Swaps, gold_examples, read_words, windows_of

from tests.support.lessons import TEXTS, example, log_of

torch = pytest.importorskip("torch")
from jianbao.engines.accurate.vocabulary import Vocabulary  # noqa: E402
from jianbao.training.accurate.encoder import Shape, Tagger  # noqa: E402
from jianbao.training.accurate.rows import Rows  # noqa: E402
from jianbao.training.accurate.train import MEASURED, Corpus, Plan, label_set, predict, train  # noqa: E402

pytestmark = pytest.mark.hanlp  # torch

VOCABULARY = Vocabulary("".join(sorted(set("".join(TEXTS)))), {"fast": ["n"]})
OURS = ("PER", "LOC", "ORG", "TIME")
LABELS = label_set(OURS)


def rows() -> Rows:
    labels = [[LABELS.index(x) for x in encode(len(t), example(t).mentions)] for t in TEXTS]
    starts = np.cumsum([0, *map(len, TEXTS)])
    ids = np.concatenate([VOCABULARY.ids(text) for text in TEXTS])
    return Rows(ids, np.zeros((len(ids), 1), np.int16), np.concatenate(labels).astype(np.int16), starts)


def trained(folder: Path, steps: int = 40) -> Tagger:
    torch.manual_seed(1)
    shape = Shape(
        len(VOCABULARY.characters) + 4, layers=1, width=32, heads=2, hidden=64, hints=VOCABULARY.sizes
    )
    model = Tagger(shape, {"ours": len(LABELS)})
    plan = Plan(steps, {"pages": (1.0, 1.0)}, rate=1e-2, batch=60, measure=20, folder=folder)
    source = Corpus("ours", OURS, [rows()])
    train(model, {"pages": source}, {"pages": source}, plan)
    return model


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tagger")
    trained(folder)
    return folder


def test_it_learns_and_writes_a_log(once: Path) -> None:
    log = log_of(once)
    assert [line["step"] for line in log] == [20, 40]
    assert log[-1]["pages"]["all"] == 1.0


def test_two_runs_are_the_same(once: Path, tmp_path: Path) -> None:
    trained(tmp_path)
    assert log_of(tmp_path) == log_of(once)


def test_a_finished_run_is_not_run_again(once: Path) -> None:
    before = log_of(once)
    model = trained(once)
    assert log_of(once) == before
    best = predict(model, rows(), "ours", hints=True).argmax(axis=1)
    assert best.tolist() == rows().labels.tolist()


def test_pages_held_out_are_learned_at_the_finish_and_the_model_before_it_is_kept(tmp_path: Path) -> None:
    torch.manual_seed(1)
    shape = Shape(len(VOCABULARY.characters) + 4, layers=1, width=32, heads=2, hidden=64, hints=(9,))
    model = Tagger(shape, {"ours": len(LABELS)})
    known, every = Corpus("ours", OURS, [only_people(rows())]), Corpus("ours", OURS, [rows()])
    plan = Plan(40, {"gold": (1.0, 1.0)}, finish=60, rate=1e-2, batch=60, measure=100, folder=tmp_path)
    train(model, {"gold": known, "all gold": every}, {"places": every}, plan)
    log = log_of(tmp_path)
    assert [(line["step"], line["places"]["LOC"]) for line in log] == [(40, 0.0), (100, 1.0)]
    kept = torch.load(tmp_path / MEASURED)
    assert len(kept) == sum(p.numel() for p in model.parameters())
    assert not torch.equal(kept, torch.cat([p.detach().flatten() for p in model.parameters()]))


def test_layers_that_are_frozen_stay_as_they_are(tmp_path: Path) -> None:
    torch.manual_seed(1)
    shape = Shape(len(VOCABULARY.characters) + 4, layers=2, width=32, heads=2, hidden=64, hints=(9,))
    model = Tagger(shape, {"ours": len(LABELS)})
    model.frozen = 1
    before = {name: value.clone() for name, value in model.state_dict().items()}
    source = Corpus("ours", OURS, [rows()])
    train(model, {"pages": source}, {}, Plan(3, {"pages": (1.0, 1.0)}, rate=1e-2, batch=60, folder=tmp_path))
    same = {name for name, value in model.state_dict().items() if torch.equal(value, before[name])}
    assert same == {name for name in before if not name.startswith(("layers.1.", "heads.", "late."))}


def only_people(made: Rows) -> Rows:
    """The rows without their places."""
    places = [i for i, label in enumerate(LABELS) if label.endswith("LOC")]
    made.labels[np.isin(made.labels, places)] = 0
    return made


def test_words_of_the_peoples_daily_tile_the_text(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("１２月/t  周/nr  启明/nr  到/v  云岭县/ns  。/w\n\n新年/t  好/a  呀/Yg\n", "utf-8")
    assert read_words(path) == [
        Example("12月周启明到云岭县。", [(0, 3, "t"), (3, 4, "nr"), (4, 6, "nr"), (6, 7, "v"), (7, 10, "ns"),
                                         (10, 11, "w")]),
        Example("新年好呀", [(0, 2, "t"), (2, 3, "a"), (3, 4, "y")]),
    ]  # fmt: skip


def test_tags_of_another_corpus_are_named(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("新年/NN\n", "utf-8")
    with pytest.raises(ReadError, match=r"words\.txt: .*NN"):
        read_words(path)


def test_gold_pages_become_articles_with_mended_lines() -> None:
    text = "云岭县召开会议\n\n本报讯 周启明在石\n桥镇讲话,要求办好各件实事。"
    record = {"id": "x", "text": text, "entities": [{"start": 17, "end": 21, "type": "LOC"}]}
    found = [e.text[a:b] for e in gold_examples(record) for a, b, _ in e.mentions]
    assert found == ["石桥镇"]


def test_swaps_change_a_name_everywhere_and_keep_its_kind() -> None:
    page = Example("周启明到云岭县,周启明说好。", [(0, 3, "PER"), (4, 7, "LOC"), (8, 11, "PER")])
    other = Swaps([page], seed=3)(page, 1.0)
    first, place, again = (other.text[a:b] for a, b, _ in other.mentions)
    assert first == again
    assert place.endswith("县")
    assert place != "云岭县"
    assert other.text.replace(first, "周启明").replace(place, "云岭县") == page.text
    assert [k for _, _, k in other.mentions] == ["PER", "LOC", "PER"]


def test_bodies_keep_their_kind_and_people_get_names_of_other_peoples() -> None:
    text = "石桥小学教师周启明到白沙科技公司,向省委汇报。"
    page = Example(text, [(0, 4, "ORG"), (6, 9, "PER"), (10, 16, "ORG"), (18, 20, "ORG")])
    swaps = Swaps([page], seed=5)
    found = [[e.text[a:b] for a, b, _ in e.mentions] for e in (swaps(page, 1.0) for _ in range(300))]
    people = {names[1] for names in found}
    assert {"·" in name for name in people} == {True, False}
    assert any(name.isascii() and " " in name for name in people)
    assert {names[3] for names in found} == {"省委"}
    schools = {names[0] for names in found} - {"石桥小学"}
    assert any(name.endswith("中学") for name in schools)
    assert not any("公司" in name for name in schools)


def test_windows_keep_the_mentions_that_lie_in_them() -> None:
    page = Example("周启明。到云岭县", [(0, 3, "PER"), (5, 8, "LOC")])
    assert list(windows_of(page, [(0, 4), (4, 8)])) == [
        Example("周启明。", [(0, 3, "PER")]), Example("到云岭县", [(1, 4, "LOC")]),
    ]  # fmt: skip


def test_hints_are_left_out_by_row_and_tagger() -> None:
    from jianbao.training.accurate.train import fewer_hints

    torch.manual_seed(0)
    kept = (fewer_hints(torch.ones(400, 50, 2, dtype=torch.int64), 0.5) > 0).float().mean(1)
    whole = (kept == 0).float().mean(0)
    assert ((whole > 0.4) & (whole < 0.6)).all()
    assert 0.85 < float(kept[kept > 0].mean()) < 0.95
