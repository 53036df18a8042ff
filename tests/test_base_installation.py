"""What works without any extra, and what the rest says: with the packages of the base installation alone."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path
from typing import NamedTuple

import pytest
from jianbao.cli.doctor import COMPILED
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PAGE = "5月7日，云岭县委书记周启明到青石镇调研。\n周启明指出，要办好民生实事。\n全县投入资金120万元。\n"


# sys.argv[1]: the modules that are missing; standard input: the commands, each printed with its exit code and output
COMMANDS = """
import contextlib, io, json, sys
sys.modules.update(dict.fromkeys(json.loads(sys.argv[1])))
from jianbao.cli import main
for command in json.loads(sys.stdin.read()):
    sys.argv[1:], out, err = command, io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    from jianbao.cli import common
    common.messages.file = err
    common.console.file = out
    code = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
    out.flush()
    print(json.dumps([code, out.buffer.getvalue().decode(), err.getvalue()]))
"""


class Result(NamedTuple):
    code: int
    out: str
    err: str


def base_packages() -> set[str]:
    """The names of the packages that ``pip install jianbao`` brings, as pip writes them."""
    found, todo = set[str](), [Requirement(text) for text in PROJECT["dependencies"]]
    while todo:
        need = todo.pop()
        name = canonicalize_name(need.name)
        if name not in found and (need.marker is None or need.marker.evaluate({"extra": ""})):
            found.add(name)
            try:
                todo += [Requirement(text) for text in requires(name) or ()]
            except PackageNotFoundError:  # brought by a part that this environment has in another way
                continue
    return found


def missing_modules() -> list[str]:
    """The modules of this environment that the base installation has not."""
    base = base_packages() | {"jianbao"}
    return [
        module
        for module, packages in packages_distributions().items()
        if not base & {canonicalize_name(name) for name in packages} and module.isidentifier()
    ]


def test_doctor_looks_for_every_part_in_c() -> None:
    [modules] = (
        node.value
        for node in ast.parse((ROOT / "hatch_build.py").read_text("utf-8")).body
        if isinstance(node, ast.Assign) and node.targets[0].id == "MODULES"  # type: ignore[attr-defined]
    )
    assert ast.literal_eval(modules) == COMPILED


def test_every_dependency_has_its_line_in_the_docs() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    base, extras, development = re.split(r"^## (?:Extras|Development)$", page, flags=re.MULTILINE)
    named = [Requirement(text).name for text in PROJECT["dependencies"]]
    assert re.findall(r"^\| ([a-z][\w-]+) \|", base, re.MULTILINE)[1:] == sorted(named)
    brought: dict[str, set[str]] = {}
    for extra, texts in PROJECT["optional-dependencies"].items():
        for name in names_of(texts):
            brought.setdefault(name, set()).add(extra)
    for name, of in brought.items():
        if of == {"dev"}:
            assert re.search(rf"\b{name}\b", development), name
        else:
            [line] = re.findall(rf"^\| {name} \| ([^|]+) \|", extras, re.MULTILINE)
            assert set(re.findall(r"`(\w+)`", line)) == of - {"all", "dev"}, name


def names_of(texts: list[str]) -> Iterator[str]:
    """The packages of an extra, those of the extras that it takes in among them."""
    for need in map(Requirement, texts):
        if need.name != "jianbao":
            yield need.name
        for extra in need.extras:
            yield from names_of(PROJECT["optional-dependencies"][extra])


def test_the_extra_all_takes_in_the_others() -> None:
    extras = PROJECT["optional-dependencies"]
    [need] = map(Requirement, extras["all"])
    assert need.extras == extras.keys() - {"all", "dev", "ray"}


def in_the_base(*commands: list[str], missing: Sequence[str] = ()) -> Iterator[Result]:
    """The commands one after the other, in one process without the extras and the modules ``missing``."""
    done = subprocess.run(
        [sys.executable, "-c", COMMANDS, json.dumps([*missing_modules(), *missing])],
        input=json.dumps(commands), capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    lines = done.stdout.splitlines()
    assert len(lines) == len(commands), done.stderr
    return (Result(*json.loads(line)) for line in lines)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("base")
    (folder / "2021-05-08.txt").write_text(PAGE, "utf-8")
    return folder


def test_pages_are_read_analysed_shown_and_exported(folder: Path) -> None:
    page, fast, auto = str(folder / "2021-05-08.txt"), str(folder / "fast"), str(folder / "auto")
    ran, ran_auto, shown, brief, gold, tables, indexed, found, doctor, *others = in_the_base(
        ["run", page, "-o", fast, "--engine", "fast"],
        ["run", page, "-o", auto],
        ["show", fast, "--all"],
        ["brief", fast],
        ["export", fast, "--format", "gold", "-o", str(folder / "gold.jsonl")],
        ["export", fast, "--format", "csv", "--table", "posts"],
        ["index", fast],
        ["search", fast, "民生"],
        ["doctor", "--json"],
        ["diff", fast, auto],
        ["reprints", fast],
        ["families", fast],
        ["person", fast],
        ["names", fast],
        ["stages"],
        ["models"],
    )
    assert [ran.code, ran_auto.code] == [0, 0], ran.err + ran_auto.err
    assert "周启明" in shown.out
    assert "县委书记" in shown.out
    assert "周启明" in brief.out
    assert gold.code == 0
    assert json.loads((folder / "gold.jsonl").read_text("utf-8").splitlines()[0])["text"]
    assert "云岭县委,书记" in tables.out
    assert {indexed.code, found.code, *(other.code for other in others)} == {0}
    assert "民生实事" in found.out
    rows = {row["name"]: row for row in json.loads(doctor.out)}
    assert rows["engine auto"]["ok"]
    assert not rows["engine lac"]["ok"]
    assert not [name for name, row in rows.items() if row["needed"] and not row["ok"]]


def test_without_the_parts_in_c_all_works_and_doctor_says_so(folder: Path) -> None:
    page, out = str(folder / "2021-05-08.txt"), str(folder / "pure")
    ran, shown, doctor = in_the_base(
        ["run", page, "-o", out, "--engine", "fast"], ["show", out], ["doctor", "--json"], missing=COMPILED
    )
    assert ran.code == 0, ran.err
    assert "周启明" in shown.out
    [row] = [row for row in json.loads(doctor.out) if row["name"] == "parts in C"]
    assert not row["ok"]
    assert "C compiler" in row["details"]


def test_the_table_of_a_run_is_in_plain_words(folder: Path) -> None:
    [ran] = in_the_base(["run", str(folder / "2021-05-08.txt"), "-o", str(folder / "plain")])
    assert "articles" in ran.out
    assert "_" not in "".join(line for line in ran.out.splitlines() if "│" in line)


def test_what_needs_an_extra_says_in_one_line_what_to_install(folder: Path) -> None:
    page, run = str(folder / "2021-05-08.txt"), str(folder / "needy")
    wanted = {
        "tables": [["query", run, "select 1"], ["export", run, "--format", "duckdb"]],
        "parquet": [["export", run, "--format", "parquet"]],
        "spacy": [["export", run, "--format", "docbin"], ["run", page, "-o", f"{run}2", "--engine", "spacy"]],
        "lac": [
            ["run", page, "-o", f"{run}2", "--engine", "lac"],
            ["run", page, "-o", f"{run}2", "--engine", "crf"],
        ],
        "hanlp": [["run", page, "-o", f"{run}2", "--engine", "hanlp"]],
        "topics": [["topics", run], ["trends", run, "民生"]],
        "network": [["network", run, "-o", str(folder / "n.gexf")]],
        "xlsx": [["export", run, "--format", "xlsx"]],
        "report": [["report", run, "-o", str(folder / "report.html")]],
        "serve": [["serve", run]],
    }
    extras = [extra for extra, commands in wanted.items() for _ in commands]
    commands = [command for group in wanted.values() for command in group]
    ran, *results = in_the_base(["run", page, "-o", run, "--engine", "fast"], *commands)
    assert ran.code == 0, ran.err
    for extra, command, result in zip(extras, commands, results, strict=True):
        assert result.code, command
        [line] = [line for line in result.err.splitlines() if "pip install" in line]
        assert f"pip install 'jianbao[{extra}]'" in line, (command, line)
        assert f"pip install '.[{extra}]'" in line
        assert "Traceback" not in result.err
    assert not Path(f"{run}2").exists()


@pytest.mark.parametrize("name", ["table.parquet", "table.feather"])
def test_files_that_need_an_extra_are_named_with_it(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"PAR1" if name.endswith("parquet") else b"ARROW1")
    [result] = in_the_base(["read", str(folder / name)])
    assert result.code
    assert name in result.err
    assert "pip install 'jianbao[parquet]'" in result.err
