"""Trained models: cards are read, files checked against their digests."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import EngineError
from pipeline.models import read_model, shipped_models


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "words"
    made.mkdir()
    (made / "weights.bin").write_bytes(b"abc")
    card = {
        "name": "words",
        "version": "3",
        "task": "words",
        "files": {"weights.bin": sha256(b"abc").hexdigest()},
    }
    (made / "model.json").write_text(json.dumps(card), "utf-8")
    return made


def test_a_whole_model_has_no_faults(folder: Path) -> None:
    model = read_model(folder)
    assert model.card["version"] == "3"
    assert model.size > 3
    assert model.faults() == []


def test_changed_and_missing_files_are_told(folder: Path) -> None:
    (folder / "weights.bin").write_bytes(b"ab")
    assert read_model(folder).faults() == ["weights.bin: not the file that the card was written for"]
    (folder / "weights.bin").unlink()
    assert read_model(folder).faults() == ["weights.bin: No such file or directory"]


def test_what_has_no_card_says_so_and_a_broken_card_is_refused(folder: Path) -> None:
    (folder / "model.json").write_text("[]", "utf-8")
    with pytest.raises(EngineError, match=r"model\.json: no card of a model"):
        read_model(folder)
    (folder / "model.json").unlink()
    assert read_model(folder).faults() == ["no card with the digests of its files"]


def test_shipped_models_with_a_card_are_whole() -> None:
    models = shipped_models()
    assert {"tagger", "layout"} <= {m.name for m in models}
    assert all(m.faults() == [] for m in models if m.card)


def test_the_command_lists_and_fails_where_a_file_is_broken(folder: Path) -> None:
    good = CliRunner().invoke(app, ["models", str(folder.parent), "--json"])
    assert good.exit_code == 0
    assert json.loads(good.stdout)[0]["card"]["task"] == "words"
    (folder / "weights.bin").write_bytes(b"")
    bad = CliRunner().invoke(app, ["models", str(folder.parent)])
    assert bad.exit_code == 1
    assert "words" in bad.stdout
