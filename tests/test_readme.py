"""Every command and every example of the README is run."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SETUP = ("make ", "pip ")


def blocks(readme: str, language: str) -> list[str]:
    text = (ROOT / readme).read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    return folder


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        arguments, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_commands(readme: str, workplace: Path) -> None:
    commands = [line for block in blocks(readme, "sh") for line in block.splitlines() if line.strip()]
    ours = [shlex.split(line, comments=True) for line in commands if not line.startswith(SETUP)]
    assert len(ours) >= 5
    for arguments in ours:
        assert arguments[0] == "jianbao"
        done = run([sys.executable, "-m", "jianbao.cli", *arguments[1:]], workplace)
        assert done.returncode == 0, f"{arguments}: {done.stderr}"
        assert done.stdout.strip() or "-o" in arguments, arguments


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_examples(readme: str, workplace: Path) -> None:
    for example in blocks(readme, "python"):
        done = run([sys.executable, "-c", example], workplace)
        assert done.returncode == 0, done.stderr
        assert "张良才" in done.stdout


def test_make_targets_that_the_readme_names_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"^make (\w+)", "".join(blocks("README.md", "sh")), re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_every_link_to_a_file_leads_somewhere() -> None:
    for readme in ("README.md", "README.zh.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", (ROOT / readme).read_text("utf-8")):
            assert (ROOT / target).exists(), target
