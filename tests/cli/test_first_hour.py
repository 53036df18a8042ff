"""What a newcomer types first: version, help, a settings file, the report, an article by its number."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from handmade import write_run
from jianbao.article import Article
from jianbao.cli import app, doctor
from jianbao.cli.lines import in_lines
from jianbao.cli.translation import choose
from jianbao.config import Config
from jianbao.errors import ConfigError, MissingPackage, ReadError
from rich.cells import cell_len
from rich.text import Text
from typer.testing import CliRunner


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    names = ("2021-05_yunling-ribao-0001", "2021-05_yunling-ribao-0002", "2021-06_shiqiao-0001")
    articles = [
        Article.from_text("云岭县召开会议。", id=name, title=f"标题{n}") for n, name in enumerate(names)
    ]
    return write_run(tmp_path_factory.mktemp("first") / "run", articles)


def invoke(*arguments: str) -> str:
    done = CliRunner().invoke(app, list(arguments), env={"COLUMNS": "80"})
    assert done.exit_code == 0, done.output
    return done.stdout


def test_version_and_short_help() -> None:
    assert re.match(r"jianbao \d+\.\d+", invoke("--version"))
    assert invoke("-h") == invoke("--help")
    assert "Usage: " in invoke("run", "-h")


def test_defaults_in_brackets_are_shown() -> None:
    assert "outputs/NAME-OF-INPUT" in invoke("run", "--help")
    assert "standard output" in invoke("export", "--help")


def test_init_writes_a_file_that_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "jianbao.toml"
    assert "--config" in invoke("init", str(path))
    assert Config.make(path).stages == Config().stages
    assert tomllib.loads(path.read_text("utf-8"))["entities"]["engine"]
    done = CliRunner().invoke(app, ["init", str(path)])
    assert isinstance(done.exception, ConfigError)
    invoke("init", str(path), "--overwrite")


@pytest.mark.parametrize("name", ["2021-06_shiqiao-0001", "2021-06", "3"])
def test_an_article_is_shown_by_its_id_the_start_of_it_or_its_number(run: Path, name: str) -> None:
    assert "标题2" in invoke("show", str(run), name)


def test_a_start_that_several_have_is_explained(run: Path) -> None:
    done = CliRunner().invoke(app, ["show", str(run), "2021-05"])
    assert isinstance(done.exception, ReadError)
    assert "2021-05_yunling-ribao-0001, 2021-05_yunling-ribao-0002" in str(done.exception)


def test_the_list_names_ids_whole_at_80_columns(run: Path) -> None:
    shown = re.sub(r"[│\s]", "", invoke("show", str(run)))
    cells = invoke("show", str(run))
    assert "…" not in cells
    assert "yunling" in shown


def test_open_writes_and_names_the_report(run: Path) -> None:
    shown = invoke("open", str(run), "--no-browser")
    assert (run / "report.html").exists()
    assert "report.html" in shown.replace("\n", "")


def test_lines_fit_and_do_not_begin_with_a_closing_mark() -> None:
    text = "本报讯 云岭县召开会议，要求各单位（含村、社区）抓好“十四五”规划COVID-19落实，共投入8.5亿元。\n第二段。"
    for width in range(8, 40):
        lines = in_lines(Text(text), width).plain.split("\n")
        assert all(cell_len(line) <= width for line in lines)
        assert not [line for line in lines if line[:1] in "，。、）”"]
        assert "".join(lines) == text.replace("\n", "")


def test_a_missing_extra_says_how_it_is_installed() -> None:
    said = str(MissingPackage("DuckDB", "tables"))
    assert "pip install 'jianbao[tables]'" in said
    assert "pip install '.[tables]'" in said


def test_doctor_is_short_and_speaks_the_users_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "engine_names", lambda: ["jieba"])
    monkeypatch.setattr(doctor, "stage_names", lambda: ["sentences", "times"])
    monkeypatch.setattr(doctor, "COMPILED", ("jianbao.tagging._of_no_machine",))
    choose("zh")
    try:
        shown = invoke("doctor")
    finally:
        choose(None)
    assert re.search(r"所有步骤 +│ 是 +│ sentences, times", shown)
    assert "未编译：of_no_machine" in shown
