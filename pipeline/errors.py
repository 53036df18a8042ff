"""The errors of jianbao: each message names the thing, the place and the remedy."""


class JianbaoError(Exception):
    """The base of all errors that jianbao raises on purpose."""


class ReadError(JianbaoError):
    """An input that cannot be read, with its path and, where it has one, its line."""


class ConfigError(JianbaoError):
    """A configuration, option or chain of stages that does not make sense."""


class EngineError(JianbaoError):
    """An engine or a model that cannot be loaded or is not what it should be."""


class StageError(JianbaoError):
    """A stage that failed on an article."""


class WriteError(JianbaoError):
    """An output that cannot be written."""
