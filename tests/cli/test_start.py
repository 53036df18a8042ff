"""The command line as a whole: a quick start, one help text, a quiet end where nobody reads on."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from handmade import write_run
from jianbao.article import Article
from jianbao.cli import COMMANDS, app
from jianbao.cli.common import choice, pairs
from jianbao.cli.pipe import stop_at_broken_pipe
from jianbao.errors import ConfigError
from typer.main import get_command
from typer.testing import CliRunner

JIANBAO = [sys.executable, "-m", "jianbao.cli"]


def test_help_lists_every_command_with_the_first_lines_of_its_own_help() -> None:
    listed = "".join(CliRunner().invoke(app, ["--help"], env={"COLUMNS": "300"}).stdout.split())
    group = get_command(app)
    for name, summary in COMMANDS.items():
        command = group.get_command(None, name)  # type: ignore[attr-defined]
        assert command is not None
        assert " ".join((command.help or "").split("\n\n")[0].split()) == summary
        assert "".join(f"{name}{summary}".split()) in listed


def test_help_imports_no_command() -> None:
    code = (
        "import sys; from jianbao.cli import app; app(['--help'], standalone_mode=False); "
        "print(*sorted(m for m in sys.modules if m.startswith('jianbao.') or m == 'numpy'), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stderr.split()) == {
        "jianbao.cli", "jianbao.cli.common", "jianbao.cli.localised", "jianbao.cli.pipe", "jianbao.cli.translation",
        "jianbao.errors", "jianbao.files",
    }  # fmt: skip


def test_an_unknown_command_is_named_with_one_like_it() -> None:
    done = CliRunner().invoke(app, ["exprot"])
    assert done.exit_code == 2
    assert "No such command 'exprot'" in done.output
    assert "export" in done.output


@pytest.fixture(scope="module")
def large_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    text = "市长周启明到云岭县调研。" * 40
    articles = [Article.from_text(text, id=f"a{i}", title=f"调研之{i}") for i in range(400)]
    return write_run(tmp_path_factory.mktemp("large") / "run", articles)


@pytest.mark.parametrize(
    "arguments", [["show"], ["show", "--all"], ["show", "--json"], ["export", "-f", "gold"], ["brief"]]
)
def test_a_reader_that_stops_early_is_no_error(large_run: Path, arguments: list[str]) -> None:
    command = [*JIANBAO, arguments[0], str(large_run), *arguments[1:]]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


def test_help_that_nobody_reads_is_no_error() -> None:
    done = subprocess.run(
        ["bash", "-c", '"$@" | true; echo ${PIPESTATUS[0]}', "-", *JIANBAO, "run", "--help"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("0\n", "")


def test_an_output_that_is_not_of_the_system_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream in (io.StringIO(), io.TextIOWrapper(io.BytesIO())):
        monkeypatch.setattr(sys, "stdout", stream)
        stop_at_broken_pipe()
        assert sys.stdout is stream


def test_options_with_a_closed_list_and_pairs() -> None:
    assert choice("--kind", "org", {"org": 1, "place": 2}) == "org"
    with pytest.raises(ConfigError, match="--kind x: unknown; choose one of org, place"):
        choice("--kind", "x", ("org", "place"))
    assert pairs("--apart", ["a,b"], "names") == [frozenset("ab")]
    for wrong in ("a", "a,a", "a,b,c"):
        with pytest.raises(ConfigError, match="--apart takes two names separated by a comma"):
            pairs("--apart", [wrong], "names")
