"""``jianbao doctor``: what is installed, which engines work, and why others do not."""

from __future__ import annotations

import platform
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from jianbao.cli.common import EXIT_SOME_FAILED, console, print_json
from jianbao.cli.options import Json
from jianbao.engines import engine_specs, make_engine
from jianbao.errors import JianbaoError
from jianbao.files import package_version
from jianbao.manifest import PACKAGES
from jianbao.registry import ENGINES, engine_names, stage_class, stage_names

OPTIONAL = ("hanlp", "torch")  # the extra jianbao[hanlp]
NEED_A_MODEL = ("spacy", "hanlp")  # engines that work where a model of theirs is installed
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
    checks = [*_check_versions(), *map(_check_engine, specs), *map(_check_stage, stage_names())]
    if as_json:
        print_json(checks)
    else:
        table = Table("what", "works", "details")
        for check in checks:
            table.add_row(
                check["name"], "[green]yes[/]" if check["ok"] else "[yellow]no[/]", Text(check["details"])
            )
        console.print(table)
    if not all(check["ok"] for check in checks if check["needed"]):
        raise typer.Exit(EXIT_SOME_FAILED)


def _check_versions() -> list[dict[str, Any]]:
    rows = [{"name": "python", "ok": True, "needed": True, "details": platform.python_version()}]
    for name in PACKAGES:
        found = package_version(name)
        needed = name not in OPTIONAL
        details = found or ("not installed; pip install 'jianbao[hanlp]'" if not needed else "not installed")
        rows.append({"name": name, "ok": bool(found), "needed": needed, "details": details})
    return rows


def _check_engine(spec: str) -> dict[str, Any]:
    """Whether an engine runs; if not, its error message is in the details and says what to do."""
    row = {"name": f"engine {spec}", "ok": False, "needed": spec in ENGINES and spec not in NEED_A_MODEL}
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
