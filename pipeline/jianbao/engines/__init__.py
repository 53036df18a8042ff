"""Engines: tokens and entity spans at character offsets, behind one protocol."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

from jianbao.errors import ConfigError
from jianbao.registry import engine_class

if TYPE_CHECKING:
    from jianbao.engines.base import Engine


def engine_specs(setting: str) -> list[str]:
    """The engines of a setting, several separated by commas, each ``NAME`` or ``NAME:MODEL``.

    MODEL is a folder, a file or an installed model, as the engine takes it; if it is left out, the engine
    takes its own. Raises ConfigError if nothing is named, one is named twice, or there is no such engine.

    >>> engine_specs("crf, hanlp:models/ner")
    ['crf', 'hanlp:models/ner']
    """
    specs = [part.strip() for part in setting.split(",") if part.strip()]
    if not specs:
        raise ConfigError("no engine is named; write --engine crf, or several as crf,fast")
    names = [spec.partition(":")[0] for spec in specs]
    for name, spec in zip(names, specs, strict=True):
        engine_class(name)
        if specs.count(spec) > 1:
            raise ConfigError(f"engine {spec} is named twice")
    return specs


def make_engine(spec: str, *, allow_download: bool = False) -> Engine:
    """The engine of ``NAME`` or ``NAME:MODEL``, one per process; its model loads on first use or by ``load()``.

    allow_download: let ``hanlp`` fetch a pretrained model that it knows by name; no other engine fetches any.
    Raises ConfigError if there is no such engine.

    >>> make_engine("jieba").model
    'jieba'
    """
    name, _, model = spec.partition(":")
    return _shared_engine(name.strip(), model.strip(), allow_download and name.strip() == "hanlp")


@cache
def _shared_engine(name: str, model: str, allow_download: bool) -> Engine:
    options = {"allow_download": True} if allow_download else {}
    return cast("Engine", engine_class(name)(model or None, **options))


def forget_engines() -> None:
    """Let ``make_engine`` make new engines: in a forked process, which must not run its parent's networks."""
    _shared_engine.cache_clear()
