"""A trained model read back from its files: the same parameters, so that training can go on."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from jianbao.engines.accurate.engine import AccurateEngine
from jianbao.errors import ReadError
from jianbao.tagging.labels import label_set

torch = pytest.importorskip("torch")
from jianbao.engines.accurate.vocabulary import Vocabulary  # noqa: E402
from jianbao.training.accurate.encoder import Shape, Tagger  # noqa: E402
from jianbao.training.accurate.exported import read_back, vocabulary_of  # noqa: E402
from jianbao.training.accurate.run import HEADS, Inputs, export, run  # noqa: E402

pytestmark = pytest.mark.hanlp  # torch

LABELS = {head: len(label_set(kinds)) for head, kinds in HEADS.items()}
VOCABULARY = Vocabulary("。,:云会何到召周启央山开张明桥沙白石议调镇静", {"fast": ["n", "v"], "jieba": ["n"]})


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Tagger]:
    torch.manual_seed(3)
    shape = Shape(len(VOCABULARY.characters) + 4, layers=2, hints=VOCABULARY.sizes)
    model = Tagger(shape, LABELS).eval()
    folder = tmp_path_factory.mktemp("small")
    export(model, VOCABULARY, folder, {})
    return folder, model


def test_it_says_what_the_model_said(small: tuple[Path, Tagger]) -> None:
    folder, model = small
    again = read_back(folder, vocabulary_of(folder), LABELS, 0.1).eval()
    assert again.shape == model.shape
    ids, hints = torch.tensor([[1, 5, 9, 6, 2]]), torch.ones(1, 5, 2, dtype=torch.int64)
    with torch.no_grad():
        for head in HEADS:
            wanted, found = (m(ids, hints, head).softmax(-1) for m in (model, again))
            assert float((wanted - found).abs().max()) < 0.02  # weights of 7 bits


def test_its_files_can_be_written_again_unchanged(small: tuple[Path, Tagger], tmp_path: Path) -> None:
    folder, _ = small
    export(read_back(folder, VOCABULARY, LABELS, 0.1), VOCABULARY, tmp_path, {})
    texts = ["周启明到石桥镇。"]
    [wanted], [found] = (AccurateEngine(f).marginals(texts) for f in (folder, tmp_path))
    assert np.allclose(wanted, found, atol=1e-3)


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=str(tmp_path)):
        vocabulary_of(tmp_path)


def test_a_network_of_another_shape_is_refused(small: tuple[Path, Tagger]) -> None:
    folder, _ = small
    with pytest.raises(ReadError, match=r"tagger\.onnx: heads\.ours"):
        read_back(folder, vocabulary_of(folder), {**LABELS, "ours": 5}, 0.1)


def test_training_goes_on_from_a_model(small: tuple[Path, Tagger], tmp_path: Path) -> None:
    folder, _ = small
    page = "云山召开会议\n\n本报讯 周启明到石桥镇调研,要求办好各件实事。\n"
    at = page.index("周启明"), page.index("石桥镇")
    entities = [
        {"start": at[0], "end": at[0] + 3, "type": "PER"},
        {"start": at[1], "end": at[1] + 3, "type": "LOC"},
    ]
    gold, held = tmp_path / "gold.jsonl", tmp_path / "held.txt"
    gold.write_text(
        "\n".join(json.dumps({"id": i, "text": page, "entities": entities}) for i in "ab"), "utf-8"
    )
    held.write_text("b", "utf-8")
    figures = run(
        Inputs(None, [gold, gold], held_out=held, begin=folder), tmp_path / "work", tmp_path / "out",
        layers=8, steps=2, finish=1, processes=1, seed=1, batch=128, frozen=1,
    )  # fmt: skip
    assert "held out" in figures
    [analysis] = AccurateEngine(tmp_path / "out").analyse(["周启明到石桥镇。"])
    assert analysis.tokens.starts
    for name in ("out", "work/measured"):
        assert vocabulary_of(tmp_path / name).characters == VOCABULARY.characters
