"""The example package of examples/extension, installed as far as Python can tell: on the path, with entry points."""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "extension"


def write_dist_info(folder: Path) -> Path:
    """What ``pip install`` leaves of the package's metadata, from its pyproject.toml."""
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text("utf-8"))["project"]
    info = folder / f"jianbao_weather-{project['version']}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    )
    groups = (
        f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in entries.items())
        for group, entries in project["entry-points"].items()
    )
    (info / "entry_points.txt").write_text("\n".join(groups))
    return folder


@pytest.fixture(scope="session")
def extension_path(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The folders that must be on the path: the package's, and one with its metadata."""
    return [str(EXAMPLE), str(write_dist_info(tmp_path_factory.mktemp("extension")))]


@pytest.fixture(scope="module")
def extension(extension_path: list[str]) -> Iterator[None]:
    """The example package in this process."""
    sys.path[:0] = extension_path
    yield
    for folder in extension_path:
        sys.path.remove(folder)


@pytest.fixture
def environment(extension_path: list[str]) -> dict[str, str]:
    """An environment in which the example package is installed."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(extension_path), "PYTHONIOENCODING": "utf-8"}


@pytest.fixture(scope="session")
def word_list(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of the example's engine."""
    path = tmp_path_factory.mktemp("names") / "names.tsv"
    path.write_text("云岭县\tLOC\n周启明\tPER\n", "utf-8")
    return path
