"""``load``: a ready chain in one call."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.config import Config
from pipeline.flow import Flow


def load(config: str | Path | Config | None = None, *, stages: Iterable[str] | None = None,
         settings: Iterable[str] = (), strict: bool = True) -> Flow:
    """A chain of stages, checked; models load when the first article comes.

    config: a Config, or the path of a TOML file. stages: names, where not all are wanted.
    settings: ``section.key=value``. strict: raise StageError where a stage fails on an article, rather than
    leave the article out and note it in ``Flow.rejected``.

    Raises ConfigError for settings or an order of stages that make no sense.

    >>> [stage.name for stage in load(stages=["sentences", "tokens"]).stages]
    ['sentences', 'tokens']
    """
    if not isinstance(config, Config):
        config = Config.make(config, settings, stages)
    return Flow(config.build(), strict=strict)
