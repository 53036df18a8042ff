"""What users read in Chinese, where their locale or --lang says so; and the catalogue that it comes from."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import message_catalogue as catalogue
import pytest
from jianbao.cli import COMMANDS
from jianbao.cli.translation import choose, translate

HAN = re.compile("[一-鿿]")
PLAIN = {k: v for k, v in os.environ.items() if k not in ("LC_ALL", "LC_MESSAGES", "LANG", "JIANBAO_LANG")}


def jianbao(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "jianbao.cli", *arguments], env=PLAIN | environment, capture_output=True, text=True,
        check=False, encoding="utf-8",
    )  # fmt: skip


@pytest.fixture
def chinese() -> object:
    choose("zh")
    yield
    choose(None)


def test_every_message_has_its_translation_with_the_same_places() -> None:
    known = catalogue.read_catalogue()
    for source in catalogue.messages():
        found = known.get(source)
        assert found is not None, source
        assert found.string, source
        places = re.findall(r"\{\d?\}", str(found.string))
        assert len(places) == source.count("{}"), source


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    assert catalogue.MO.read_bytes() == catalogue.as_mo(catalogue.read_catalogue())


@pytest.mark.parametrize("name", list(COMMANDS))
def test_the_help_of_every_command_is_chinese_where_the_locale_is(name: str) -> None:
    shown = jianbao(name, "--help", LANG="zh_CN.UTF-8", COLUMNS="200").stdout
    lines = [line for line in shown.splitlines() if re.search(r"[a-z]{3,} [a-z]{2,} [a-z]{2,}", line)]
    assert HAN.search(shown)
    assert "用法" in shown
    assert not [line for line in lines if not HAN.search(line)]


@pytest.mark.parametrize(
    ("arguments", "environment", "chinese"),
    [
        (("--help",), {"LANG": "zh_CN.UTF-8"}, True),
        (("--help",), {"LANG": "en_US.UTF-8"}, False),
        (("--help",), {}, False),
        (("--lang", "zh", "--help"), {}, True),
        (("--lang", "en", "--help"), {"LANG": "zh_CN.UTF-8"}, False),
        (("--help",), {"JIANBAO_LANG": "zh", "LANG": "C"}, True),
        (("--help",), {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, False),
    ],
)
def test_the_language_is_that_of_the_locale_or_the_option(
    arguments: tuple[str, ...], environment: dict[str, str], chinese: bool
) -> None:
    assert ("用法" in jianbao(*arguments, **environment).stdout) == chinese


def test_errors_are_chinese_too(tmp_path: Path) -> None:
    for arguments in (
        ("run",),
        ("run", str(tmp_path / "nowhere.txt")),
        ("show", str(tmp_path)),
        ("runn",),
        ("run", "--x"),
    ):
        done = jianbao("--lang", "zh", *arguments)
        assert done.returncode == 2
        assert HAN.search(done.stderr), done.stderr
        assert not re.search(r"[a-z]{3,} [a-z]{2,} [a-z]{2,}", done.stderr.replace(str(tmp_path), "")), (
            done.stderr
        )


@pytest.mark.usefixtures("chinese")
def test_what_stands_in_a_message_is_translated_in_turn_and_names_stay() -> None:
    said = translate("pages/a.jsonl:3: the text is empty")
    assert said.startswith("pages/a.jsonl:3")
    assert HAN.search(said)
    assert translate("云岭日报") == "云岭日报"


def test_a_language_that_there_is_not_is_refused() -> None:
    done = jianbao("--lang", "fr", "--help")
    assert done.returncode == 2
    assert "choose one of en, zh" in done.stderr
