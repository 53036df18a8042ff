"""Every command and every example of the READMEs is run, and both say the same."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from documents import ROOT, blocks, commands, run_command
from jianbao.article import Article

READMES = [ROOT / "README.md", ROOT / "README.zh.md"]


def name(page: Path) -> str:
    return page.name


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    return folder


@pytest.fixture(scope="module")
def already_run() -> list[list[str]]:
    """Commands that both READMEs show are run once."""
    return []


@pytest.mark.parametrize("readme", READMES, ids=name)
def test_commands(readme: Path, workplace: Path, already_run: list[list[str]]) -> None:
    ours = commands(readme)
    assert len(ours) >= 5
    for words in ours:
        if words in already_run:
            continue
        already_run.append(words)
        done = run_command(words, workplace)
        assert done.code == 0, f"{words}: {done.err}"
        assert done.out.strip() or "-o" in words, words


def examples(readme: Path) -> list[str]:
    return [block.code for block in blocks(readme) if block.info == "python"]


def test_examples(workplace: Path) -> None:
    assert examples(READMES[0])
    for example in examples(READMES[0]):
        done = subprocess.run(
            [sys.executable, "-c", example], cwd=workplace, env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert "张良才" in done.stdout


def test_the_chinese_examples_are_the_same_but_for_comments() -> None:
    english, chinese = ([ast.dump(ast.parse(code)) for code in examples(readme)] for readme in READMES)
    assert english == chinese


@pytest.mark.parametrize("readme", READMES, ids=name)
def test_make_targets_that_the_readme_names_are_there(readme: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.findall(r"`make (\w+)", readme.read_text("utf-8"))
    assert targets
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_chinese_readme_has_every_section_and_every_command_of_the_english_one() -> None:
    english, chinese = READMES
    sections = [re.findall(r"^##+ ", page.read_text("utf-8"), re.MULTILINE) for page in READMES]
    assert sections[0] == sections[1]
    assert {words[1] for words in commands(english)} <= {words[1] for words in commands(chinese)}


@pytest.mark.parametrize("readme", READMES, ids=name)
def test_a_readme_is_short(readme: Path) -> None:
    assert len(readme.read_text("utf-8").splitlines()) <= 200


@pytest.mark.parametrize("readme", READMES, ids=name)
def test_the_piece_of_json_is_what_comes_out(readme: Path, seed_articles: list[Article]) -> None:
    (shown,) = [msgspec.json.decode(block.code) for block in blocks(readme) if block.info == "json"]
    (article,) = [msgspec.to_builtins(a) for a in seed_articles if a.id == shown["id"]]
    assert holds(article, shown)


def holds(whole: object, piece: object) -> bool:
    """Whether ``piece`` is ``whole`` with some of its fields and items left out."""
    if isinstance(whole, dict) and isinstance(piece, dict):
        return all(key in whole and holds(whole[key], value) for key, value in piece.items())
    if isinstance(whole, list) and isinstance(piece, list):
        return all(any(holds(item, value) for item in whole) for value in piece)
    return whole == piece
