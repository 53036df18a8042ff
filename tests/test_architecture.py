"""The map in docs/architecture.md is true: every room is on it, and no import goes up."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "pipeline" / "jianbao"
MAP = (ROOT / "docs" / "architecture.md").read_text("utf-8")


def tree() -> dict[str, str]:
    """Path to sentence, from the block ``tree``: folders end in a slash and hold what is indented below them."""
    lines = re.search(r"^```tree\n(.*?)^```", MAP, re.DOTALL | re.MULTILINE)
    assert lines
    found, above = {}, [""]
    for line in lines[1].splitlines():
        name, sentence = line.split(maxsplit=1)
        depth = (len(line) - len(line.lstrip())) // 2
        above = above[: depth + 1]
        found[above[depth] + name] = sentence
        if name.endswith("/"):
            above.append(above[depth] + name)
    return found


def floors() -> dict[str, tuple[int, int]]:
    """Room to floor and place on it, from the table of floors."""
    found = {}
    for number, rooms in re.findall(r"^\| (\d+) \w+ \| (.*) \|$", MAP, re.MULTILINE):
        for place, room in enumerate(re.findall(r"`([\w/]+)`", rooms)):
            assert room not in found, room
            found[room] = (int(number), place)
    return found


def folders() -> list[str]:
    inside = (p for p in PACKAGE.rglob("*") if p.is_dir() and p.name not in ("__pycache__", "_models"))
    return sorted(f"{p.relative_to(PACKAGE).as_posix()}/" for p in inside)


def sources() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    """The folder of a source file; at the top of the package each file is a room of its own."""
    folder = path.parent.relative_to(PACKAGE).as_posix()
    return path.stem if folder == "." else folder


def imported(path: Path) -> Iterator[Path]:
    """The files of the package that ``path`` imports, at the top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: write imports in full"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (at for name in names if (at := source_of(name) or source_of(node.module or "")))
        elif isinstance(node, ast.Import):
            yield from (at for alias in node.names if (at := source_of(alias.name)))


def source_of(module: str) -> Path | None:
    if module.split(".")[0] != "jianbao":
        return None
    path = PACKAGE.joinpath(*module.split(".")[1:])
    return next((at for at in (path.with_suffix(".py"), path / "__init__.py") if at.is_file()), None)


def test_every_folder_and_every_top_module_is_in_the_tree() -> None:
    modules = [p.name for p in PACKAGE.glob("*.py") if p.name != "__init__.py"]
    assert sorted(tree()) == sorted([*folders(), *modules])


def test_every_room_with_code_has_its_floor() -> None:
    assert sorted(floors()) == sorted({room(path) for path in sources()})


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_import_goes_up(path: Path) -> None:
    known, own = floors(), room(path)
    for target in imported(path):
        other = room(target)
        below = known[other][0] < known[own][0]
        left = known[other][0] == known[own][0] and known[other][1] <= known[own][1]
        assert below or left, f"{own} imports {other} ({target.relative_to(PACKAGE)}), which stands above it"


def test_files_to_touch_exist() -> None:
    section = MAP.split("## What to touch")[1]
    for name in re.findall(r"`((?:[\w]+/)*\w+\.\w+)`", section):
        if "NAME" not in name:
            assert (PACKAGE / name).exists() or (ROOT / name).exists(), name
