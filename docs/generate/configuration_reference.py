"""The page of all settings, read from the stages' ``Config`` classes: type, default, meaning, and a TOML example."""

from __future__ import annotations

import types
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from jianbao.cli.settings_file import default, meanings, settings_file, settings_of, toml
from jianbao.config import Config
from jianbao.registry import stage_names

HEAD = """# Configuration

Made from the code by `make docs`; do not edit.

What a run does is set by a TOML file (`jianbao run INPUT --config FILE`) and by single settings on the command line
(`--set SECTION.KEY=VALUE`, repeatable, stronger than the file); `--engine`, `--dict`, `--allow-download` and `--stages`
are short for settings. In Python: `load("jianbao.toml", settings=["summary.max_chars=60"])`. A section bears the name
of its stage. Unknown sections, unknown keys and values of a wrong type are refused before work starts. The manifest
of a run keeps its configuration.

"""


def configuration_page() -> str:
    """The reference as Markdown: the example file, then one section per stage that has settings."""
    configured = [(name, kind) for name in stage_names() if (kind := settings_of(name)) is not None]
    parts = [HEAD, "## The default chain\n\n", ", ".join(f"`{name}`" for name in Config().stages), "\n\n"]
    parts += ["## A file with every setting at its default\n\n```toml\n", settings_file(), "```\n"]
    parts += [_section(name, kind) for name, kind in configured]
    return "".join(parts)


def _section(name: str, kind: Any) -> str:
    hints = get_type_hints(kind, include_extras=True)
    lines = ["", f"## [{name}]", "", "| setting | type | default | what |", "|---|---|---|---|"]
    for field in msgspec.structs.fields(kind):
        meaning = meanings(kind)[field.name]
        row = (
            f"`{field.name}`",
            _type(hints[field.name]),
            f"`{toml(default(field))}`",
            meaning.replace("``", "`"),
        )
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |")
    return "\n".join(lines) + "\n"


def _type(hint: Any) -> str:
    """A type in words: text, whole number, one of ..."""
    if hasattr(hint, "__metadata__"):
        base, *extras = get_args(hint)
        return _type(base) + "".join(_limits(e) for e in extras if isinstance(e, msgspec.Meta))
    if get_origin(hint) is Literal:
        return "one of " + ", ".join(f"`{value}`" for value in get_args(hint))
    if get_origin(hint) in (Union, types.UnionType):
        return " or ".join(_type(k) for k in get_args(hint) if k is not type(None))
    named = {bool: "true or false", int: "whole number", float: "number", str: "text"}
    return named.get(hint) or str(getattr(hint, "__name__", hint))


def _limits(meta: msgspec.Meta) -> str:
    signs = (("≥", meta.ge), (">", meta.gt), ("≤", meta.le), ("<", meta.lt))
    return "".join(f", {sign} {bound}" for sign, bound in signs if bound is not None)
