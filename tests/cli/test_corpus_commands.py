"""families, newwords and brief as commands, on the page in corpus/ and on made-up lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jianbao.cli import app
from jianbao.config import Config
from jianbao.errors import ConfigError, ReadError
from jianbao.runner import run
from typer.testing import CliRunner

from tests.conftest import SEED


def out_of(*arguments: str) -> str:
    done = CliRunner().invoke(app, list(arguments))
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture(scope="module")
def small_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run") / "seed"
    stages = ("sentences", "tokens", "slogans", "summary")
    run([str(SEED)], folder, Config.make(stages=stages), date="2021-05", outlet="高新时报")
    return folder


def test_families_of_a_run_and_of_a_file_are_the_same(small_run: Path) -> None:
    of_run, of_file = (json.loads(out_of("families", str(p), "--json")) for p in (small_run, SEED))
    assert [h["family"] for h in of_run] == [h["family"] for h in of_file]
    (pain,) = json.loads(out_of("families", str(small_run), "痛点", "--json"))
    assert [m[0] for m in pain["members"]] == ["痛点", "堵点", "卡点"]
    assert (pain["first"], pain["outlets"]) == ("2021-05", {"高新时报": 1})
    assert "no slogan family with 没有的词" in out_of("families", str(small_run), "没有的词")


def test_new_words_as_table_json_and_dictionary(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    sides = ["推广", "介绍", "发展", "参观", "讲解", "销售", "研究", "种植", "采摘", "培育"]
    rows = [{"id": f"{i}", "text": f"白沙村{side}翠玉瓞{sides[i - 3]}。" * 2} for i, side in enumerate(sides)]
    filler = [{"id": f"f{i}", "text": "今天天气晴朗,大家都在认真地学习和工作。" * 5} for i in range(20)]
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows + filler), "utf-8")
    assert "翠玉瓞" in [w["term"] for w in json.loads(out_of("newwords", str(path), "--json"))]
    assert "翠玉瓞 20 n" in out_of("newwords", str(path), "--dict").splitlines()
    assert "翠玉瓞" in out_of("newwords", str(path))


def test_brief_as_markdown_and_json(small_run: Path, tmp_path: Path) -> None:
    text = out_of("brief", str(small_run), "--language", "zh")
    assert text.startswith("# 2021-05")
    assert "时间" not in out_of("brief", str(small_run), "--no-fields", "--language", "zh").splitlines()[0]
    target = tmp_path / "brief.json"
    out_of("brief", str(small_run), "--json", "-o", str(target))
    (day,) = json.loads(target.read_text("utf-8"))
    assert day["date"] == "2021-05"
    assert day["digest"]["pages"] == 1
    assert day["pages"][0]["articles"][0]["title"]


def test_what_cannot_be_done_is_said(small_run: Path, tmp_path: Path) -> None:
    for arguments, error, message in (
        (["brief", str(small_run), "--day", "1999"], ConfigError, "no page of 1999"),
        (
            ["brief", str(small_run), "--language", "fr"],
            ConfigError,
            "--language fr: unknown; choose one of en, zh",
        ),
        (["brief", str(tmp_path)], ReadError, "no run here"),
        (["newwords", str(tmp_path / "nowhere")], ReadError, "no such file"),
    ):
        done = CliRunner().invoke(app, arguments)
        assert isinstance(done.exception, error)
        assert message in str(done.exception)
