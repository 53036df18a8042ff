"""``jianbao doctor``: what is installed, which engines work, and why the others do not."""

from __future__ import annotations

import platform
import sys
from typing import Annotated, Any

import msgspec
import typer
from rich.table import Table

from pipeline.cli.common import console
from pipeline.errors import JianbaoError
from pipeline.manifest import PACKAGES, package_version
from pipeline.registry import ENGINES, engine_class, stage_class, stage_names

SAMPLE = "5月7日,高新区党工委副书记张红军在郑州市调研。"


def register(app: typer.Typer) -> None:
    app.command("doctor")(command)


def command(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Check the installation: versions, engines, stages."""
    checks = [*_versions(), *(_engine(name) for name in ENGINES), *(_stage(name) for name in stage_names())]
    if as_json:
        sys.stdout.write(msgspec.json.encode(checks).decode() + "\n")
    else:
        table = Table("what", "works", "details")
        for check in checks:
            table.add_row(
                check["name"], "[green]yes[/]" if check["ok"] else "[yellow]no[/]", check["details"]
            )
        console.print(table)
    if not all(check["ok"] for check in checks if check["needed"]):
        raise typer.Exit(1)


def _versions() -> list[dict[str, Any]]:
    rows = [{"name": "python", "ok": True, "needed": True, "details": platform.python_version()}]
    for name in PACKAGES:
        found = package_version(name)
        needed = name != "hanlp"
        details = found or ("not installed; pip install 'jianbao[hanlp]'" if not needed else "not installed")
        rows.append({"name": name, "ok": bool(found), "needed": needed, "details": details})
    return rows


def _engine(name: str) -> dict[str, Any]:
    try:
        engine = engine_class(name)()
        spans = len(engine.analyse([SAMPLE])[0].tokens.starts)
        return {
            "name": f"engine {name}",
            "ok": True,
            "needed": False,
            "details": f"{engine.model} {engine.version}, {spans} tokens in a test sentence",
        }
    except (JianbaoError, ImportError) as error:
        return {"name": f"engine {name}", "ok": False, "needed": name == "lac", "details": str(error)}


def _stage(name: str) -> dict[str, Any]:
    try:
        stage_class(name)()
        return {"name": f"stage {name}", "ok": True, "needed": True, "details": ""}
    except (JianbaoError, ImportError) as error:
        return {"name": f"stage {name}", "ok": False, "needed": True, "details": str(error)}
