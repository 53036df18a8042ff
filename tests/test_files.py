"""Digests, complete files, and errors that name the file."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from jianbao.errors import WriteError
from jianbao.files import file_digest, folder_digest, package_version, write_errors, write_whole


def test_digests_depend_on_contents_and_on_names(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x").write_bytes(b"1")
    assert file_digest(tmp_path / "a" / "x") == hashlib.sha256(b"1").hexdigest()
    first = folder_digest(tmp_path)
    (tmp_path / "a" / "x").rename(tmp_path / "a" / "y")
    second = folder_digest(tmp_path)
    (tmp_path / "a" / "y").write_bytes(b"2")
    assert len({first, second, folder_digest(tmp_path)}) == 3


def test_an_os_error_becomes_one_that_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="out/x: cannot write: No such file"), write_errors("out/x"):
        (tmp_path / "missing" / "x").write_bytes(b"")
    with pytest.raises(WriteError, match="out/x: cannot write: odd"), write_errors("out/x"):
        raise OSError("odd")
    with pytest.raises(ValueError, match="other"), write_errors("out/x"):
        raise ValueError("other")


def test_a_file_is_written_completely_or_not_at_all(tmp_path: Path) -> None:
    write_whole(tmp_path / "x", b"old")
    (tmp_path / "folder").mkdir()
    with pytest.raises(WriteError, match="cannot write"):
        write_whole(tmp_path / "folder", b"new")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder", "x"]
    assert (tmp_path / "x").read_bytes() == b"old"


def test_the_version_of_a_package_and_of_none() -> None:
    assert package_version("msgspec")
    assert package_version("no-such-package-here") is None


def test_a_link_that_was_planted_beside_a_file_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"mine")
    (tmp_path / "x.tmp").symlink_to(tmp_path / "precious")
    write_whole(tmp_path / "x", b"new")
    assert (tmp_path / "precious").read_bytes() == b"mine"
    assert (tmp_path / "x").read_bytes() == b"new"
    assert not (tmp_path / "x").is_symlink()
