"""Trained models: cards are read, files checked against their digests."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from jianbao.archives import BadArchive, unpack
from jianbao.cli import app
from jianbao.errors import EngineError
from jianbao.models import find_model, install, read_model, shipped_models
from typer.testing import CliRunner


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
    with pytest.raises(EngineError, match=r"model\.json: not a model card"):
        read_model(folder)
    (folder / "model.json").unlink()
    assert read_model(folder).faults() == ["no card with the digests of its files"]


def test_shipped_models_with_a_card_are_whole() -> None:
    models = shipped_models()
    assert {"accurate", "layout"} <= {m.name for m in models}
    assert all(m.faults() == [] for m in models if m.card)


def test_the_command_lists_and_fails_where_a_file_is_broken(folder: Path) -> None:
    good = CliRunner().invoke(app, ["models", str(folder.parent), "--json"])
    assert good.exit_code == 0
    assert json.loads(good.stdout)[0]["card"]["task"] == "words"
    (folder / "weights.bin").write_bytes(b"")
    bad = CliRunner().invoke(app, ["models", str(folder.parent)])
    assert bad.exit_code == 1
    assert "words" in bad.stdout


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JIANBAO_MODELS", str(tmp_path / "installed"))
    return tmp_path / "installed"


@pytest.mark.parametrize("form", ["folder", "zip", "gztar"])
def test_a_model_is_installed_and_found_by_its_name(folder: Path, installed: Path, form: str) -> None:
    source = folder
    if form != "folder":
        source = Path(shutil.make_archive(str(folder.parent / "packed"), form, folder.parent, folder.name))
    result = CliRunner().invoke(app, ["models", "--install", str(source)])
    assert result.exit_code == 0, result.output
    assert find_model("words") == installed / "words"
    assert read_model(find_model("words")).faults() == []
    assert [p.name for p in installed.iterdir()] == ["words"]
    listed = json.loads(CliRunner().invoke(app, ["models", "--json"]).stdout)
    assert {"accurate", "words"} <= {row["name"] for row in listed}


def test_what_is_no_whole_model_is_not_installed(folder: Path, installed: Path, tmp_path: Path) -> None:
    (folder / "weights.bin").write_bytes(b"")
    with pytest.raises(EngineError, match=r"not a complete model: weights\.bin"):
        install(folder)
    card = {"name": "out", "files": {"../weights.bin": "0"}}
    (folder / "model.json").write_text(json.dumps(card), "utf-8")
    with pytest.raises(EngineError, match="not a complete model"):
        install(folder)
    (tmp_path / "notes.zip").write_bytes(b"no archive")
    with pytest.raises(EngineError, match=r"not a \.zip or"):
        install(tmp_path / "notes.zip")
    with pytest.raises(EngineError, match="with one model"):
        install(tmp_path / "nowhere")
    assert not installed.exists()


def tar_of(path: Path, name: str, kind: bytes = tarfile.REGTYPE, link: str = "", data: bytes = b"") -> Path:
    member = tarfile.TarInfo(name)
    member.type, member.linkname, member.size = kind, link, len(data)
    with tarfile.open(path, "w:gz") as archive:
        archive.addfile(member, io.BytesIO(data))
    return path


@pytest.mark.parametrize(
    ("name", "kind", "link"),
    [
        ("../model.json", tarfile.REGTYPE, ""),
        ("/tmp/model.json", tarfile.REGTYPE, ""),
        ("words/weights.bin", tarfile.SYMTYPE, "/etc/passwd"),
        ("words/weights.bin", tarfile.LNKTYPE, "/etc/passwd"),
        ("words/weights.bin", tarfile.FIFOTYPE, ""),
        ("words/" + "n" * 300, tarfile.REGTYPE, ""),
    ],
)
def test_hostile_archives_are_refused_with_a_reason(
    installed: Path, tmp_path: Path, name: str, kind: bytes, link: str
) -> None:
    archive = tar_of(tmp_path / "hostile.tar.gz", name, kind, link)
    result = CliRunner().invoke(app, ["models", "--install", str(archive)])
    assert isinstance(result.exception, EngineError)
    assert str(archive) in str(result.exception)
    assert not installed.exists()


def test_a_zip_that_leads_out_is_refused_as_a_whole(folder: Path, installed: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "out.zip", "w") as archive:
        archive.write(folder / "model.json", "words/model.json")
        archive.write(folder / "weights.bin", "words/weights.bin")
        archive.writestr("../evil", "x")
    with pytest.raises(EngineError, match="leads out of the archive"):
        install(tmp_path / "out.zip")
    assert not (tmp_path / "evil").exists()


def test_what_unpacks_to_more_than_the_limit_is_given_up(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", b"\0" * 3_000_000)
    (tmp_path / "space").mkdir()
    with pytest.raises(BadArchive, match="more than 1,000,000 bytes"):
        unpack(tmp_path / "bomb.zip", tmp_path / "space", max_bytes=1_000_000)
    unpack(tmp_path / "bomb.zip", tmp_path / "space", max_bytes=3_000_000)
    assert (tmp_path / "space" / "zeros").stat().st_size == 3_000_000


def test_a_card_that_names_no_files_or_a_link_or_has_no_end_is_no_model(
    folder: Path, installed: Path
) -> None:
    card = (folder / "model.json").read_text("utf-8")
    (folder / "weights.bin").rename(folder / "elsewhere")
    (folder / "weights.bin").symlink_to(folder / "elsewhere")
    with pytest.raises(EngineError, match=r"weights\.bin: a link"):
        install(folder)
    (folder / "model.json").write_text(json.dumps({**json.loads(card), "files": {}}), "utf-8")
    with pytest.raises(EngineError, match="names no files"):
        install(folder)
    (folder / "model.json").write_text("[" * 100_000, "utf-8")
    with pytest.raises(EngineError, match="not a model card"):
        install(folder)


def test_a_name_that_is_taken_is_refused(folder: Path, installed: Path) -> None:
    install(folder)
    with pytest.raises(EngineError, match="there is a model words already"):
        install(folder)
    card = json.loads((folder / "model.json").read_text("utf-8"))
    (folder / "model.json").write_text(json.dumps({**card, "name": "accurate"}), "utf-8")
    with pytest.raises(EngineError, match="there is a model accurate already"):
        install(folder)


def test_a_place_that_cannot_be_written_is_named(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("JIANBAO_MODELS", str(tmp_path / "file"))
    with pytest.raises(EngineError, match="cannot write"):
        install(folder)
