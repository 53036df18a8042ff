"""A configuration file with every setting at its default, made from the stages' ``Config`` classes."""

from __future__ import annotations

import inspect
import re
import textwrap
from typing import Any

import msgspec

from jianbao.config import Config
from jianbao.registry import stage_class, stage_names


def settings_file() -> str:
    """A TOML file that changes nothing: the default chain, and each section with all its settings."""
    lines = ["# The stages that run, in this order."]
    lines += ["stages = ["]
    lines += textwrap.wrap(
        ", ".join(f'"{n}"' for n in Config().stages), 100, initial_indent="  ", subsequent_indent="  "
    )
    lines += ["]"]
    for name in stage_names():
        kind = settings_of(name)
        if kind is None:
            continue
        lines += ["", f"[{name}]"]
        for field in msgspec.structs.fields(kind):
            lines += [f"# {line}" for line in textwrap.wrap(_plain(meanings(kind)[field.name]), 98)]
            lines.append(f"{field.name} = {toml(default(field))}")
    return "\n".join(lines) + "\n"


def settings_of(name: str) -> Any:
    """The settings of a stage; None where it has none."""
    kind = getattr(stage_class(name), "Config", None)
    return kind if kind is not None and kind.__struct_fields__ else None


def meanings(kind: Any) -> dict[str, str]:
    """What the docstring of a Config says of each setting, told as "``name``: meaning".

    Raises ValueError that names a setting of which it says nothing.
    """
    text = " ".join((inspect.getdoc(kind) or "").split())
    parts = re.split(r"``(\w+)``: ", text)
    told = dict(zip(parts[1::2], (_sentence(p) for p in parts[2::2]), strict=True))
    if missing := [name for name in kind.__struct_fields__ if not told.get(name)]:
        raise ValueError(
            f"{kind.__name__}: say in its docstring what {missing[0]} means: ``{missing[0]}``: ..."
        )
    return told


def default(field: msgspec.structs.FieldInfo) -> Any:
    """The value of a setting that is not set."""
    return field.default if field.default is not msgspec.NODEFAULT else field.default_factory()


def toml(value: Any) -> str:
    """``value`` as TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    return msgspec.json.encode(value).decode()


def _sentence(text: str) -> str:
    text = text.strip().rstrip(";").strip()
    return text if text.endswith((".", "?")) else text + "."


def _plain(text: str) -> str:
    return text.replace("``", "")
