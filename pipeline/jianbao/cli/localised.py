"""The help and the usage errors of Typer's commands in the language of the user."""

from __future__ import annotations

import re
from typing import Any

from typer import rich_utils

from jianbao.cli.translation import translate

ENGLISH = {
    name: getattr(rich_utils, name)
    for name in (
        "ARGUMENTS_PANEL_TITLE", "OPTIONS_PANEL_TITLE", "COMMANDS_PANEL_TITLE", "ERRORS_PANEL_TITLE",
        "DEFAULT_STRING", "REQUIRED_LONG_STRING", "RICH_HELP",
    )
}  # fmt: skip
_DEFAULT = re.compile(r"(?<!\\)\[(?=default: |默认)")  # rich would take the bracket for markup


def localise(command: Any) -> Any:
    """``command``, whose help and usage are from now on in the language of the user."""
    for name, text in ENGLISH.items():
        setattr(rich_utils, name, translate(text))
    if not hasattr(command, "said"):
        command.said = {"": command.help}
        usage, params = command.get_usage, command.get_params
        command.get_usage = lambda context: _usage(usage(context))
        command.get_params = lambda context: [_parameter(command, p) for p in params(context)]
    command.help = _paragraphs(command.said[""])
    return command


def _paragraphs(text: str | None) -> str:
    """Each paragraph of a docstring, translated as one line."""
    return "\n\n".join(translate(" ".join(part.split())) for part in re.split(r"\n\s*\n", text or ""))


def _usage(usage: str) -> str:
    head, _, rest = usage.partition("Usage: ")
    return head + translate("Usage: ") + rest


def _parameter(command: Any, parameter: Any) -> Any:
    said = command.said.setdefault(parameter.name, getattr(parameter, "help", None))
    if said:
        parameter.help = _DEFAULT.sub(r"\\[", translate(" ".join(said.split())))
    return parameter


def complain_of_usage(error: Any) -> None:
    """Print what is wrong with a command line, as Typer does."""
    message = translate(error.format_message())
    error.format_message = lambda: message
    rich_utils.rich_format_error(error)
