"""Engines: tokens and entity spans at character offsets, behind one protocol."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

from jianbao.errors import ConfigError
from jianbao.registry import engine_class

if TYPE_CHECKING:
    from jianbao.engines.base import Engine


def engine_specs(setting: str) -> list[str]:
    """The engines of a setting, several parted by commas, each ``NAME`` or ``NAME:MODEL``.

    MODEL is a folder, a file or an installed model, as the engine takes it; where it is left out, the engine
    takes its own. Raises ConfigError where nothing is named, one is named twice, or there is no such engine.

    >>> engine_specs("lac, hanlp:models/ner")
    ['lac', 'hanlp:models/ner']
    """
    specs = [part.strip() for part in setting.split(",") if part.strip()]
    if not specs:
        raise ConfigError("no engine is named; write --engine lac, or several as lac,jieba")
    names = [spec.partition(":")[0] for spec in specs]
    for name, spec in zip(names, specs, strict=True):
        engine_class(name)
        if specs.count(spec) > 1:
            raise ConfigError(f"engine {spec} is named twice")
    return specs


def make_engine(spec: str, *, allow_download: bool = False) -> Engine:
    """The engine of ``NAME`` or ``NAME:MODEL``, one a process; its model loads on first use or by ``load()``.

    allow_download: let ``hanlp`` fetch a pretrained model that it knows by name; no other engine fetches any.
    Raises ConfigError where there is no such engine.

    >>> make_engine("jieba").model
    'jieba'
    """
    name, _, model = spec.partition(":")
    return _engine(name.strip(), model.strip(), allow_download and name == "hanlp")


@cache
def _engine(name: str, model: str, allow_download: bool) -> Engine:
    options = {"allow_download": True} if allow_download else {}
    return cast("Engine", engine_class(name)(model or None, **options))
