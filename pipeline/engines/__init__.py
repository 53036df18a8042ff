"""Engines: tokens and entity spans at character offsets, behind one protocol."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, cast

from pipeline.registry import engine_class

if TYPE_CHECKING:
    from pipeline.engines.base import Engine


@cache
def load_engine(name: str, **options: Any) -> Engine:
    """The engine ``name``, one a process for the same options; its model loads on first use.

    Raises ConfigError where there is no such engine.
    """
    return cast("Engine", engine_class(name)(**options))
