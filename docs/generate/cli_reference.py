"""The page of all commands, read from the Typer application: usage, arguments, options, defaults."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from jianbao.cli import full_app
from typer.models import ArgumentInfo, OptionInfo

HEAD = """# Commands

Made from the code by `make docs`; do not edit. `jianbao COMMAND --help` prints the same.

Exit codes of all commands: 0 success; 1 finished, but some inputs failed (see `rejected.jsonl`); 2 wrong usage,
configuration or input, nothing was done; 3 stopped by an error, finished work is kept; 130 interrupted (Ctrl-C,
SIGTERM, SIGHUP).
"""

_VALUES = {int: "N", float: "NUMBER", Path: "PATH"}


class Parameter(NamedTuple):
    """One argument or option of a command."""

    name: str  # as typed: INPUT, --out
    names: str  # all spellings
    value: str  # what stands for its value; empty for a flag
    help: str
    default: str
    required: bool
    repeated: bool
    argument: bool


class Command(NamedTuple):
    """One command with what its function says."""

    name: str  # with that of its group: train fast
    function: Callable[..., Any]


def cli_page() -> str:
    """The reference as Markdown: a list of the commands, then one section per command."""
    commands = list(_commands(full_app()))
    lines = [HEAD, "| command | what it does |", "|---|---|"]
    for command in commands:
        anchor = "jianbao-" + command.name.replace(" ", "-")
        lines.append(f"| [`jianbao {command.name}`](#{anchor}) | {_cell(_about(command))} |")
    return "\n".join(lines) + "\n" + "".join(_section(command) for command in commands)


def _commands(group: Any, before: str = "") -> Iterator[Command]:
    for info in group.registered_commands:
        name = info.name or info.callback.__name__.replace("_", "-")
        yield Command(before + name, info.callback)
    for info in group.registered_groups:
        yield from _commands(info.typer_instance, f"{before}{info.name} ")


def _section(command: Command) -> str:
    parameters = list(_parameters(command.function))
    lines = ["", f"## jianbao {command.name}", "", inspect.getdoc(command.function) or "", ""]
    lines += ["```", _usage(command, parameters), "```"]
    if parameters:
        lines += ["", "| argument or option | default | what |", "|---|---|---|"]
        lines += [_row(p) for p in parameters]
    return "\n".join(lines) + "\n"


def _usage(command: Command, parameters: list[Parameter]) -> str:
    """The first line of the command's help: what is required stands without brackets."""
    words = [f"jianbao {command.name}"]
    if any(not p.argument and not p.required for p in parameters):
        words.append("[OPTIONS]")
    words += [f"{p.name} {p.value}".strip() for p in parameters if p.required and not p.argument]
    words += [_bracketed(p) for p in parameters if p.argument]
    return " ".join(words)


def _bracketed(argument: Parameter) -> str:
    name = argument.name + ("..." if argument.repeated and not argument.name.endswith("...") else "")
    return name if argument.required else f"[{name}]"


def _row(p: Parameter) -> str:
    repeated = " (repeatable)" if p.repeated and not p.argument else ""
    default = "required" if p.required else p.default
    return f"| `{f'{p.names} {p.value}'.strip()}`{repeated} | {_cell(default)} | {_cell(p.help)} |"


def _parameters(function: Callable[..., Any]) -> Iterator[Parameter]:
    hints = get_type_hints(function, include_extras=True)
    for name, parameter in inspect.signature(function).parameters.items():
        kind, *extras = get_args(hints[name]) if hasattr(hints[name], "__metadata__") else (hints[name],)
        info = next((e for e in extras if isinstance(e, OptionInfo | ArgumentInfo)), None)
        if info is None:
            raise TypeError(
                f"{function.__module__}: the parameter {name} has no typer.Option or typer.Argument"
            )
        yield _parameter(name, kind, info, parameter.default)


def _parameter(name: str, kind: Any, info: Any, default: Any) -> Parameter:
    required = default in (inspect.Parameter.empty, ...)
    repeated = any(get_origin(k) is list for k in (kind, *get_args(kind)))
    help, said = _split_default(" ".join((info.help or "").split()))
    shown = said or _shown(default)
    if isinstance(info, ArgumentInfo):
        label = info.metavar or name.upper()
        return Parameter(label, label, "", help, shown, required, repeated, True)
    spelled = (
        info.default,
        *(info.param_decls or ()),
    )  # typer.Option("-o", "--out"): the first is its default
    names = [n for n in spelled if isinstance(n, str) and n.startswith("-")] or [_flag(name, kind)]
    long = next((n for n in names if n.startswith("--")), names[0])
    value = "" if kind is bool else info.metavar or _value(kind)
    return Parameter(long, ", ".join(names), value, help, shown, required, repeated, False)


def _flag(name: str, kind: Any) -> str:
    flag = f"--{name.replace('_', '-')}"
    return f"{flag}/--no-{flag[2:]}" if kind is bool else flag


def _value(kind: Any) -> str:
    """How a value of this type is called in a usage line."""
    inside = [k for k in (kind, *get_args(kind)) if get_origin(k) is list]
    types = [kind, *get_args(kind), *(a for k in inside for a in get_args(k))]
    return next((word for known, word in _VALUES.items() if known in types), "TEXT")


def _split_default(help: str) -> tuple[str, str]:
    """The help, and the default that is told in it as ``[default: ...]``."""
    found = re.search(r"\s*\[default: (.*?)\]", help)
    return (help.replace(found[0], ""), found[1]) if found else (help, "")


def _shown(default: Any) -> str:
    if default in (None, False, inspect.Parameter.empty, ...) or default == []:
        return ""
    return f"`{default}`"


def _about(command: Command) -> str:
    return (inspect.getdoc(command.function) or "").split("\n\n")[0].replace("\n", " ")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
