"""What stands in titles and names reaches neither the terminal nor a spreadsheet as a command."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from handmade import hostile_article, write_run
from jianbao.article import Article
from jianbao.cli import app
from jianbao.errors import ConfigError
from typer.testing import CliRunner

ESCAPES = "\x1b[2J云\x1b]52;c;eA==\x07\x1b]8;;http://evil.example\x1b\\岭\x9b31m\x00"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    articles = [
        hostile_article(1, ESCAPES),
        Article.from_text("云岭县。", id="\t=1+1", title="好", outlet="＝1+1"),
    ]
    return write_run(tmp_path_factory.mktemp("hostile") / "run", articles)


@pytest.mark.parametrize(
    "arguments",
    [
        ("show",),
        ("show", "--all"),
        ("person",),
        ("names",),
        ("brief",),
        ("query", "select title from articles"),
    ],
)
def test_no_control_character_of_a_text_reaches_the_terminal(run: Path, arguments: tuple[str, ...]) -> None:
    command, *rest = arguments
    done = CliRunner().invoke(app, [command, str(run), *rest])
    assert done.exit_code == 0, done.output
    assert {"云", "野"} & set(done.stdout)
    assert not {c for c in done.stdout if c < " " or "\x7f" <= c < "\xa0"} - {"\n"}


def test_a_search_prints_none_either(run: Path) -> None:
    CliRunner().invoke(app, ["index", str(run)])
    done = CliRunner().invoke(app, ["search", str(run), "野镇"])
    assert "1 article" in done.stdout
    assert "\x1b" not in done.stdout


def test_cells_of_a_query_are_no_formulas(run: Path) -> None:
    done = CliRunner().invoke(
        app, ["query", str(run), "select article_id, outlet, 1 as n from articles", "-f", "csv"]
    )
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert ["'\t=1+1", "'＝1+1", "1"] in rows


@pytest.mark.parametrize("sql", ["", "  ", "/* */"])
def test_an_empty_query_is_explained(run: Path, sql: str) -> None:
    done = CliRunner().invoke(app, ["query", str(run), sql])
    assert isinstance(done.exception, ConfigError)
    assert "select" in str(done.exception)
