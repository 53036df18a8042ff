"""The errors of jianbao: each message names the thing, the place and the remedy."""


class JianbaoError(Exception):
    """The base of all errors that jianbao raises on purpose."""


class ReadError(JianbaoError):
    """An input that cannot be read; ``path`` and ``line`` (1-based, None for the whole file) say where."""

    def __init__(self, message: str, *, path: str = "", line: int | None = None) -> None:
        super().__init__(message)
        self.path = path
        self.line = line


class ReadWarning(UserWarning):
    """Something that reading guessed, repaired or passed over; the message names the file."""


class ConfigError(JianbaoError):
    """A configuration, option or chain of stages that does not make sense."""


class EngineError(JianbaoError):
    """An engine or a model that cannot be loaded or is not what it should be."""


class StageError(JianbaoError):
    """A stage that failed on an article."""


class MissingPackage(ConfigError):
    """A package of an extra that is not installed; the message says how to install it."""

    def __init__(self, package: str, extra: str, *, before: str = "") -> None:
        super().__init__(f"{before}{package} is not installed; {install_command(extra)}")


def install_command(extra: str) -> str:
    """What installs an extra, from an index of packages or from a copy of the sources.

    >>> install_command("tables")
    "pip install 'jianbao[tables]', or in a copy of the sources: pip install '.[tables]'"
    """
    return f"pip install 'jianbao[{extra}]', or in a copy of the sources: pip install '.[{extra}]'"


class WriteError(JianbaoError):
    """An output that cannot be written."""
